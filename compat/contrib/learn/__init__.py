"""`tf.contrib.learn` of TensorFlow 1, as far as it is covered: see `compat.names`."""

from compat import names
from compat.contrib.learn import datasets, preprocessing

__all__ = ["ModeKeys", "datasets", "preprocessing"]


class ModeKeys:
    """What a model function is asked for: to train, to evaluate, to infer."""

    TRAIN = "train"
    EVAL = "eval"
    INFER = "infer"


def __getattr__(name: str):
    raise names.missing("tf.contrib.learn", name)
