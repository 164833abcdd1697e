"""Turns, medians and ratios: what is done with measurements on a machine that is never quite idle.

Things that are compared take turns, A B A B, and a ratio is that of neighbours, so that what slows
the machine for a while slows both sides of it. Of several ratios the median is shown, with the
smallest and the largest: `1.35 (1.31–1.40)`. What was not measured is an empty list, and shown as a
dash.
"""

import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

__all__ = [
    "geometric_means",
    "middle",
    "ratios",
    "spread",
    "step_seconds",
    "steps_per_second",
    "sums",
    "take_turns",
]

T = TypeVar("T")


def take_turns(things: Mapping[str, Callable[[], T]], repeats: int) -> dict[str, list[T]]:
    """Calls each in turn, `repeats` times over; returns name → what its calls returned."""
    results: dict[str, list[T]] = {name: [] for name in things}
    for _ in range(repeats):
        for name, thing in things.items():
            results[name].append(thing())
    return results


def step_seconds(team: Sequence[Sequence[float]]) -> float:
    """Returns the median time of a step; `team` is [process][step], in seconds.

    The median leaves out the few steps after which a program evaluates and prints.
    """
    return statistics.median(seconds for process in team for seconds in process)


def steps_per_second(team: Sequence[Sequence[float]]) -> float:
    """Returns how many steps all processes together make in a second; `team` as above."""
    return sum(1 / statistics.median(process) for process in team)


def ratios(numerators: Sequence[float], denominators: Sequence[float]) -> list[float]:
    """Returns the ratio of each turn's two values; none if one of them was not measured."""
    if not numerators or not denominators:
        return []
    return [a / b for a, b in zip(numerators, denominators, strict=True)]


def sums(things: Sequence[Sequence[float]]) -> list[float]:
    """Returns the sum of each turn; `things` is [thing][turn]."""
    return [sum(turn) for turn in zip(*things, strict=True)]


def geometric_means(things: Sequence[Sequence[float]]) -> list[float]:
    """Returns the geometric mean of each turn; `things` is [thing][turn]."""
    return [statistics.geometric_mean(turn) for turn in zip(*things, strict=True)]


def middle(values: Sequence[float], digits: int = 1) -> str:
    """Returns the median as text."""
    return f"{statistics.median(values):,.{digits}f}" if values else "–"


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Returns the median as text, and of several values the smallest and the largest."""
    if len(values) < 2:
        return middle(values, digits)
    return f"{middle(values, digits)} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"
