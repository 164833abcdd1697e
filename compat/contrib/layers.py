"""`tf.contrib.layers` of TensorFlow 1: tf-slim's layers, embeddings, and feature columns."""

from compat._v1 import v1
from compat.contrib import _slim
from compat.contrib._columns import (
    bucketized_column,
    create_feature_spec_for_parsing,
    crossed_column,
    embedding_column,
    input_from_feature_columns,
    one_hot_column,
    real_valued_column,
    sparse_column_with_hash_bucket,
    sparse_column_with_integerized_feature,
    sparse_column_with_keys,
    sparse_column_with_vocabulary_file,
    weighted_sparse_column,
)

__all__ = [
    "bow_encoder",
    "bucketized_column",
    "create_feature_spec_for_parsing",
    "crossed_column",
    "embed_sequence",
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


def embed_sequence(
    ids,
    vocab_size=None,
    embed_dim=None,
    unique=False,
    initializer=None,
    regularizer=None,
    trainable=True,
    scope=None,
    reuse=None,
):
    """Returns the embedding of each symbol, [batch, length, embed_dim].

    ids: ints [batch, length].
    vocab_size, embed_dim: the shape of the variable `EmbedSequence/embeddings`; not needed where
        that is reused.
    unique: of no effect; 1.15 looked each symbol up once then, with the same result.
    scope: in the place of `EmbedSequence`.
    Raises ValueError when a size is missing and nothing is reused.
    """
    if not (reuse or (vocab_size and embed_dim)):
        raise ValueError(
            "Must specify vocab size and embedding dimension when not reusing. Got "
            f"vocab_size={vocab_size} and embed_dim={embed_dim}"
        )
    shape = [vocab_size, embed_dim] if vocab_size and embed_dim else None
    with v1.variable_scope(scope, "EmbedSequence", [ids], reuse=reuse):
        embeddings = _embeddings(shape, initializer, regularizer, trainable)
        return v1.nn.embedding_lookup(embeddings, ids)


def bow_encoder(
    ids,
    vocab_size,
    embed_dim,
    sparse_lookup=True,
    initializer=None,
    regularizer=None,
    trainable=True,
    scope=None,
    reuse=None,
):
    """Returns the mean of the embeddings of each row's symbols, [batch, embed_dim].

    ids: ints [batch, length], dense, or with `sparse_lookup` also a sparse tensor.
    vocab_size, embed_dim: the shape of the variable `bow_encoder/embeddings`.
    sparse_lookup: 0 does not count; a row of which nothing counts has the embedding of 0.
    scope: in the place of `bow_encoder`.
    Raises TypeError when `ids` is sparse, but not the look-up.
    """
    with v1.variable_scope(scope, "bow_encoder", [ids], reuse=reuse):
        embeddings = _embeddings([vocab_size, embed_dim], initializer, regularizer, trainable)
        if not sparse_lookup:
            if isinstance(ids, v1.SparseTensor):
                raise TypeError(f"ids are expected to be dense Tensor, got: {ids}")
            return v1.reduce_mean(v1.nn.embedding_lookup(embeddings, ids), 1)
        if not isinstance(ids, v1.SparseTensor):
            ids = v1.sparse.from_dense(ids)
        return v1.nn.safe_embedding_lookup_sparse(embeddings, ids, combiner="mean", default_id=0)


def _embeddings(shape, initializer, regularizer, trainable):
    return v1.get_variable(
        "embeddings",
        shape,
        initializer=initializer,
        regularizer=regularizer,
        trainable=trainable,
        collections=[v1.GraphKeys.GLOBAL_VARIABLES, v1.GraphKeys.MODEL_VARIABLES],
    )


def __getattr__(name: str):
    return _slim.find("tf.contrib.layers", name)
