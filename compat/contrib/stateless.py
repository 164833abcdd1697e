"""`tf.contrib.stateless` of TensorFlow 1: random numbers that depend on a seed alone."""

from compat import names
from compat._v1 import v1

__all__ = [
    "stateless_multinomial",
    "stateless_random_normal",
    "stateless_random_uniform",
    "stateless_truncated_normal",
]

stateless_multinomial = v1.random.stateless_multinomial
stateless_random_normal = v1.random.stateless_normal
stateless_random_uniform = v1.random.stateless_uniform
stateless_truncated_normal = v1.random.stateless_truncated_normal


def __getattr__(name: str):
    raise names.missing("tf.contrib.stateless", name)
