"""The table of names: what TensorFlow 1 called it, what answers now, and what differs.

The errors about missing names, the README's table and the tests all derive from `NAMES`, whose
rows are in the modules beside this one, a family each. Loads no TensorFlow.
"""

import difflib
from collections.abc import Iterable

from compat.names.distributions import DISTRIBUTIONS
from compat.names.eager import EAGER
from compat.names.early import EARLY
from compat.names.graphs import GRAPHS
from compat.names.layers import LAYERS
from compat.names.others import OTHERS
from compat.names.recurrent import RECURRENT
from compat.names.rows import Kind, Name
from compat.names.tools import TOOLS

__all__ = ["NAMES", "NOT_COVERED", "Kind", "Name", "by_name_space", "missing"]

NAMES: tuple[Name, ...] = (
    *DISTRIBUTIONS,
    *EARLY,
    *EAGER,
    *GRAPHS,
    *RECURRENT,
    *LAYERS,
    *OTHERS,
    *TOOLS,
)

_ABSENT = {name.old: name.answer for name in NAMES if name.kind is Kind.ABSENT}

_INSTEAD = {
    "tf.contrib": "most of tf.contrib has a successor in tf, tf_keras or tf-slim",
    "tf.contrib.rnn": "the cells are in tf.nn.rnn_cell, the functions in tf.nn",
}

_LISTED_AT_MOST = 20

NOT_COVERED = "of TensorFlow 1 is not covered by compat"
"""What the error about a name says of it."""


def by_name_space() -> dict[str, list[Name]]:
    """The rows by what their old names have before the last dot; both sorted."""
    spaces: dict[str, list[Name]] = {}
    for name in sorted(NAMES):
        spaces.setdefault(name.old.rpartition(".")[0], []).append(name)
    return dict(sorted(spaces.items()))


def missing(module: str, name: str, others: Iterable[str] = ()) -> AttributeError:
    """The error for a name that is not covered: says so, what is there, and what to use.

    module: the dotted old name of the name space (`tf.contrib.rnn`).
    others: what is there beside the names of the table, in case that one of them was meant.
    """
    old = f"{module}.{name}"
    message = f"{old} {NOT_COVERED}"
    if instead := _instead(old):
        return AttributeError(f"{message}; instead: {instead}")
    prefix = f"{module}."
    there = sorted(
        {
            row.old.removeprefix(prefix).split(".")[0]
            for row in NAMES
            if row.old.startswith(prefix) and row.kind is not Kind.ABSENT
        }
    )
    near = difflib.get_close_matches(name, there, n=3) or difflib.get_close_matches(
        name, others, n=3, cutoff=0.8
    )
    if near:
        message += f"; did you mean {' or '.join(near)}?"
    elif 0 < len(there) <= _LISTED_AT_MOST:
        message += f"; covered here: {', '.join(there)}"
    if module in _INSTEAD:
        message += f" ({_INSTEAD[module]})"
    return AttributeError(message)


def _instead(old: str) -> str | None:
    """What the table says to use for an absent name, or for the absent name space it is in."""
    while old:
        if old in _ABSENT:
            return _ABSENT[old]
        old = old.rpartition(".")[0]
    return None
