"""What answers each name that a script uses: looked up in the table and in `tf.compat.v1`."""

import enum
from typing import NamedTuple

from compat import names, places
from compat.check import texts, uses, v1_names
from compat.check.texts import Document, Place
from compat.names import NAMES, Kind

__all__ = ["Finding", "Status", "findings", "judge"]


class Status(enum.Enum):
    """Whether a name is answered."""

    COVERED = "covered"
    """As in TensorFlow 1."""
    DIFFERS = "differs"
    """Covered, with a difference that is said."""
    NOT_COVERED = "not covered"
    """A run stops there."""


class Finding(NamedTuple):
    """A name that TensorFlow 2 has removed or moved, or a syntax that Python 3 has, in a place."""

    place: Place
    name: str
    status: Status
    answer: str
    """The dotted name of what answers; where that is nothing, what to use instead."""
    difference: str = ""


_TABLE = {row.old: row for row in NAMES}
_SPACES = {
    ".".join(parts[:end])
    for row in NAMES
    if row.kind is not Kind.ABSENT
    for parts in [row.old.split(".")]
    for end in range(1, len(parts))
}
"""The name spaces in which something is covered."""


def findings(document: Document) -> list[Finding]:
    """Returns what is to be said of a document, in the order of its lines.

    A name that `tf.compat.v1` answers as it is has no finding.
    """
    found = [
        Finding(broken.place, "this text", Status.NOT_COVERED, broken.message)
        for broken in document.broken
    ]
    found += [
        Finding(place, f"{change.what} (Python 2)", Status.COVERED, f"today: {change.instead}")
        for place, change in document.python_2
    ]
    for use in uses.uses(document.tree, _names_in):
        if verdict := judge(use.name):
            found.append(verdict._replace(place=document.place(use.line)))
    return sorted(set(found), key=_order)


def judge(dotted: str) -> Finding | None:
    """Returns what answers a name; its place is left open. None: `tf.compat.v1` has it as it is.

    dotted: as far as a script writes it out, which may be further than the name goes
        (`tf.contrib.rnn.LSTMCell.zero_state`, `tf.flags.FLAGS.rate`).
    """
    old = places.public(dotted)
    parts = old.split(".")
    beginnings = [".".join(parts[:end]) for end in range(2, len(parts) + 1)]
    rows = [_TABLE[name] for name in beginnings if name in _TABLE]
    if rows:
        return _row(rows[-1])
    for name in beginnings:
        if name in _SPACES or v1_names.is_space(name):
            continue
        if v1_names.has(name):
            return None
        return _missing(name)
    return None


def _row(row: names.Name) -> Finding:
    if row.kind is Kind.ABSENT:
        status = Status.NOT_COVERED
    else:
        status = Status.DIFFERS if row.difference else Status.COVERED
    return Finding(texts.NOWHERE, row.old, status, row.answer, row.difference)


def _missing(name: str) -> Finding:
    space, _, last = name.rpartition(".")
    message = str(names.missing(space, last, v1_names.names_in(space)))
    said = message.partition("not covered by compat")[2].strip("; ")
    answer = said or "nothing is known to answer it"
    return Finding(texts.NOWHERE, name, Status.NOT_COVERED, answer)


def _names_in(space: str) -> set[str]:
    prefix = f"{places.public(space)}."
    listed = {row.old.removeprefix(prefix) for row in NAMES if row.old.startswith(prefix)}
    return {name for name in listed if "." not in name} | v1_names.names_in(space) - {"*"}


def _order(finding: Finding) -> tuple:
    return finding.place.cell or 0, finding.place.line, finding.name
