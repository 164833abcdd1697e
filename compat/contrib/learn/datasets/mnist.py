"""`tf.contrib.learn.datasets.mnist` of TensorFlow 1: what `input_data` has, and `load_mnist`."""

from compat import names
from compat.examples.tutorials.mnist import input_data

__all__ = ["DataSet", "load_mnist", "read_data_sets"]

DataSet = input_data.DataSet
read_data_sets = input_data.read_data_sets


def load_mnist(train_dir="MNIST-data"):
    """Returns MNIST by `read_data_sets`, with labels that are numbers: uint8 [N]."""
    return read_data_sets(train_dir)


def __getattr__(name: str):
    raise names.missing("tf.contrib.learn.datasets.mnist", name)
