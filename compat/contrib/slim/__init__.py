"""`tf.contrib.slim` of TensorFlow 1: the package tf-slim."""

from compat.contrib import _slim
from compat.contrib.slim import nets

__all__ = ["nets"]


def __getattr__(name: str):
    return _slim.find("tf.contrib.slim", name, "tf_slim")
