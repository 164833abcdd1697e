"""What answers each name that a script uses: looked up in the table and in `tf.compat.v1`."""

import enum
from typing import NamedTuple

from compat import names, old_keras, places
from compat.check import module_names, texts, uses, v1_names
from compat.check.texts import Document, Place
from compat.names import NAMES, Kind
from compat.names.beyond import BEYOND

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
    found = _judged(old_keras.public(places.public(dotted), contrib=False))
    if not _lacks(found) or _has_today(dotted):
        return None if _lacks(found) else found
    # Both ways of `places.stand_in`: some modules have private names and those of a name space.
    in_space = _judged(_in_space(dotted))
    return found if _lacks(in_space) else in_space


def _lacks(found: Finding | None) -> bool:
    return found is not None and found.status is Status.NOT_COVERED


def _judged(old: str) -> Finding | None:
    parts = old.split(".")
    beginnings = [".".join(parts[:end]) for end in range(2, len(parts) + 1)]
    rows = [_TABLE[name] for name in beginnings if name in _TABLE]
    if rows:
        return _row(rows[-1], old)
    for name in beginnings:
        if name in _SPACES or v1_names.is_space(name):
            continue
        space, _, last = name.rpartition(".")
        for module in BEYOND.get(space, ()):
            if module_names.has(module, last):
                beyond = names.Name(name, f"{module}.{last}", Kind.ALIAS)
                return _row(beyond, old)
        return None if v1_names.has(name) else _missing(name)
    return None


def _has_today(dotted: str) -> bool:
    """Whether TensorFlow's private module of this name has it: see `places.stand_in`."""
    space, _, name = dotted.rpartition(".")
    if not space.startswith("tf.python."):
        return False
    there = module_names.has(space.replace("tf.", "tensorflow.", 1), name)
    return _has_today(space) if there is None else there


def _in_space(dotted: str) -> str:
    """The name below the name space of its private module; or as it was given."""
    place, _, rest = dotted.rpartition(".")
    while place and place not in places.PLACES:
        place, _, name = place.rpartition(".")
        rest = f"{name}.{rest}"
    return f"{places.PLACES[place]}.{rest}" if place else dotted


def _row(row: names.Name, old: str) -> Finding:
    """What a row says of a name that begins with the row's."""
    name = row.old
    if row.kind is Kind.ABSENT:
        status = Status.NOT_COVERED
        if name.rpartition(".")[2].islower():  # a name space: what was meant is below it
            name = old
    else:
        if missing := _lacking(row, old):
            return missing
        status = Status.DIFFERS if row.difference else Status.COVERED
    return Finding(texts.NOWHERE, name, status, row.answer, row.difference)


def _lacking(row: names.Name, old: str) -> Finding | None:
    """The first name of `old` that is not there, where the row's is a module."""
    if row.answer == old_keras.KERAS:
        return _judged(old_keras.public(old))
    modules = [row.answer, *BEYOND.get(row.old, ())]
    name = row.old
    for part in old.removeprefix(row.old).split(".")[1:]:
        there = [module_names.has(module, part) for module in modules]
        if set(there) == {None}:
            return None
        if True not in there:
            return _missing(f"{name}.{part}")
        modules = [f"{module}.{part}" for module in modules]
        name = f"{name}.{part}"
    return None


def _missing(name: str) -> Finding:
    space, _, last = name.rpartition(".")
    message = str(names.missing(space, last, v1_names.names_in(space)))
    said = message.partition("not covered by compat")[2].strip("; ")
    answer = said or "nothing is known to answer it"
    return Finding(texts.NOWHERE, name, Status.NOT_COVERED, answer)


def _names_in(space: str) -> set[str]:
    space = old_keras.public(places.public(space))
    prefix = f"{space}."
    listed = {row.old.removeprefix(prefix) for row in NAMES if row.old.startswith(prefix)}
    beyond = [module_names.names_in(module) or () for module in BEYOND.get(space, ())]
    below = {name.partition(".")[0] for name in listed}
    return below.union(*beyond) | v1_names.names_in(space) - {"*"}


def _order(finding: Finding) -> tuple:
    return finding.place.cell or 0, finding.place.line, finding.name
