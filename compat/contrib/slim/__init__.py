"""`tf.contrib.slim` of TensorFlow 1: the package tf-slim."""

from compat.contrib import _slim, losses
from compat.contrib.slim import nets

__all__ = ["losses", "nets"]


def __getattr__(name: str):
    return _slim.find("tf.contrib.slim", name)
