"""Keras of TensorFlow 1, whatever it was called: one set of modules, those of tf-keras.

It was `keras` (Keras 2), `tensorflow.keras`, `tensorflow.contrib.keras` (1.1 to 1.15) and
`tensorflow.python.keras` (private, and imported from all the same). Modules that are gone since,
`keras.layers.core` for example, have their names in public ones today.
"""

import functools
import importlib
import inspect
import sys
import types

__all__ = ["KERAS", "public", "restore"]

KERAS = "tf_keras.api._v1.keras"
_CONTRIB = "tensorflow.contrib.keras"
_PRIVATE = "tensorflow.python.keras"

_PACKAGES = (
    *(f"{_PRIVATE}._impl.keras", _PRIVATE),
    *(f"{_CONTRIB}.api.keras", f"{_CONTRIB}.python.keras", _CONTRIB),
    *("keras", "tensorflow.keras"),
)
"""What Keras was called; of names that begin alike, the longest first."""

_LAYERS = (
    *("advanced_activations", "convolutional", "convolutional_recurrent", "core"),
    *("cudnn_recurrent", "embeddings", "local", "merge", "noise", "normalization", "pooling"),
    *("recurrent", "wrappers"),
)
_ENGINE = ("base_layer", "input_layer", "network", "sequential", "topology", "training")
_UTILS = ("data_utils", "generic_utils", "layer_utils", "np_utils", "vis_utils")

_PUBLIC = {
    "backend.tensorflow_backend": ("backend",),
    "engine": ("layers", "models"),
    **{f"engine.{name}": ("layers", "models") for name in _ENGINE},
    **{f"layers.{name}": ("layers",) for name in _LAYERS},
    "objectives": ("losses",),
    **{f"utils.{name}": ("utils",) for name in _UTILS},
}
"""Where the names of each module are today; packages first."""

_OPTIMIZERS = {
    "Adadelta": {"learning_rate": 1.0},
    "Adagrad": {"learning_rate": 0.01, "initial_accumulator_value": 0.0},
    "Adamax": {"learning_rate": 0.002},
    "Nadam": {"learning_rate": 0.002},
}
"""The defaults that were others up to TensorFlow 1.13, and in Keras 2."""


def public(dotted: str, *, contrib: bool = True) -> str:
    """Returns a name as it is below `tf.keras`, or as it was given.

    contrib: also a name below `tf.contrib.keras`.

    >>> public("tf.contrib.keras.python.keras.layers.core.Dense")
    'tf.keras.layers.Dense'
    """
    for package in _PACKAGES:
        if package.startswith(_CONTRIB) and not contrib:
            continue
        old = package.replace("tensorflow.", "tf.", 1)
        if dotted == old or dotted.startswith(f"{old}."):
            rest = dotted.removeprefix(old)
            for module in sorted(_PUBLIC, key=len, reverse=True):
                if rest == f".{module}" or rest.startswith(f".{module}."):
                    rest = f".{_PUBLIC[module][0]}{rest.removeprefix(f'.{module}')}"
                    break
            return f"tf.keras{rest}"
    return dotted


def restore(keras: types.ModuleType) -> None:
    """Makes Keras and its old modules importable by each of its names.

    `Sequential` gets `predict_classes` and `predict_proba` again, which it had up to 2.5, and
    optimizers their defaults of up to 1.13.
    """
    for old, spaces in _PUBLIC.items():
        module = _module(old, [getattr(keras, space) for space in spaces])
        sys.modules.setdefault(f"{KERAS}.{old}", module)
        _set(keras, old, module)
    modules = {
        name.removeprefix(KERAS): module
        for name, module in list(sys.modules.items())
        if f"{name}.".startswith(f"{KERAS}.") and "__internal__" not in name
    }
    for package in _PACKAGES:
        for rest, module in modules.items():
            if package != _PRIVATE:
                sys.modules[f"{package}{rest}"] = module
    for above in ("api", "python"):
        package = types.ModuleType(f"{_CONTRIB}.{above}")
        package.keras = keras
        sys.modules[package.__name__] = package
        setattr(keras, above, package)
    _restore_private(modules)
    keras.Sequential.predict_classes = _predict_classes
    keras.Sequential.predict_proba = _predict_proba
    for name, defaults in _OPTIMIZERS.items():
        _set_defaults(getattr(keras.optimizers, name), defaults)
    # Adagrad's own would set where the accumulator begins: at 0.1.
    del keras.optimizers.Adagrad.from_config


