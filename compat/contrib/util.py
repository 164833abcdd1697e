"""`tf.contrib.util` of TensorFlow 1: tensors as arrays and protocol buffers."""

from compat import names
from compat._v1 import v1

__all__ = ["constant_value", "make_ndarray", "make_tensor_proto", "ops_used_by_graph_def"]

constant_value = v1.get_static_value
make_ndarray = v1.make_ndarray
make_tensor_proto = v1.make_tensor_proto


def ops_used_by_graph_def(graph_def):
    """Returns the types of the operations of a `GraphDef`, a set of strings.

    A function that is called counts as what it consists of.
    """
    functions = {f.signature.name: f.node_def for f in graph_def.library.function}
    used, nodes = set(), list(graph_def.node)
    while nodes:
        op = nodes.pop().op
        if op not in used:
            used.add(op)
            nodes += functions.get(op, ())
    return used - functions.keys()


def __getattr__(name: str):
    raise names.missing("tf.contrib.util", name)
