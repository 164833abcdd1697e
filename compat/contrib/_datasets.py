"""Datasets of `tf.contrib.data`, whose methods are called as in 1.2 to 1.4."""

import functools
import inspect

from tensorflow.python.data.ops.dataset_ops import DatasetV1Adapter as _Adapter

from compat._v1 import v1

__all__ = [
    "Dataset",
    "FixedLengthRecordDataset",
    "Iterator",
    "TFRecordDataset",
    "TextLineDataset",
]


class Dataset(_Adapter):
    """A dataset of `tf.data`, which `map` and others make one of these again."""

    def map(
        self,
        map_func,
        num_threads=None,
        output_buffer_size=None,
        num_parallel_calls=None,
        **options,
    ):
        """Returns the dataset of what a function makes of each element.

        num_threads: what `num_parallel_calls` was called.
        output_buffer_size: how many elements are made ahead.
        """
        mapped = super().map(map_func, num_parallel_calls or num_threads, **options)
        return Dataset(mapped.prefetch(output_buffer_size) if output_buffer_size else mapped)

    def dense_to_sparse_batch(self, batch_size, row_shape):
        """Returns the dataset of batches, each of them a SparseTensor."""
        return self.apply(v1.data.experimental.dense_to_sparse_batch(batch_size, row_shape))

    @staticmethod
    def list_files(file_pattern, shuffle=False, seed=None, **options):
        """Returns the dataset of the paths that match, in their order; `tf.data` shuffles them."""
        return Dataset(_Adapter.list_files(file_pattern, shuffle, seed, **options))


def _own(method):
    @functools.wraps(method)
    def own(*args, **kwargs):
        made = method(*args, **kwargs)
        is_other = isinstance(made, v1.data.Dataset) and not isinstance(made, Dataset)
        return Dataset(made) if is_other else made

    return own


for _name in set(dir(_Adapter)) - set(vars(Dataset)):
    _member = inspect.getattr_static(_Adapter, _name)
    if not _name.startswith("_") and isinstance(_member, staticmethod):
        setattr(Dataset, _name, staticmethod(_own(_member.__func__)))
    elif not _name.startswith("_") and inspect.isfunction(_member):
        setattr(Dataset, _name, _own(_member))


class FixedLengthRecordDataset(Dataset):
    """The records of files, each as long."""

    @functools.wraps(v1.data.FixedLengthRecordDataset.__init__)
    def __init__(self, *args, **kwargs):
        super().__init__(v1.data.FixedLengthRecordDataset(*args, **kwargs))


class TFRecordDataset(Dataset):
    """The records of TFRecord files."""

    @functools.wraps(v1.data.TFRecordDataset.__init__)
    def __init__(self, *args, **kwargs):
        super().__init__(v1.data.TFRecordDataset(*args, **kwargs))


class TextLineDataset(Dataset):
    """The lines of text files."""

    @functools.wraps(v1.data.TextLineDataset.__init__)
    def __init__(self, *args, **kwargs):
        super().__init__(v1.data.TextLineDataset(*args, **kwargs))


class Iterator(v1.data.Iterator):
    """An iterator of `tf.data`, which a dataset may make."""

    @staticmethod
    def from_dataset(dataset, shared_name=None):
        """Returns an iterator, whose initializer is to be run."""
        return v1.data.make_initializable_iterator(dataset, shared_name)
