"""`tf.contrib.training.python` of TensorFlow 1: a way to `hparam`."""

from compat import names
from compat.contrib.training.python import training

__all__ = ["training"]


def __getattr__(name: str):
    raise names.missing("tf.contrib.training.python", name)
