"""Whole modules that answer beyond the rows of the table, by name space: those of tf-slim."""

__all__ = ["BEYOND"]

BEYOND: dict[str, tuple[str, ...]] = {
    "tf.contrib.framework": ("tf_slim.ops.arg_scope", "tf_slim.ops.variables"),
    "tf.contrib.layers": ("tf_slim.layers",),
    "tf.contrib.losses": ("tf_slim.losses",),
    "tf.contrib.metrics": ("tf_slim.metrics",),
    "tf.contrib.slim": ("tf_slim",),
    "tf.contrib.slim.losses": ("tf_slim.losses",),
    "tf.contrib.slim.nets": ("tf_slim.nets",),
}
"""Asked in this order; rows come first."""
