"""`tf.contrib.framework.nest` of TensorFlow 1: what became `tf.nest`, and what is private since."""

from tensorflow.python.util import nest as _nest

__all__ = ["is_sequence", "is_sequence_or_composite"]

is_sequence = _nest.is_nested
is_sequence_or_composite = _nest.is_nested_or_composite


def __getattr__(name: str):
    return getattr(_nest, name)


def __dir__() -> list[str]:
    return sorted({*__all__, *dir(_nest)})
