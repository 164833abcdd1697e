"""`tf.nn` of TensorFlow 1: TensorFlow's own, with the cells of tf-keras as `rnn_cell`."""

from compat import names
from compat._v1 import v1
from compat.nn import rnn_cell

__all__ = ["rnn_cell"]


def __getattr__(name: str):
    try:
        return getattr(v1.nn, name)
    except AttributeError:
        raise names.missing("tf.nn", name, dir(v1.nn)) from None


def __dir__() -> list[str]:
    return sorted({*__all__, *dir(v1.nn)})
