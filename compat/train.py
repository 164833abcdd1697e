"""`tf.train` of TensorFlow 1: TensorFlow's own, and the names of 0.x."""

from compat import names
from compat._v1 import v1

__all__ = ["SummaryWriter", "SummaryWriterCache"]

SummaryWriter = v1.summary.FileWriter
SummaryWriterCache = v1.summary.FileWriterCache


def __getattr__(name: str):
    try:
        return getattr(v1.train, name)
    except AttributeError:
        raise names.missing("tf.train", name, dir(v1.train)) from None


def __dir__() -> list[str]:
    return sorted({*__all__, *dir(v1.train)})