def _module(old: str, spaces: list[types.ModuleType]) -> types.ModuleType:
    module = types.ModuleType(f"keras.{old}", f"What Keras 2 had in `keras.{old}`.")
    for space in reversed(spaces):
        vars(module).update({k: v for k, v in vars(space).items() if not k.startswith("_")})
    if old == "engine":
        module.__path__ = []
    return module


def _set(keras: types.ModuleType, old: str, module: types.ModuleType) -> None:
    above, _, name = old.rpartition(".")
    parent = getattr(keras, above) if above else keras
    if not hasattr(parent, name):
        setattr(parent, name, module)


def _restore_private(modules: dict[str, types.ModuleType]) -> None:
    """Puts the public modules before TensorFlow's private copies of them.

    Those have layers and a session of their own, which go with nothing else that a script has.
    """
    private = {rest: _found(f"{_PRIVATE}{rest}") for rest in modules}
    _settle()
    for rest, module in sorted(modules.items()):
        stand_in = _before(module, private[rest], f"{_PRIVATE}{rest}")
        sys.modules[stand_in.__name__] = stand_in
        parent, _, name = stand_in.__name__.rpartition(".")
        setattr(sys.modules[parent], name, stand_in)


def _settle() -> None:
    """Has TensorFlow's private Keras, on which tf-slim is built, find its own modules now.

    It would look for them when they are first used, and find those that take their names.
    """
    from tensorflow.python.keras.utils.generic_utils import LazyLoader

    for name, module in list(sys.modules.items()):
        if name.startswith(f"{_PRIVATE}."):
            for value in list(vars(module).values()):
                if isinstance(value, LazyLoader):
                    value._load()


def _found(name: str) -> types.ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _before(module, private, name: str) -> types.ModuleType:
    """A module `name` that has what `module` has, and what else `private` has."""
    stand_in = types.ModuleType(name, module.__doc__)
    stand_in.__path__ = getattr(private, "__path__", [])
    stand_in.__all__ = [name for name in dir(module) if not name.startswith("_")]

    def __getattr__(attribute: str):
        if private is not None and not hasattr(module, attribute):
            return getattr(private, attribute)
        return getattr(module, attribute)

    stand_in.__getattr__ = __getattr__
    return stand_in


def _set_defaults(optimizer: type, defaults: dict[str, float]) -> None:
    initialize = optimizer.__init__
    parameters = list(inspect.signature(initialize).parameters)[1:]

    @functools.wraps(initialize)
    def with_defaults(self, *args, **kwargs):
        by_position = parameters[: len(args)]
        # `lr`, which is another name, goes before `learning_rate`.
        absent = {name: value for name, value in defaults.items() if name not in by_position}
        initialize(self, *args, **(absent | kwargs))

    optimizer.__init__ = with_defaults


def _predict_proba(self, x, batch_size=None, verbose=0):
    """Returns what the model gives for `x`, [N, classes]: `predict`."""
    return self.predict(x, batch_size=batch_size, verbose=verbose)


def _predict_classes(self, x, batch_size=None, verbose=0):
    """Returns the classes of `x`: int64 [N]; of one unit int32 [N, 1], 1 where it is above ½."""
    import numpy as np  # late: --check asks this module for names, and loads no NumPy

    found = self.predict(x, batch_size=batch_size, verbose=verbose)
    if found.shape[-1] > 1:
        return np.argmax(found, axis=-1)
    return (found > 0.5).astype(np.int32)
