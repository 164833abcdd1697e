"""What a row of the table of names is, and how rows are written in bulk."""

import enum
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Kind", "Name", "absent", "aliases", "reimplemented"]


class Kind(enum.Enum):
    """How an old name is answered."""

    ALIAS = "alias"
    """The same object under another name."""
    REIMPLEMENTED = "reimplemented"
    """Written anew here, or adapted, because a rename was not enough."""
    ABSENT = "absent"
    """Not covered; `answer` says what to use instead."""


class Name(NamedTuple):
    """One removed name.

    `old` and, unless absent, `answer` are dotted names: `old` begins with `tf.` (or is a module's
    path after `tensorflow.`), `answer` is importable below `compat`, TensorFlow, tf-keras or
    tf-slim. A row that is absent may name a whole name space; what is below it is absent too.
    """

    old: str
    answer: str
    kind: Kind
    difference: str = ""


def aliases(old: str, answer: str, names: Iterable[str], difference: str = "") -> list[Name]:
    """The rows for names that kept their last part: `old`.x is `answer`.x."""
    return [Name(f"{old}.{n}", f"{answer}.{n}", Kind.ALIAS, difference) for n in names]


def reimplemented(old: str, answer: str, names: Iterable[str], difference: str = "") -> list[Name]:
    """The rows for names that are written anew, or adapted, in the module `answer`."""
    return [Name(f"{old}.{n}", f"{answer}.{n}", Kind.REIMPLEMENTED, difference) for n in names]


def absent(old: str, names: Iterable[str], instead: str) -> list[Name]:
    """The rows for names that are not covered; `instead` says what to use."""
    return [Name(f"{old}.{n}", instead, Kind.ABSENT) for n in names]
