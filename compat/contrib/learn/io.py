"""`tf.contrib.learn.io` of TensorFlow 1: input functions of arrays and data frames."""

from compat import names
from compat.estimator import inputs

__all__ = ["numpy_input_fn", "pandas_input_fn"]


def numpy_input_fn(
    x, y=None, batch_size=128, num_epochs=1, shuffle=True, queue_capacity=1000, num_threads=1
):
    """As `tf.estimator.inputs.numpy_input_fn`, but shuffled where nothing is said of it."""
    return inputs.numpy_input_fn(x, y, batch_size, num_epochs, shuffle)


def pandas_input_fn(
    x,
    y=None,
    batch_size=128,
    num_epochs=1,
    shuffle=True,
    queue_capacity=1000,
    num_threads=1,
    target_column="target",
):
    """As `tf.estimator.inputs.pandas_input_fn`, but shuffled where nothing is said of it."""
    return inputs.pandas_input_fn(x, y, batch_size, num_epochs, shuffle)


def __getattr__(name: str):
    raise names.missing("tf.contrib.learn.io", name)
