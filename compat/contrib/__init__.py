"""`tf.contrib` of TensorFlow 1, as far as it is covered: see `compat.names`."""

from compat import names
from compat._v1 import keras
from compat.contrib import (
    crf,
    data,
    deprecated,
    distributions,
    eager,
    factorization,
    framework,
    image,
    layers,
    learn,
    legacy_seq2seq,
    lookup,
    losses,
    metrics,
    nn,
    opt,
    rnn,
    seq2seq,
    signal,
    slim,
    stateless,
    training,
    util,
)

__all__ = [
    "crf",
    "data",
    "deprecated",
    "distributions",
    "eager",
    "factorization",
    "framework",
    "image",
    "keras",
    "layers",
    "learn",
    "legacy_seq2seq",
    "lookup",
    "losses",
    "metrics",
    "nn",
    "opt",
    "rnn",
    "seq2seq",
    "signal",
    "slim",
    "stateless",
    "training",
    "util",
]


def __getattr__(name: str):
    raise names.missing("tf.contrib", name)
