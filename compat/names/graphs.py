"""Rows: `tf.ops` of 0.x, and what `tf.contrib.learn` had to end a model and to run a graph."""

from compat.names.rows import Name, aliases, reimplemented

__all__ = ["GRAPHS"]

_OPS = (
    *("Graph", "GraphKeys", "Operation", "Tensor", "add_to_collection", "control_dependencies"),
    *("convert_to_tensor", "device", "get_collection", "get_default_graph", "name_scope"),
    "reset_default_graph",
)

GRAPHS: tuple[Name, ...] = (
    *aliases("tf.ops", "tensorflow.compat.v1", _OPS),
    *reimplemented(
        "tf.contrib.learn", "compat.contrib.learn.graph_actions", ("run_feeds", "run_n")
    ),
    *reimplemented(
        "tf.contrib.learn.models",
        "compat.contrib.learn.models",
        ("linear_regression", "logistic_regression"),
        "without summaries of their inputs",
    ),
)
