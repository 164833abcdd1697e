"""`tf.contrib.data` of TensorFlow 1: what became `tf.data`, and `tf.data.experimental`."""

from compat import names
from compat._v1 import v1
from compat.contrib import _datasets

__all__ = [
    "AUTOTUNE",
    "Counter",
    "CsvDataset",
    "Dataset",
    "FixedLengthRecordDataset",
    "Iterator",
    "Optional",
    "RandomDataset",
    "Reducer",
    "SqlDataset",
    "TFRecordDataset",
    "TFRecordWriter",
    "TextLineDataset",
    "batch_and_drop_remainder",
    "bucket_by_sequence_length",
    "choose_from_datasets",
    "copy_to_device",
    "dense_to_sparse_batch",
    "enumerate_dataset",
    "get_next_as_optional",
    "get_single_element",
    "group_by_reducer",
    "group_by_window",
    "ignore_errors",
    "make_batched_features_dataset",
    "make_csv_dataset",
    "make_saveable_from_iterator",
    "map_and_batch",
    "padded_batch_and_drop_remainder",
    "parallel_interleave",
    "parse_example_dataset",
    "prefetch_to_device",
    "reduce_dataset",
    "rejection_resample",
    "sample_from_datasets",
    "scan",
    "shuffle_and_repeat",
    "sliding_window_batch",
    "sloppy_interleave",
    "unbatch",
    "unique",
]

AUTOTUNE = v1.data.experimental.AUTOTUNE
Counter = v1.data.experimental.Counter
CsvDataset = v1.data.experimental.CsvDataset
Dataset = _datasets.Dataset
FixedLengthRecordDataset = _datasets.FixedLengthRecordDataset
Iterator = _datasets.Iterator
Optional = v1.data.experimental.Optional
RandomDataset = v1.data.experimental.RandomDataset
Reducer = v1.data.experimental.Reducer
SqlDataset = v1.data.experimental.SqlDataset
TFRecordDataset = _datasets.TFRecordDataset
TFRecordWriter = v1.data.experimental.TFRecordWriter
TextLineDataset = _datasets.TextLineDataset
bucket_by_sequence_length = v1.data.experimental.bucket_by_sequence_length
choose_from_datasets = v1.data.experimental.choose_from_datasets
copy_to_device = v1.data.experimental.copy_to_device
dense_to_sparse_batch = v1.data.experimental.dense_to_sparse_batch
enumerate_dataset = v1.data.experimental.enumerate_dataset
get_next_as_optional = v1.data.experimental.get_next_as_optional
get_single_element = v1.data.experimental.get_single_element
group_by_reducer = v1.data.experimental.group_by_reducer
group_by_window = v1.data.experimental.group_by_window
ignore_errors = v1.data.experimental.ignore_errors
make_batched_features_dataset = v1.data.experimental.make_batched_features_dataset
make_csv_dataset = v1.data.experimental.make_csv_dataset
make_saveable_from_iterator = v1.data.experimental.make_saveable_from_iterator
map_and_batch = v1.data.experimental.map_and_batch
parallel_interleave = v1.data.experimental.parallel_interleave
parse_example_dataset = v1.data.experimental.parse_example_dataset
prefetch_to_device = v1.data.experimental.prefetch_to_device
rejection_resample = v1.data.experimental.rejection_resample
sample_from_datasets = v1.data.experimental.sample_from_datasets
scan = v1.data.experimental.scan
shuffle_and_repeat = v1.data.experimental.shuffle_and_repeat
unbatch = v1.data.experimental.unbatch
unique = v1.data.experimental.unique


def batch_and_drop_remainder(batch_size):
    """Returns a function, for `dataset.apply`, that makes batches which are all of this size."""
    return lambda dataset: dataset.batch(batch_size, drop_remainder=True)


def padded_batch_and_drop_remainder(batch_size, padded_shapes, padding_values=None):
    """Returns a function, for `dataset.apply`, that pads, and makes batches all of this size."""
    return lambda dataset: dataset.padded_batch(
        batch_size, padded_shapes, padding_values, drop_remainder=True
    )


def reduce_dataset(dataset, reducer):
    """Returns what a `Reducer` makes of all elements: a tensor, or a structure of tensors."""
    one = group_by_reducer(lambda *element: v1.constant(0, v1.int64), reducer)
    return get_single_element(dataset.apply(one))


def sliding_window_batch(window_size, stride=None, window_shift=None, window_stride=1):
    """Returns a function, for `dataset.apply`, that makes batches of `window_size` which overlap.

    window_shift: how many elements a window begins after the last one; `stride` was its name up to
        1.9. None: 1.
    window_stride: how many elements there are from one of a window to its next.
    Raises ValueError when both names are used.
    """
    if stride is not None and window_shift is not None:
        raise ValueError("Cannot specify both `stride` and `window_shift`")
    shift = window_shift or stride or 1

    def windows(dataset):
        window = dataset.window(window_size, shift, window_stride, drop_remainder=True)
        return window.flat_map(
            lambda *parts: v1.data.Dataset.zip(_unpacked(parts)).batch(window_size)
        )

    return windows


def sloppy_interleave(map_func, cycle_length, block_length=1):
    """Returns a function, for `dataset.apply`: `parallel_interleave` that keeps no order."""
    return parallel_interleave(map_func, cycle_length, block_length, sloppy=True)


def _unpacked(parts):
    return parts if len(parts) > 1 else parts[0]


def __getattr__(name: str):
    raise names.missing("tf.contrib.data", name)
