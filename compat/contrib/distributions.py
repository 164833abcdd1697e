"""`tf.contrib.distributions` of TensorFlow 1: what of it is in `tf.distributions`."""

from compat import names
from compat._v1 import v1


def __getattr__(name: str):
    try:
        return getattr(v1.distributions, name)
    except AttributeError:
        raise names.missing("tf.contrib.distributions", name, dir(v1.distributions)) from None


def __dir__() -> list[str]:
    return dir(v1.distributions)
