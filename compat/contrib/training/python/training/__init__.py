"""`tf.contrib.training.python.training` of TensorFlow 1: where `hparam` was found, too."""

from compat import names
from compat.contrib.training.python.training import hparam

__all__ = ["hparam"]


def __getattr__(name: str):
    raise names.missing("tf.contrib.training.python.training", name)
