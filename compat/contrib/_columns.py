"""The feature columns of `tf.contrib.layers`, as those of `tf.feature_column`.

Source: `tensorflow/contrib/layers/python/layers/feature_column.py` of TensorFlow 1.15. A sparse
column there had a combiner of its own, for linear models; here it is its attribute `combiner`.
"""

import math

from compat._v1 import v1

__all__ = [
    "bucketized_column",
    "create_feature_spec_for_parsing",
    "crossed_column",
    "embedding_column",
    "input_from_feature_columns",
    "one_hot_column",
    "real_valued_column",
    "sparse_column_with_hash_bucket",
    "sparse_column_with_integerized_feature",
    "sparse_column_with_keys",
    "sparse_column_with_vocabulary_file",
    "weighted_sparse_column",
]

_columns = v1.feature_column


def real_valued_column(
    column_name, dimension=1, default_value=None, dtype=v1.float32, normalizer=None
):
    """Returns the column of `dimension` numbers that is called `column_name`."""
    return _columns.numeric_column(column_name, (dimension,), default_value, dtype, normalizer)


def sparse_column_with_keys(column_name, keys, default_value=-1, combiner="sum", dtype=v1.string):
    """Returns the column of values that are among `keys`; their ids are their places in it.

    default_value: the id of other values; -1: they do not count.
    """
    column = _columns.categorical_column_with_vocabulary_list(
        column_name, keys, dtype, default_value
    )
    return _combined(column, combiner)


def sparse_column_with_hash_bucket(column_name, hash_bucket_size, combiner="sum", dtype=v1.string):
    """Returns the column of any values, strings or ints, whose ids are their hashes."""
    column = _columns.categorical_column_with_hash_bucket(column_name, hash_bucket_size, dtype)
    return _combined(column, combiner)


def sparse_column_with_integerized_feature(
    column_name, bucket_size, combiner="sum", dtype=v1.int64
):
    """Returns the column of ids from 0 to `bucket_size` − 1; 1.15 took others modulo that."""
    return _combined(_columns.categorical_column_with_identity(column_name, bucket_size), combiner)


def sparse_column_with_vocabulary_file(
    column_name,
    vocabulary_file,
    num_oov_buckets=0,
    vocab_size=None,
    default_value=-1,
    combiner="sum",
    dtype=v1.string,
):
    """Returns the column of values that are the lines of a file; their ids are the lines' numbers.

    num_oov_buckets: how many ids there are for other values, whose hashes tell which; else they
        are `default_value`, and at −1 do not count.
    vocab_size: the number of lines that count; None: all.
    """
    column = _columns.categorical_column_with_vocabulary_file(
        column_name,
        vocabulary_file,
        vocab_size,
        num_oov_buckets,
        None if num_oov_buckets else default_value,
        dtype,
    )
    return _combined(column, combiner)


def weighted_sparse_column(sparse_id_column, weight_column_name, dtype=v1.float32):
    """Returns the column of the ids of another, each of which counts as often as a feature says."""
    column = _columns.weighted_categorical_column(sparse_id_column, weight_column_name, dtype)
    return _combined(column, getattr(sparse_id_column, "combiner", "sum"))


def bucketized_column(source_column, boundaries):
    """Returns the column of the interval in which the numbers of `source_column` are."""
    return _columns.bucketized_column(source_column, sorted(boundaries))


def crossed_column(
    columns,
    hash_bucket_size,
    combiner="sum",
    ckpt_to_load_from=None,
    tensor_name_in_ckpt=None,
    hash_key=None,
):
    """Returns the column of what sparse and bucketized columns are together, hashed.

    ckpt_to_load_from, tensor_name_in_ckpt: not covered.
    Raises ValueError where one of those is given.
    """
    _refuse(ckpt_to_load_from, tensor_name_in_ckpt)
    # Of a column of hashes, what it hashes is taken.
    keys = [c.key if hasattr(c, "hash_bucket_size") and hasattr(c, "key") else c for c in columns]
    return _combined(_columns.crossed_column(keys, hash_bucket_size, hash_key), combiner)


def embedding_column(
    sparse_id_column,
    dimension,
    combiner=None,
    initializer=None,
    ckpt_to_load_from=None,
    tensor_name_in_ckpt=None,
    max_norm=None,
    trainable=True,
):
    """Returns the column of the embeddings of a sparse column, [batch, dimension].

    combiner: of several values of an example; None: their mean.
    initializer: None: normal, cut at two deviations, which are 1/√(number of ids).
    """
    if initializer is None:
        deviation = 1 / math.sqrt(sparse_id_column.num_buckets)
        initializer = v1.truncated_normal_initializer(stddev=deviation)
    return _columns.embedding_column(
        sparse_id_column,
        dimension,
        combiner or "mean",
        initializer,
        ckpt_to_load_from,
        tensor_name_in_ckpt,
        max_norm,
        trainable,
    )


def one_hot_column(sparse_id_column):
    """Returns the column that counts each id of a sparse column, [batch, number of ids]."""
    return _columns.indicator_column(sparse_id_column)


def input_from_feature_columns(
    columns_to_tensors, feature_columns, weight_collections=None, trainable=True, scope=None
):
    """Returns the numbers of dense columns side by side, [batch, width], sorted by name.

    columns_to_tensors: the features by name.
    """
    with v1.variable_scope(scope, "input_from_feature_columns"):
        return _columns.input_layer(
            columns_to_tensors, feature_columns, weight_collections, trainable
        )


def create_feature_spec_for_parsing(feature_columns):
    """Returns what `tf.parse_example` has to look for, by name."""
    return _columns.make_parse_example_spec(list(feature_columns))


def _combined(column, combiner):
    column.combiner = combiner
    return column


def _refuse(*given):
    if any(value is not None for value in given):
        raise ValueError("columns from checkpoints are not covered by compat, but of embeddings")
