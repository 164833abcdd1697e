"""`tf.contrib.metrics` of TensorFlow 1: tf-slim's, with predictions first."""

from compat._v1 import v1
from compat.contrib import _slim

confusion_matrix = v1.confusion_matrix


def __getattr__(name: str):
    return _slim.find("tf.contrib.metrics", name)
