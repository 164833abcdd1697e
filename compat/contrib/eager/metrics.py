"""`tf.contrib.eager.metrics` of TensorFlow 1: Keras' metrics, by the arguments that they had."""

from compat import names
from compat._v1 import keras as _keras
from compat._v1 import v1 as _v1

__all__ = [
    "Accuracy",
    "BinaryAccuracy",
    "CategoricalAccuracy",
    "Mean",
    "Metric",
    "SparseAccuracy",
]

Metric = _keras.metrics.Metric


class _Initialized:
    def init_variables(self):
        """Begins anew: at once in eager mode, else by the operation that is returned."""
        if _v1.executing_eagerly():
            return self.reset_state()
        return _v1.group(*(variable.initializer for variable in self.variables))


class _Compared(_Initialized):
    def __call__(self, labels, predictions, weights=None):
        """Counts a batch; returns the result so far."""
        return super().__call__(labels, predictions, sample_weight=weights)


class Accuracy(_Compared, _keras.metrics.Accuracy):
    """How often predictions are the labels."""


class BinaryAccuracy(_Compared, _keras.metrics.BinaryAccuracy):
    """How often predictions are above a threshold where labels are 1, and not where they are 0."""

    def __init__(self, threshold, name=None, dtype=None):
        super().__init__(name or "BinaryAccuracy", dtype, threshold)


class CategoricalAccuracy(_Compared, _keras.metrics.CategoricalAccuracy):
    """How often the largest prediction is where labels are 1."""


class Mean(_Initialized, _keras.metrics.Mean):
    """The mean of values, which may be weighted."""

    def __call__(self, values, weights=None):
        """Counts a batch; returns the result so far."""
        return super().__call__(values, sample_weight=weights)


class SparseAccuracy(_Compared, _keras.metrics.SparseCategoricalAccuracy):
    """How often the largest prediction is the one that a label says."""


def __getattr__(name: str):
    raise names.missing("tf.contrib.eager.metrics", name)
