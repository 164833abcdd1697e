"""Curves: what a log measures, by step and metric; the form in which logs are compared."""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from reproductions import log_formats
from reproductions.log_formats import Point

__all__ = [
    "COLUMNS",
    "METRICS",
    "Curve",
    "Key",
    "as_printed",
    "from_rows",
    "impossible",
    "of",
    "read",
    "rounded",
    "to_csv",
]

METRICS = ("training_accuracy", "minibatch_loss", "test_accuracy")
"""What is measured. The other values that logs print, epochs and samples, are arithmetic."""

Key = tuple[int, str]
"""Step and metric."""

Curve = Mapping[Key, float]
"""(step, metric) → value, in the order of the log."""


def of(points: Iterable[Point]) -> Curve:
    """Returns what the points measure; those whose step is unknown are left out."""
    return {
        (point.step, metric): value
        for point in points
        if point.step is not None
        for metric, value in point.values.items()
        if metric in METRICS
    }


def impossible(curve: Curve) -> Key | None:
    """Returns the first key whose value no run prints: no number, negative, a fraction above 1."""
    for (step, metric), value in curve.items():
        largest = 1 if metric.endswith("accuracy") else math.inf
        if not (math.isfinite(value) and 0 <= value <= largest):
            return step, metric
    return None


def as_printed(tutorial: str, curve: Curve) -> Curve:
    """Returns the curve with its values rounded as the tutorial's log prints them."""
    log_format = log_formats.BY_TUTORIAL[tutorial]
    return {key: log_format.as_printed(key[1], value) for key, value in curve.items()}


def rounded(curve: Curve, decimals: Mapping[str, int]) -> Curve:
    """Returns the curve, the values of each metric in `decimals` rounded to so many."""
    return {
        (step, metric): round(value, decimals[metric]) if metric in decimals else value
        for (step, metric), value in curve.items()
    }


COLUMNS = ("step", "metric", "value")
"""Of a CSV file of curves, after those that tell whose curve it is."""


def to_csv(label: Sequence[str], made: Mapping[tuple, Curve]) -> str:
    """Returns label → curve as CSV: the columns of `label`, then `COLUMNS`, no digit lost."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow([*label, *COLUMNS])
    for whose, curve in made.items():
        for (step, metric), value in curve.items():
            rows.writerow([*whose, step, metric, np.float32(value)])  # all digits that it needs
    return text.getvalue()


def from_rows(rows: Iterable[Sequence[str]]) -> dict[tuple[str, ...], Curve]:
    """Returns label → curve of the rows of `to_csv`. Raises ValueError when one is no such row."""
    made: dict[tuple[str, ...], dict[Key, float]] = {}
    for *label, step, metric, value in rows:
        if metric not in METRICS:
            raise ValueError(f"no metric is called {metric!r}")
        made.setdefault(tuple(label), {})[int(step), metric] = float(np.float32(value))
    return made


def read(path: Path, label: Sequence[str]) -> dict[tuple[str, ...], Curve]:
    """Returns label → curve of a CSV file with the columns of `label`, then `COLUMNS`.

    Raises ValueError when the file is damaged.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            columns, *rows = csv.reader(file)
        if columns != [*label, *COLUMNS]:
            raise ValueError(f"its columns are {', '.join(columns)}")
        return from_rows(rows)
    except ValueError as error:
        raise ValueError(f"{path} holds no curves: {error}") from error
