"""`tf.ops` of TensorFlow 0.x: a module of its own that was seen from outside, of graphs."""

from compat import names
from compat._v1 import v1

__all__ = [
    "Graph",
    "GraphKeys",
    "Operation",
    "Tensor",
    "add_to_collection",
    "control_dependencies",
    "convert_to_tensor",
    "device",
    "get_collection",
    "get_default_graph",
    "name_scope",
    "reset_default_graph",
]

Graph = v1.Graph
GraphKeys = v1.GraphKeys
Operation = v1.Operation
Tensor = v1.Tensor
add_to_collection = v1.add_to_collection
control_dependencies = v1.control_dependencies
convert_to_tensor = v1.convert_to_tensor
device = v1.device
get_collection = v1.get_collection
get_default_graph = v1.get_default_graph
name_scope = v1.name_scope
reset_default_graph = v1.reset_default_graph


def __getattr__(name: str):
    raise names.missing("tf.ops", name)
