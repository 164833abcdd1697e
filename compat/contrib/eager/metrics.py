"""`tf.contrib.eager.metrics` of TensorFlow 1: called with batches, as Keras' are."""

from compat import names
from compat._v1 import keras as _keras

__all__ = [
    "Accuracy",
    "BinaryAccuracy",
    "CategoricalAccuracy",
    "Mean",
    "Metric",
    "SparseAccuracy",
]

Accuracy = _keras.metrics.Accuracy
BinaryAccuracy = _keras.metrics.BinaryAccuracy
CategoricalAccuracy = _keras.metrics.CategoricalAccuracy
Mean = _keras.metrics.Mean
Metric = _keras.metrics.Metric
SparseAccuracy = _keras.metrics.SparseCategoricalAccuracy


def __getattr__(name: str):
    raise names.missing("tf.contrib.eager.metrics", name)
