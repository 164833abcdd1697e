"""Loads the package tf-slim when it is first needed, and tells it where TensorFlow's names went."""

import functools
import importlib
import sys
import types

from compat import names
from compat._v1 import v1
from compat.names.beyond import BEYOND

__all__ = ["find", "load"]

_MOVED = {
    "tensorflow.python.framework.ops": {"IndexedSlices": v1.IndexedSlices, "Tensor": v1.Tensor},
    "tensorflow.python.ops.array_ops": {"stack": v1.stack, "unstack": v1.unstack},
    "tensorflow.python.ops.control_flow_ops": {
        "Assert": v1.Assert,
        "case": v1.case,
        "cond": v1.cond,
        "while_loop": v1.while_loop,
    },
    "tensorflow.python.ops.variable_scope": {"variable": v1.Variable},
}
"""What tf-slim 1.1, which was made for TensorFlow 2.2, looks for in modules that it has left."""


@functools.cache
def load(module: str) -> types.ModuleType:
    """Returns a module of tf-slim, such as `tf_slim.layers`."""
    _repaired()
    return importlib.import_module(module)


@functools.cache
def _repaired() -> None:
    """Imports tf-slim, which takes a second, and gives its modules what they look for.

    TensorFlow's modules stay as they are: tf-slim's modules get stand-ins for them.
    """
    from tf_keras.api._v1.keras.__internal__.legacy import layers

    verbosity = v1.logging.get_verbosity()
    v1.logging.set_verbosity(v1.logging.ERROR)  # or one of its imports is a warning
    try:
        importlib.import_module("tf_slim")
    finally:
        v1.logging.set_verbosity(verbosity)
    stand_ins = {}
    for name, moved in _MOVED.items():
        stand_in = types.ModuleType(name)
        stand_in.__getattr__ = functools.partial(getattr, sys.modules[name])
        vars(stand_in).update(moved)
        stand_ins[sys.modules[name]] = stand_in
    for name, module in list(sys.modules.items()):
        if name.startswith("tf_slim"):
            for attribute, value in list(vars(module).items()):
                if isinstance(value, types.ModuleType) and value in stand_ins:
                    setattr(module, attribute, stand_ins[value])
    # The class of its batch_norm, which TensorFlow looks for at an old place in tf-keras.
    sys.modules["tf_slim.layers.layers"].normalization_layers = layers


def find(old: str, name: str):
    """Returns what tf-slim has for `old`.`name`: see `compat.names.beyond`.

    Raises the AttributeError of a name that is not covered.
    """
    if not name.startswith("__"):  # which is Python's own, and asked for often
        for module in BEYOND[old]:
            if hasattr(load(module), name):
                return getattr(load(module), name)
    raise names.missing(old, name)
