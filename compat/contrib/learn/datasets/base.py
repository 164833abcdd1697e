"""`tf.contrib.learn.datasets.base` of TensorFlow 1: how data sets are returned, and read."""

import collections
import csv

import numpy as np

from compat import names
from compat.examples.tutorials.mnist import input_data

__all__ = ["Dataset", "Datasets", "load_csv_with_header", "load_csv_without_header"]

Dataset = collections.namedtuple("Dataset", ["data", "target"])
Datasets = input_data.Datasets


def load_csv_with_header(filename, target_dtype, features_dtype, target_column=-1):
    """Returns the rows of a file whose first row begins with how many rows and features it has.

    target_column: the place of the target in a row; the others are features.
    The Dataset's `data` is [rows, features], its `target` is [rows], as in TensorFlow 1.15.
    Raises ValueError when the numbers do not fit the rows, or a value its type.
    """
    with open(filename, newline="") as file:
        header, *rows = csv.reader(file)
    n_samples, n_features = map(int, header[:2])
    found = _dataset(rows, target_dtype, features_dtype, target_column)
    if found.data.shape != (n_samples, n_features):
        raise ValueError(
            f"{filename} announces {n_samples} rows of {n_features} features and has "
            f"{found.data.shape}"
        )
    return found


def load_csv_without_header(filename, target_dtype, features_dtype, target_column=-1):
    """As `load_csv_with_header`, but the first row is data, too."""
    with open(filename, newline="") as file:
        rows = list(csv.reader(file))
    return _dataset(rows, target_dtype, features_dtype, target_column)


def _dataset(rows, target_dtype, features_dtype, target_column) -> Dataset:
    rows = [row for row in rows if row]
    targets = [row.pop(target_column) for row in rows]
    return Dataset(data=_array(rows, features_dtype), target=_array(targets, target_dtype))


def _array(texts, dtype) -> np.ndarray:
    """NumPy makes numbers of texts one by one, and of all of them by way of a type for texts."""
    return np.array(texts).astype(dtype)


def __getattr__(name: str):
    raise names.missing("tf.contrib.learn.datasets.base", name)
