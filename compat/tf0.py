"""What TensorFlow 0.x had at the top level of `tf`, where a rename is not enough.

0.x put the dimension first: `tf.concat(0, [a, b])`, `tf.split(0, 2, x)`. A scalar can neither be
concatenated nor split, so a scalar first tells the order.
"""

import numpy as np

from compat._v1 import v1

__all__ = [
    "audio_summary",
    "batch_matmul",
    "concat",
    "histogram_summary",
    "image_summary",
    "pack",
    "reverse",
    "scalar_summary",
    "select",
    "split",
    "unpack",
]


def concat(*args, **kwargs):
    """`tf.concat(values, axis, name="concat")`, or 0.x' `tf.concat(concat_dim, values, name)`."""
    if "concat_dim" in kwargs or (args and _is_scalar(args[0])):
        args, kwargs = _reordered(args, kwargs, {"concat_dim": "axis", "values": "values"})
    return v1.concat(*args, **kwargs)


def split(*args, **kwargs):
    """`tf.split(value, num_or_size_splits, axis=0, num=None, name="split")` of 1.x.

    Or `tf.split(split_dim, num_split, value, name)` of 0.x.
    """
    if {"split_dim", "num_split"} & kwargs.keys() or (args and _is_scalar(args[0])):
        order = {"split_dim": "axis", "num_split": "num_or_size_splits", "value": "value"}
        args, kwargs = _reordered(args, kwargs, order)
    return v1.split(*args, **kwargs)


def _reordered(args, kwargs, order):
    """Arguments in the order of 0.x, as those of 1.x by keyword.

    order: what 1.x calls the arguments of 0.x, in their order.
    """
    given = dict(zip([*order, "name"], args, strict=False)) | kwargs
    return (), {order.get(name, name): value for name, value in given.items()}


def _is_scalar(value) -> bool:
    if isinstance(value, v1.Tensor | v1.Variable):
        return value.shape.rank == 0
    return np.ndim(value) == 0 if isinstance(value, int | np.generic | np.ndarray) else False


def reverse(tensor, axis=None, name=None, *, dims=None):
    """Reverses `tensor` along the dimensions `axis`, which are ints.

    In 0.x they were bools, one for each dimension, and called `dims`.
    """
    axis = dims if axis is None else axis
    flags = v1.get_static_value(axis) if isinstance(axis, v1.Tensor) else np.asarray(axis)
    if flags is not None and flags.dtype == bool:
        axis = np.flatnonzero(flags)
    return v1.reverse(tensor, axis, name=name)


def pack(values, axis=0, name="pack"):
    """`tf.stack`: makes one tensor of a list of tensors, with a new dimension at `axis`."""
    return v1.stack(values, axis, name)


def unpack(value, num=None, axis=0, name="unpack"):
    """`tf.unstack`: makes a list of the tensors along the dimension `axis`."""
    return v1.unstack(value, num, axis, name)


def select(condition, t, e, name=None):
    """`tf.where`: the elements of `t` where `condition`, else those of `e`."""
    return v1.where(condition, t, e, name)


def batch_matmul(x, y, adj_x=False, adj_y=False, name=None):
    """`tf.matmul` of the matrices in the last two dimensions; `adj_x`, `adj_y`: of the adjoint."""
    return v1.matmul(x, y, adjoint_a=adj_x, adjoint_b=adj_y, name=name)


# The summaries of 0.x have the tag as it is given; those of 1.x make it of a name and a scope.


def scalar_summary(tags, values, collections=None, name=None):
    """A summary of `values`: strings and numbers of one shape, mostly a tag and a scalar."""
    summary = v1.raw_ops.ScalarSummary(tags=tags, values=values, name=name or "ScalarSummary")
    return _collected(summary, collections)


def histogram_summary(tag, values, collections=None, name=None):
    """A summary of how `values`, of any shape, are distributed."""
    summary = v1.raw_ops.HistogramSummary(tag=tag, values=values, name=name or "HistogramSummary")
    return _collected(summary, collections)


def image_summary(tag, tensor, max_images=3, collections=None, name=None):
    """A summary of the first `max_images` of `tensor` [batch, height, width, 1, 3 or 4]."""
    summary = v1.raw_ops.ImageSummary(
        tag=tag, tensor=tensor, max_images=max_images, name=name or "ImageSummary"
    )
    return _collected(summary, collections)


def audio_summary(tag, tensor, sample_rate, max_outputs=3, collections=None, name=None):
    """A summary of the first `max_outputs` of `tensor`, [batch, frames] or with channels."""
    summary = v1.raw_ops.AudioSummaryV2(
        tag=tag,
        tensor=tensor,
        sample_rate=float(sample_rate),
        max_outputs=max_outputs,
        name=name or "AudioSummary",
    )
    return _collected(summary, collections)


def _collected(summary, collections):
    """Puts `summary` where `tf.merge_all_summaries` finds it."""
    if collections is None:
        collections = [v1.GraphKeys.SUMMARIES]
    v1.add_to_collections(collections, summary)
    return summary
