"""`tf.contrib.nn` of TensorFlow 1: dropout for SELU, and what is `tf.nn` with other arguments."""

from compat import names
from compat._v1 import v1

__all__ = [
    "alpha_dropout",
    "conv1d_transpose",
    "deprecated_flipped_sigmoid_cross_entropy_with_logits",
    "deprecated_flipped_softmax_cross_entropy_with_logits",
    "deprecated_flipped_sparse_softmax_cross_entropy_with_logits",
    "nth_element",
    "scaled_softplus",
]

# What SELU tends to: −λα of Klambauer et al. 2017, Self-Normalizing Neural Networks.
_DROPPED = -1.7580993408473766


def alpha_dropout(x, keep_prob, noise_shape=None, seed=None, name=None):
    """Returns `x` with some numbers dropped, so that mean 0 and variance 1 stay as they are.

    keep_prob: how likely a number stays, a float or a scalar tensor.
    noise_shape: ints, the shape of what is drawn, which is broadcast; None: that of `x`.
    Klambauer et al. 2017. Raises ValueError when `keep_prob` is a number not in (0, 1].
    """
    with v1.name_scope(name, "alpha_dropout", [x]):
        x = v1.convert_to_tensor(x)
        if isinstance(keep_prob, int | float) and not 0 < keep_prob <= 1:
            raise ValueError(
                "keep_prob must be a scalar tensor or a float in the range (0, 1], got "
                f"{keep_prob:g}"
            )
        keep_prob = v1.convert_to_tensor(keep_prob, x.dtype)
        if v1.get_static_value(keep_prob) == 1:
            return x
        shape = v1.shape(x) if noise_shape is None else noise_shape
        kept = v1.floor(keep_prob + v1.random_uniform(shape, seed=seed, dtype=x.dtype))
        mixed = x * kept + _DROPPED * (1 - kept)
        scale = v1.rsqrt(keep_prob + _DROPPED**2 * keep_prob * (1 - keep_prob))
        return scale * mixed - scale * _DROPPED * (1 - keep_prob)


def conv1d_transpose(
    value, filter, output_shape, stride, padding="SAME", data_format="NWC", name=None
):
    """Returns the gradient of a convolution along one axis, as a layer of its own.

    value: [batch, width, inputs].
    filter: [width, outputs, inputs].
    output_shape: ints [batch, width, outputs].
    """
    return v1.nn.conv1d_transpose(
        value, filter, output_shape, stride, padding, data_format, name=name
    )


def deprecated_flipped_sigmoid_cross_entropy_with_logits(logits, targets, name=None):
    """`tf.nn.sigmoid_cross_entropy_with_logits` with the logits first, as in 0.x."""
    return v1.nn.sigmoid_cross_entropy_with_logits(labels=targets, logits=logits, name=name)


def deprecated_flipped_softmax_cross_entropy_with_logits(logits, labels, dim=-1, name=None):
    """`tf.nn.softmax_cross_entropy_with_logits` with the logits first, as in 0.x."""
    return v1.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits, dim=dim, name=name)


def deprecated_flipped_sparse_softmax_cross_entropy_with_logits(logits, labels, name=None):
    """`tf.nn.sparse_softmax_cross_entropy_with_logits` with the logits first, as in 0.x."""
    return v1.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name=name)


def nth_element(input, n, reverse=False, name=None):
    """Returns the n-th smallest of each row, from 0; with `reverse` the n-th largest.

    input: [..., columns]; n: an int32 scalar. The result is [...].
    """
    return v1.raw_ops.NthElement(input=input, n=n, reverse=reverse, name=name)


def scaled_softplus(x, alpha, clip=None, name=None):
    """Returns α log(1 + exp(x / α)), at most `clip`; alpha and clip: numbers, or tensors."""
    with v1.name_scope(name, "scaled_softplus", [x, alpha]):
        y = alpha * v1.nn.softplus(x / alpha)
        return y if clip is None else v1.minimum(y, clip)


def __getattr__(name: str):
    raise names.missing("tf.contrib.nn", name)
