"""`tf.contrib.learn.datasets.base` of TensorFlow 1: how data sets are returned."""

import collections

from compat import names
from compat.examples.tutorials.mnist import input_data

__all__ = ["Dataset", "Datasets"]

Dataset = collections.namedtuple("Dataset", ["data", "target"])
Datasets = input_data.Datasets


def __getattr__(name: str):
    raise names.missing("tf.contrib.learn.datasets.base", name)
