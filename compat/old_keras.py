"""Modules that Keras 2 had, `keras.layers.core` for example; their names are in public ones today.

Neither Keras 3 nor tf-keras has them.
"""

import sys
import types

__all__ = ["restore"]

_LAYERS = (
    *("advanced_activations", "convolutional", "core", "embeddings", "local", "merge", "noise"),
    *("normalization", "pooling", "recurrent", "wrappers"),
)

_PUBLIC = {
    **{f"layers.{name}": ("layers",) for name in _LAYERS},
    **dict.fromkeys(("engine", "engine.topology", "engine.training"), ("layers", "models")),
    "objectives": ("losses",),
    **{f"utils.{name}": ("utils",) for name in ("generic_utils", "np_utils", "vis_utils")},
}
"""Where the names of each module are today."""


def restore(keras: types.ModuleType) -> None:
    """Makes the old modules importable below `keras` and `tensorflow.keras`."""
    for old, spaces in _PUBLIC.items():
        module = _module(old, [getattr(keras, space) for space in spaces])
        for package in ("keras", "tensorflow.keras"):
            sys.modules.setdefault(f"{package}.{old}", module)
        parent = keras if "." not in old else getattr(keras, old.partition(".")[0], None)
        name = old.rpartition(".")[2]
        if parent is not None and not hasattr(parent, name):
            setattr(parent, name, module)


def _module(old: str, spaces: list[types.ModuleType]) -> types.ModuleType:
    module = types.ModuleType(f"keras.{old}", f"What Keras 2 had in `keras.{old}`.")
    for space in reversed(spaces):
        vars(module).update({k: v for k, v in vars(space).items() if not k.startswith("_")})
    if old == "engine":
        module.__path__ = []
    return module
