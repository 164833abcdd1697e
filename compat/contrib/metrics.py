"""`tf.contrib.metrics` of TensorFlow 1: tf-slim's, with predictions first."""

from compat.contrib import _slim


def __getattr__(name: str):
    return _slim.find("tf.contrib.metrics", name, "tf_slim.metrics")
