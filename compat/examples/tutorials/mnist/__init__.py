"""`tf.examples.tutorials.mnist` of TensorFlow 1, as far as it is covered: see `compat.names`."""

from compat import names
from compat.examples.tutorials.mnist import input_data, mnist

__all__ = ["input_data", "mnist"]


def __getattr__(name: str):
    raise names.missing("tf.examples.tutorials.mnist", name)
