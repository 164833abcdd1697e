"""`tf.examples` of TensorFlow 1, as far as it is covered: see `compat.names`."""

from compat import names
from compat.examples import tutorials

__all__ = ["tutorials"]


def __getattr__(name: str):
    raise names.missing("tf.examples", name)
