"""Losses of `tf.nn` whose arguments 0.x had in another order.

1.x refused to be called without keywords where the order had changed; so there is no doubt what
such a call means. Sampled losses were only changed in the order of labels and inputs, which their
types tell: labels are integers; those of `ctc_loss` are sparse.
"""

import functools

from compat._v1 import v1

__all__ = [
    "ctc_loss",
    "nce_loss",
    "sampled_softmax_loss",
    "sigmoid_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits",
    "sparse_softmax_cross_entropy_with_logits",
]


def _logits_first(loss):
    @functools.wraps(loss)
    def with_either_order(*args, **kwargs):
        kwargs |= dict(zip(("logits", "labels", "name"), args, strict=False))
        if "targets" in kwargs:  # the labels of 0.x' sigmoid_cross_entropy_with_logits
            kwargs["labels"] = kwargs.pop("targets")
        return loss(**kwargs)

    return with_either_order


def _inputs_first(loss):
    @functools.wraps(loss)
    def with_either_order(weights, biases, labels, inputs, *args, **kwargs):
        if v1.convert_to_tensor(inputs).dtype.is_integer:
            labels, inputs = inputs, labels
        return loss(weights, biases, labels, inputs, *args, **kwargs)

    return with_either_order


@functools.wraps(v1.nn.ctc_loss)
def ctc_loss(*args, **kwargs):
    if args and not isinstance(args[0], v1.SparseTensor):
        collapse = ("preprocess_collapse_repeated", "ctc_merge_repeated")
        order = ("inputs", "labels", "sequence_length", *collapse)
        args, kwargs = (), dict(zip(order, args, strict=False)) | kwargs
    return v1.nn.ctc_loss(*args, **kwargs)


nce_loss = _inputs_first(v1.nn.nce_loss)
sampled_softmax_loss = _inputs_first(v1.nn.sampled_softmax_loss)
sigmoid_cross_entropy_with_logits = _logits_first(v1.nn.sigmoid_cross_entropy_with_logits)
softmax_cross_entropy_with_logits = _logits_first(v1.nn.softmax_cross_entropy_with_logits)
sparse_softmax_cross_entropy_with_logits = _logits_first(
    v1.nn.sparse_softmax_cross_entropy_with_logits
)
