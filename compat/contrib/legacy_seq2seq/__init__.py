"""`tf.contrib.legacy_seq2seq` of TensorFlow 1, which was `tf.nn.seq2seq` in 0.x.

Sequences are lists of tensors [batch, …], one for each step.
"""

from compat import names
from compat.contrib.legacy_seq2seq import attention as _attention
from compat.contrib.legacy_seq2seq import decoders as _decoders
from compat.contrib.legacy_seq2seq import losses as _losses

__all__ = [
    "attention_decoder",
    "basic_rnn_seq2seq",
    "embedding_attention_decoder",
    "embedding_attention_seq2seq",
    "embedding_rnn_decoder",
    "embedding_rnn_seq2seq",
    "embedding_tied_rnn_seq2seq",
    "model_with_buckets",
    "one2many_rnn_seq2seq",
    "rnn_decoder",
    "sequence_loss",
    "sequence_loss_by_example",
    "tied_rnn_seq2seq",
]

attention_decoder = _attention.attention_decoder
basic_rnn_seq2seq = _decoders.basic_rnn_seq2seq
embedding_attention_decoder = _attention.embedding_attention_decoder
embedding_attention_seq2seq = _attention.embedding_attention_seq2seq
embedding_rnn_decoder = _decoders.embedding_rnn_decoder
embedding_rnn_seq2seq = _decoders.embedding_rnn_seq2seq
embedding_tied_rnn_seq2seq = _decoders.embedding_tied_rnn_seq2seq
model_with_buckets = _losses.model_with_buckets
one2many_rnn_seq2seq = _decoders.one2many_rnn_seq2seq
rnn_decoder = _decoders.rnn_decoder
sequence_loss = _losses.sequence_loss
sequence_loss_by_example = _losses.sequence_loss_by_example
tied_rnn_seq2seq = _decoders.tied_rnn_seq2seq


def __getattr__(name: str):
    raise names.missing("tf.contrib.legacy_seq2seq", name)
