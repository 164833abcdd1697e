"""TensorFlow 1's `tf`: `tf.compat.v1`, and below it the name spaces that TensorFlow 2 removed."""

from compat import contrib, examples, names, nn
from compat._v1 import v1

__all__ = ["contrib", "examples", "nn"]


def __getattr__(name: str):
    if name == "__path__":  # or `import compat.tf.nn` would load TensorFlow's module, not ours
        raise AttributeError(name)
    try:
        return getattr(v1, name)
    except AttributeError:
        raise names.missing("tf", name, dir(v1)) from None


def __dir__() -> list[str]:
    return sorted({*__all__, *dir(v1)})
