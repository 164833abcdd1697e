"""`tf.estimator.inputs` of TensorFlow 1: input functions of arrays and data frames."""

import numpy as np

from compat import names
from compat._v1 import v1

__all__ = ["numpy_input_fn", "pandas_input_fn"]


def numpy_input_fn(
    x, y=None, batch_size=128, num_epochs=1, shuffle=None, queue_capacity=1000, num_threads=1
):
    """Returns a function that makes tensors of batches: the features, or features and labels.

    x: an array, or arrays by name, whose rows are examples.
    y: the same, or None: there are no labels.
    num_epochs: None: without end. The last batch of the last epoch may be smaller.
    shuffle: whether each epoch has an order of its own.
    queue_capacity, num_threads: of no effect.
    Raises ValueError, as it is called, when the numbers of examples differ.
    """
    if not isinstance(shuffle, bool):
        raise ValueError(f"shuffle must be provided and explicitly set as boolean (got {shuffle})")

    def input_fn():
        features = {key: np.asarray(value) for key, value in _by_name(x).items()}
        labels = {} if y is None else {key: np.asarray(v) for key, v in _by_name(y).items()}
        arrays = [*features.values(), *labels.values()]
        if len({len(array) for array in arrays}) != 1:
            shapes = [array.shape for array in arrays]
            raise ValueError(f"Length of tensors in x and y is mismatched: shapes are {shapes}")
        batch = iter(_batches(arrays, batch_size, num_epochs, shuffle))
        some = {key: next(batch) for key in features}
        result = some if isinstance(x, dict) else some[""]
        if y is None:
            return result
        targets = {key: next(batch) for key in labels}
        return result, (targets if isinstance(y, dict) else targets[""])

    return input_fn


def _by_name(values) -> dict:
    if not isinstance(values, dict):
        return {"": values}
    if not values:
        raise ValueError("x cannot be an empty dict")
    return values


def _batches(arrays, batch_size, num_epochs, shuffle):
    """Tensors of the next rows of `arrays`, which stay outside of the graph."""
    rows = v1.data.Dataset.range(len(arrays[0]))
    if shuffle:
        rows = rows.shuffle(len(arrays[0]))
    rows = rows.repeat(num_epochs).batch(batch_size)
    indices = v1.data.make_one_shot_iterator(rows).get_next()
    kinds = [v1.as_dtype(array.dtype) for array in arrays]
    batch = v1.py_func(lambda chosen: [array[chosen] for array in arrays], [indices], kinds)
    for tensor, array in zip(batch, arrays, strict=True):
        tensor.set_shape([None, *array.shape[1:]])
    return batch


def pandas_input_fn(
    x,
    y=None,
    batch_size=128,
    num_epochs=1,
    shuffle=None,
    queue_capacity=1000,
    num_threads=1,
    target_column="target",
):
    """As `numpy_input_fn`, of a data frame; the features are its columns, by name.

    y: a series, or a data frame whose columns are labels by name.
    target_column: of no effect.
    """
    features = {column: np.asarray(x[column]) for column in x.columns}
    labels = y
    if y is not None:
        columns = getattr(y, "columns", None)
        labels = np.asarray(y) if columns is None else {c: np.asarray(y[c]) for c in columns}
    return numpy_input_fn(features, labels, batch_size, num_epochs, shuffle)


def __getattr__(name: str):
    raise names.missing("tf.estimator.inputs", name)
