"""`tf.contrib` of TensorFlow 1, as far as it is covered: see `compat.names`."""

from compat import names
from compat.contrib import rnn

__all__ = ["rnn"]


def __getattr__(name: str):
    raise names.missing("tf.contrib", name)
