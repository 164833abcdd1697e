"""`tf.contrib.framework` of TensorFlow 1: tf-slim's variables and argument scopes."""

from compat._v1 import v1
from compat.contrib import _nest, _slim

__all__ = [
    "argsort",
    "init_from_checkpoint",
    "is_tensor",
    "list_variables",
    "load_checkpoint",
    "load_variable",
    "nest",
    "sort",
]

argsort = v1.argsort
init_from_checkpoint = v1.train.init_from_checkpoint
is_tensor = v1.is_tensor
list_variables = v1.train.list_variables
load_checkpoint = v1.train.load_checkpoint
load_variable = v1.train.load_variable
nest = _nest
sort = v1.sort


def __getattr__(name: str):
    return _slim.find("tf.contrib.framework", name)
