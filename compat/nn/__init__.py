"""`tf.nn` of TensorFlow 1: TensorFlow's own, with the cells of tf-keras as `rnn_cell`."""

from compat import names
from compat._v1 import v1
from compat.contrib import legacy_seq2seq as seq2seq
from compat.nn import losses as _losses
from compat.nn import rnn_cell

__all__ = [
    "bidirectional_rnn",
    "ctc_loss",
    "nce_loss",
    "rnn",
    "rnn_cell",
    "sampled_softmax_loss",
    "seq2seq",
    "sigmoid_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits",
    "sparse_softmax_cross_entropy_with_logits",
    "state_saving_rnn",
]

bidirectional_rnn = v1.nn.static_bidirectional_rnn
ctc_loss = _losses.ctc_loss
nce_loss = _losses.nce_loss
rnn = v1.nn.static_rnn
sampled_softmax_loss = _losses.sampled_softmax_loss
sigmoid_cross_entropy_with_logits = _losses.sigmoid_cross_entropy_with_logits
softmax_cross_entropy_with_logits = _losses.softmax_cross_entropy_with_logits
sparse_softmax_cross_entropy_with_logits = _losses.sparse_softmax_cross_entropy_with_logits
state_saving_rnn = v1.nn.static_state_saving_rnn


def __getattr__(name: str):
    try:
        return getattr(v1.nn, name)
    except AttributeError:
        raise names.missing("tf.nn", name, dir(v1.nn)) from None


def __dir__() -> list[str]:
    return sorted({*__all__, *dir(v1.nn)})
