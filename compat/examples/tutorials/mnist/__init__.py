"""`tf.examples.tutorials.mnist` of TensorFlow 1."""

import importlib

from compat import names
from compat.examples.tutorials.mnist import input_data

__all__ = ["input_data", "mnist"]


def __getattr__(name: str):
    if name == "mnist":  # which needs TensorFlow; `input_data` does not
        return importlib.import_module(f"{__name__}.mnist")
    raise names.missing("tf.examples.tutorials.mnist", name)
