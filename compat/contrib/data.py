"""`tf.contrib.data` of TensorFlow 1: what became `tf.data`, and `tf.data.experimental`."""

from compat import names
from compat._v1 import v1

__all__ = [
    "AUTOTUNE",
    "Dataset",
    "FixedLengthRecordDataset",
    "Iterator",
    "TFRecordDataset",
    "TextLineDataset",
    "batch_and_drop_remainder",
    "ignore_errors",
    "map_and_batch",
    "parallel_interleave",
    "prefetch_to_device",
    "shuffle_and_repeat",
    "unbatch",
]

AUTOTUNE = v1.data.experimental.AUTOTUNE
Dataset = v1.data.Dataset
FixedLengthRecordDataset = v1.data.FixedLengthRecordDataset
Iterator = v1.data.Iterator
TFRecordDataset = v1.data.TFRecordDataset
TextLineDataset = v1.data.TextLineDataset
ignore_errors = v1.data.experimental.ignore_errors
map_and_batch = v1.data.experimental.map_and_batch
parallel_interleave = v1.data.experimental.parallel_interleave
prefetch_to_device = v1.data.experimental.prefetch_to_device
shuffle_and_repeat = v1.data.experimental.shuffle_and_repeat
unbatch = v1.data.experimental.unbatch


def batch_and_drop_remainder(batch_size):
    """Returns a function, for `dataset.apply`, that makes batches which are all of this size."""
    return lambda dataset: dataset.batch(batch_size, drop_remainder=True)


def __getattr__(name: str):
    raise names.missing("tf.contrib.data", name)
