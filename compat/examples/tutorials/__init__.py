"""`tf.examples.tutorials` of TensorFlow 1, as far as it is covered: see `compat.names`."""

from compat import names
from compat.examples.tutorials import mnist

__all__ = ["mnist"]


def __getattr__(name: str):
    raise names.missing("tf.examples.tutorials", name)
