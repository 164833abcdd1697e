"""What can be learnt from a graph without running it: who called what, what feeds what, names."""

import contextlib
import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from unittest import mock

__all__ = ["Call", "ancestors", "applied_gradient", "refusal", "watched"]


class Call(NamedTuple):
    """One call of a watched function: its arguments, by parameter, and what it returned."""

    arguments: dict[str, Any]
    result: Any


@contextlib.contextmanager
def watched(owner, name: str) -> Iterator[list[Call]]:
    """Yields a list to which each call of `owner.name` is added while the block runs.

    owner: a module or a class of `compat`; TensorFlow's own stay as they are.
    """
    function = getattr(owner, name)
    signature = inspect.signature(function)
    calls = []

    @functools.wraps(function)
    def call(*args, **kwargs):
        result = function(*args, **kwargs)
        calls.append(Call(signature.bind(*args, **kwargs).arguments, result))
        return result

    with mock.patch.object(owner, name, call):
        yield calls


def ancestors(tensor) -> set:
    """Returns the operations that the tensor is computed from, its own included."""
    found, new = set(), {tensor.op}
    while new:
        found |= new
        new = {t.op for op in new for t in op.inputs} - found
    return found


def applied_gradient(variable):
    """Returns the tensor that the optimizer takes for the gradient of the loss by the variable."""
    (update,) = (
        op
        for op in variable.graph.get_operations()
        if op.type in ("ApplyAdam", "ApplyGradientDescent") and op.inputs[0].op is variable.op
    )
    return update.inputs[-1]


def refusal(build: Callable[[], Any]) -> str | None:
    """Returns the message with which TensorFlow refuses to build a variable; None if it builds.

    Left off is the end of the message, which says where in the script the variable was first made.
    """
    try:
        build()
    except ValueError as error:
        return str(error).partition(" Originally defined at:")[0]
    return None
