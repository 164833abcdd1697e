"""What a claim is: a statement of a post, the verdict on it, and the evidence."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["Claim", "Finding", "Verdict", "broken", "holds", "states"]


class Verdict(enum.StrEnum):
    """What checking a statement gave."""

    HOLDS = "holds"
    """What was computed is what the post states."""
    DOES_NOT_HOLD = "does not hold"
    """What was computed contradicts the post."""
    MISPRINT = "misprint"
    """The text contradicts what the post itself prints or computes: a slip of the pen."""
    NEEDS_RUNS = "needs runs"
    """What is at hand cannot tell; the evidence says what would."""
    NOT_CHECKED = "not checked"
    """The check broke before it could tell; the evidence says how."""


@dataclass(frozen=True)
class Claim:
    """One statement, checked.

    id: the post's number and a word, such as "001-first".
    tutorial: the port of the post.
    statement: what the post states, in our words.
    evidence: one line with the numbers that the verdict was computed from.
    """

    id: str
    tutorial: str
    statement: str
    verdict: Verdict
    evidence: str


Finding = tuple[Verdict, str]
"""What a check returns: the verdict and the evidence."""


def broken(error: Exception) -> Finding:
    """Returns what is found when the port, or the check itself, raises an error."""
    return Verdict.NOT_CHECKED, f"{type(error).__name__}: {error}".splitlines()[0]


def holds(condition: Any) -> Verdict:
    """Returns HOLDS or DOES_NOT_HOLD."""
    return Verdict.HOLDS if condition else Verdict.DOES_NOT_HOLD


def states(id: str, statement: str) -> Callable[[Callable], Callable]:
    """Marks a method of a post's class as the check of one statement; it returns a `Finding`."""

    def mark(check):
        check.id, check.statement = id, statement
        return check

    return mark
