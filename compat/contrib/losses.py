"""`tf.contrib.losses` of TensorFlow 1: tf-slim's, with predictions or logits first."""

import functools
import inspect
import types

from compat.contrib import _slim

_RENAMED = {"targets": "labels", "weight": "weights"}
"""What 0.x called the keywords."""


@functools.cache
def __getattr__(name: str):
    found = _slim.find("tf.contrib.losses", name)
    if not isinstance(found, types.FunctionType):
        return found
    accepted = inspect.signature(found).parameters

    @functools.wraps(found)
    def with_keywords_of_0_x(*args, **kwargs):
        """Calls the loss; `weight` is `weights` and `targets` are `labels`, as up to 0.12."""
        for old, new in _RENAMED.items():
            if old in kwargs and old not in accepted and new in accepted:
                kwargs[new] = kwargs.pop(old)
        return found(*args, **kwargs)

    return with_keywords_of_0_x
