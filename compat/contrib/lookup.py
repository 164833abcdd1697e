"""`tf.contrib.lookup` of TensorFlow 1: tables from strings to numbers and back."""

import numpy as np
from tensorflow.python.ops import lookup_ops as _today

from compat import names
from compat._v1 import v1

__all__ = [
    "FastHashSpec",
    "HashTable",
    "HasherSpec",
    "IdTableWithHashBuckets",
    "InitializableLookupTableBase",
    "KeyValueTensorInitializer",
    "LookupInterface",
    "MutableDenseHashTable",
    "MutableHashTable",
    "StrongHashSpec",
    "TableInitializerBase",
    "TextFileIdTableInitializer",
    "TextFileIndex",
    "TextFileInitializer",
    "TextFileStringTableInitializer",
    "index_table_from_file",
    "index_table_from_tensor",
    "index_to_string",
    "index_to_string_table_from_file",
    "index_to_string_table_from_tensor",
    "string_to_index",
    "string_to_index_table_from_file",
    "string_to_index_table_from_tensor",
]

FastHashSpec = _today.FastHashSpec
HasherSpec = _today.HasherSpec
IdTableWithHashBuckets = _today.IdTableWithHashBuckets
InitializableLookupTableBase = _today.InitializableLookupTableBase
KeyValueTensorInitializer = _today.KeyValueTensorInitializer
LookupInterface = _today.LookupInterface
StrongHashSpec = _today.StrongHashSpec
TableInitializerBase = _today.TableInitializerBase
TextFileIdTableInitializer = _today.TextFileIdTableInitializer
TextFileIndex = _today.TextFileIndex
TextFileInitializer = _today.TextFileInitializer
TextFileStringTableInitializer = _today.TextFileStringTableInitializer


class _Shared:
    """A table that takes the `shared_name` of its constructor."""

    def _create_resource(self):
        self._shared_name = self._wanted_name or self._shared_name
        return super()._create_resource()


class HashTable(_Shared, _today.HashTable):
    """A table that is filled once, by `init`, `initializer` or `tf.tables_initializer()`."""

    def __init__(self, initializer, default_value, shared_name=None, name=None):
        """
        initializer: what fills the table, and gives it its types.
        default_value: what keys have that are not in the table.
        shared_name: tables of this name are one, across the sessions of a server.
        """
        self._wanted_name = shared_name
        super().__init__(initializer, default_value, name)


class MutableHashTable(_Shared, _today.MutableHashTable):
    """A table that is filled by `insert`, whenever one wants."""

    def __init__(
        self,
        key_dtype,
        value_dtype,
        default_value,
        shared_name=None,
        name="MutableHashTable",
        checkpoint=True,
    ):
        """
        default_value: what keys have that are not in the table; its shape is that of each value.
        shared_name: tables of this name are one, across the sessions of a server.
        checkpoint: a `tf.train.Saver` saves the table.
        """
        self._wanted_name = shared_name
        super().__init__(key_dtype, value_dtype, default_value, name, checkpoint)


class MutableDenseHashTable(_Shared, _today.DenseHashTable):
    """A `MutableHashTable` that needs more memory and less time."""

    def __init__(
        self,
        key_dtype,
        value_dtype,
        default_value,
        empty_key,
        initial_num_buckets=None,
        shared_name=None,
        name="MutableDenseHashTable",
        checkpoint=True,
        deleted_key=None,
    ):
        """
        empty_key: a key that is not used.
        deleted_key: another such key, which 1.14 began to ask for; None: the least number, or an
            unlikely string.
        The rest as for `MutableHashTable`.
        """
        self._wanted_name = shared_name
        if deleted_key is None:
            deleted_key = _unlikely(v1.as_dtype(key_dtype), empty_key)
        super().__init__(
            key_dtype,
            value_dtype,
            default_value,
            empty_key,
            deleted_key,
            initial_num_buckets,
            name,
            checkpoint,
        )


