"""`tf.contrib` of TensorFlow 1, as far as it is covered: see `compat.names`."""

from compat import names
from compat.contrib import (
    data,
    deprecated,
    distributions,
    factorization,
    framework,
    layers,
    learn,
    legacy_seq2seq,
    losses,
    metrics,
    rnn,
    seq2seq,
    slim,
    training,
)

__all__ = [
    "data",
    "deprecated",
    "distributions",
    "factorization",
    "framework",
    "layers",
    "learn",
    "legacy_seq2seq",
    "losses",
    "metrics",
    "rnn",
    "seq2seq",
    "slim",
    "training",
]


def __getattr__(name: str):
    raise names.missing("tf.contrib", name)
