"""`tf.contrib.learn.datasets.mnist` of TensorFlow 1: what `input_data` has, and its files."""

import numpy as np

from compat import names
from compat.examples.tutorials.mnist import input_data
from compat.mnist import arrays

__all__ = [
    "DataSet",
    "dense_to_one_hot",
    "extract_images",
    "extract_labels",
    "load_mnist",
    "read_data_sets",
]

DataSet = input_data.DataSet
read_data_sets = input_data.read_data_sets


def load_mnist(train_dir="MNIST-data"):
    """Returns MNIST by `read_data_sets`, with labels that are numbers: uint8 [N]."""
    return read_data_sets(train_dir)


def extract_images(f):
    """Returns the images of a gzip-compressed file of MNIST's format: uint8 [N, rows, columns, 1].

    f: the file, open for reading, as since TensorFlow 0.12; or its path.
    Raises MnistError when the file is not what it should be.
    """
    return arrays.read_images(getattr(f, "name", f)).copy()


def extract_labels(f, one_hot=False, num_classes=10):
    """Returns the labels of a gzip-compressed file: uint8 [N], or float64 [N, num_classes].

    f: as for `extract_images`.
    Raises MnistError when the file is not what it should be.
    """
    labels = arrays.read_labels(getattr(f, "name", f)).copy()
    return dense_to_one_hot(labels, num_classes) if one_hot else labels


def dense_to_one_hot(labels_dense, num_classes):
    """Returns a row for each label, float64 [N, num_classes]: 1 in its place, 0 elsewhere."""
    return np.eye(num_classes)[np.ravel(labels_dense)]


def __getattr__(name: str):
    raise names.missing("tf.contrib.learn.datasets.mnist", name)