def index_table_from_file(
    vocabulary_file=None,
    num_oov_buckets=0,
    vocab_size=None,
    default_value=-1,
    hasher_spec=FastHashSpec,
    key_dtype=v1.string,
    name=None,
    key_column_index=TextFileIndex.WHOLE_LINE,
    value_column_index=TextFileIndex.LINE_NUMBER,
    delimiter="\t",
):
    """Returns a table from the lines of a file to their numbers, int64 from 0.

    num_oov_buckets: how many numbers after these are for what is in no line, chosen by a hash; 0:
        that has the `default_value`.
    vocab_size: the number of lines, if known.
    Raises ValueError when there is no file, or a number is negative.
    """
    return _with_init(
        _today.index_table_from_file(
            vocabulary_file,
            num_oov_buckets,
            vocab_size,
            default_value,
            hasher_spec,
            key_dtype,
            name,
            key_column_index,
            value_column_index,
            delimiter,
        )
    )


def index_table_from_tensor(
    mapping,
    num_oov_buckets=0,
    default_value=-1,
    hasher_spec=FastHashSpec,
    dtype=v1.string,
    name=None,
):
    """Returns a table from the strings, or the ints, of `mapping` to their places, int64 from 0.

    The rest as for `index_table_from_file`.
    """
    return _with_init(
        _today.index_table_from_tensor(
            mapping, num_oov_buckets, default_value, hasher_spec, dtype, name
        )
    )


def index_to_string_table_from_file(
    vocabulary_file,
    vocab_size=None,
    default_value="UNK",
    name=None,
    key_column_index=TextFileIndex.LINE_NUMBER,
    value_column_index=TextFileIndex.WHOLE_LINE,
    delimiter="\t",
):
    """Returns a table from numbers, int64 from 0, to the lines of a file."""
    return _with_init(
        _today.index_to_string_table_from_file(
            vocabulary_file,
            vocab_size,
            default_value,
            name,
            key_column_index,
            value_column_index,
            delimiter,
        )
    )


def index_to_string_table_from_tensor(mapping, default_value="UNK", name=None):
    """Returns a table from numbers, int64 from 0, to the strings of `mapping`."""
    return _with_init(_today.index_to_string_table_from_tensor(mapping, default_value, name))


def index_to_string(tensor, mapping, default_value="UNK", name=None):
    """Returns the strings of `mapping` that `tensor`, int64, has the places of."""
    return index_to_string_table_from_tensor(mapping, default_value, name).lookup(tensor)


def string_to_index(tensor, mapping, default_value=-1, name=None):
    """Returns the places, int64, that the strings of `tensor` have in `mapping`."""
    table = index_table_from_tensor(mapping, default_value=default_value, name=name)
    return table.lookup(tensor)


def string_to_index_table_from_file(
    vocabulary_file=None,
    num_oov_buckets=0,
    vocab_size=None,
    default_value=-1,
    hasher_spec=FastHashSpec,
    name=None,
):
    """The name that `index_table_from_file` had in 1.0."""
    return index_table_from_file(
        vocabulary_file, num_oov_buckets, vocab_size, default_value, hasher_spec, name=name
    )


def string_to_index_table_from_tensor(
    mapping, num_oov_buckets=0, default_value=-1, hasher_spec=FastHashSpec, name=None
):
    """The name that `index_table_from_tensor` had in 1.0."""
    return index_table_from_tensor(mapping, num_oov_buckets, default_value, hasher_spec, name=name)


def _with_init(table):
    """Gives a table `init`, which was the name of its `initializer` before 1.13."""
    if not hasattr(table, "init"):
        table.init = table.initializer
    return table


def _unlikely(dtype, empty_key):
    """A key of the shape of `empty_key` that differs from it."""
    if dtype == v1.string:
        return np.full(np.shape(empty_key), "\x00deleted\x00")
    least = np.full(np.shape(empty_key), dtype.min, dtype.as_numpy_dtype)
    return least + 1 if np.array_equal(least, empty_key) else least


def __getattr__(name: str):
    raise names.missing("tf.contrib.lookup", name)
