"""Functions of `tf.contrib.distributions` that are about no distribution."""

from compat._v1 import v1

__all__ = ["percentile", "softplus_inverse"]

_ROUND = {"lower": v1.ceil, "higher": v1.floor, "nearest": v1.round}
"""By interpolation; the places are counted from the largest value."""


def percentile(
    x,
    q,
    axis=None,
    interpolation=None,
    keep_dims=False,
    validate_args=False,
    preserve_gradients=True,
    name=None,
):
    """Returns the value below which `q` percent of the values of `x` are.

    x: of known rank. q: a number from 0 to 100.
    axis: an int, or several, over which to look; None: all.
    interpolation: between two values, the "lower", the "higher" or (None) the "nearest".
    validate_args, preserve_gradients: of no effect.
    Raises ValueError for another interpolation. Source: TensorFlow 1.15.
    """
    if (interpolation or "nearest") not in _ROUND:
        raise ValueError(f"Argument 'interpolation' is not understood. Got: {interpolation}")
    with v1.name_scope(name, "percentile", [x, q]):
        x = v1.convert_to_tensor(x)
        rank = x.shape.rank
        axes = range(rank) if axis is None else axis if isinstance(axis, list | tuple) else [axis]
        axes = sorted(number % rank for number in axes)
        others = [number for number in range(rank) if number not in axes]
        rows = v1.transpose(x, others + axes)
        rows = v1.reshape(rows, v1.concat([v1.shape(rows)[: len(others)], [-1]], 0))
        rows = v1.sort(rows, direction="DESCENDING")
        last = v1.cast(v1.shape(rows)[-1] - 1, v1.float64)
        place = _ROUND[interpolation or "nearest"]((1 - v1.cast(q, v1.float64) / 100) * last)
        found = v1.gather(rows, v1.cast(place, v1.int32), axis=-1)
        for number in axes if keep_dims else ():
            found = v1.expand_dims(found, number)
        return found


def softplus_inverse(x, name=None):
    """Returns y with softplus(y) = x; `x` is positive."""
    with v1.name_scope(name, "softplus_inverse", [x]):
        x = v1.convert_to_tensor(x)
        return x + v1.log(-v1.expm1(-x))
