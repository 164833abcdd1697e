"""Rows of the tables: published and reproduced values side by side, and the summary."""

import statistics
from collections.abc import Callable, Container, Mapping, Sequence
from typing import NamedTuple, TypeVar

from harness.judging.verdicts import Verdict
from harness.published import Tutorial
from harness.records import RunRecord, Status
from reproductions import log_formats
from reproductions.log_formats import Point

__all__ = ["Table", "comparison", "line_key", "summary", "thinned"]

_MOST_ROWS = 45
"""About what fits on a screen, and all of the logs with 40 lines."""

_METRICS = ("epoch", "training_accuracy", "minibatch_loss", "test_accuracy")

_Key = tuple[int, frozenset[str]]  # a line of a log: its step, and what it prints
_T = TypeVar("_T")


class Table(NamedTuple):
    """A table for people: every cell is text already."""

    title: str
    headers: list[str]
    rows: list[list[str]]
    notes: list[str]


def line_key(point: Point) -> _Key:
    """Returns what tells the point's line from the other lines of its log."""
    return point.step, frozenset(point.values)


def thinned(rows: Sequence[_T], wanted: Container[_T] = ()) -> list[_T]:
    """Returns about as many of the rows as fit on a screen, the last one and those wanted too."""
    every = -(-len(rows) // _MOST_ROWS)
    return [r for i, r in enumerate(rows) if i % every == 0 or r in wanted or r == rows[-1]]


def comparison(tutorial: Tutorial, records: Sequence[RunRecord]) -> Table:
    """Returns the published log beside the runs of one tutorial, step by step.

    Of several runs it shows the median [minimum, maximum]. The difference is reproduced (the
    median) minus published. Of a run cut short, only the lines up to there are shown.
    """
    published = {line_key(p): p for p in tutorial.points if p.values}
    runs = [{line_key(p): p for p in record.points if p.values} for record in records]
    keys = sorted({key for lines in (published, *runs) for key in lines}, key=_order)
    cut = records[0].task.steps
    if cut is not None:
        keys = [key for key in keys if key[0] <= cut]
    shown = thinned(keys, published)

    columns: list[tuple[str, Callable[[_Key], str]]] = [("step", lambda key: str(key[0]))]
    for metric in _METRICS:
        if any(metric in printed for _, printed in shown):
            published_here = {key: published[key] for key in shown if key in published}
            columns += _columns(tutorial, metric, published_here, runs)
    notes = []
    if len(shown) < len(keys):
        notes.append(f"Left out here: {len(keys) - len(shown)} of {len(keys)} lines of the log.")
    if tutorial.missing != "nothing":
        notes.append(f"Of the published log is missing {tutorial.missing}.")
    return Table(
        title=f"{tutorial.name} (post {tutorial.number}), {_seeds(records)}{_caveat(records)}",
        headers=[header for header, _ in columns],
        rows=[[cell(key) for _, cell in columns] for key in shown],
        notes=notes,
    )


def _columns(
    tutorial: Tutorial,
    metric: str,
    published: Mapping[_Key, Point],
    runs: Sequence[Mapping[_Key, Point]],
) -> list[tuple[str, Callable[[_Key], str]]]:
    """Returns header and cell of each column about one metric."""

    def theirs(key: _Key) -> float | None:
        return published[key].values.get(metric) if key in published else None

    def ours(key: _Key) -> list[float]:
        return [run[key].values[metric] for run in runs if key in run and metric in key[1]]

    name = metric.replace("_", "\n")
    if metric == "epoch":
        # Arithmetic, not measurement: one column, unless they differ.
        return [
            (name, lambda key: " ≠ ".join(f"{v:g}" for v in {*ours(key), theirs(key)} - {None}))
        ]
    columns = [(f"{name}\nreproduced", lambda key: _median_and_range(tutorial, metric, ours(key)))]
    if any(metric in printed for _, printed in published):
        columns.insert(0, (f"{name}\npublished", lambda key: _text(tutorial, metric, theirs(key))))
        columns.append(
            (
                f"{name}\ndifference",
                lambda key: _difference(tutorial, metric, ours(key), theirs(key)),
            )
        )
    return columns


def summary(
    tutorials: Sequence[Tutorial], records: Sequence[RunRecord], verdicts: Sequence[Verdict]
) -> Table:
    """Returns one row per tutorial that ran: its last accuracy, published and ours, its verdict."""
    judged = {verdict.tutorial: verdict for verdict in verdicts}
    rows, notes = [], []
    for tutorial in tutorials:
        runs = [r for r in records if r.task.tutorial == tutorial.name]
        if not runs:
            continue
        names = log_formats.BY_TUTORIAL[tutorial.name].names
        metric = "test_accuracy" if "test_accuracy" in names else "training_accuracy"
        lasts = [_last(r.points, metric) for r in runs if r.status is not Status.FAILED]
        ours = [value for value in lasts if value is not None]
        verdict = judged[tutorial.name]
        rows.append(
            [
                tutorial.name,
                tutorial.number,
                _seeds(runs),
                metric.replace("_", " "),
                _text(tutorial, metric, _last(tutorial.points, metric)) or "none",
                _median_and_range(tutorial, metric, ours),
                _status(runs) or (verdict.outcome or "not judged"),
                f"{statistics.median(r.wall_seconds for r in runs):.0f} s",
            ]
        )
        notes.append(f"{tutorial.name}: {verdict.reason}.")
    headers = ["tutorial", "post", "runs", "last", "published", "reproduced", "verdict", "time"]
    return Table("Summary", headers, rows, notes)


def _order(key: _Key):
    # The line with the test accuracy follows the last step's own line.
    return key[0], "training_accuracy" not in key[1]


def _last(points: Sequence[Point], metric: str) -> float | None:
    return next((p.values[metric] for p in reversed(points) if metric in p.values), None)


def _text(tutorial: Tutorial, metric: str, value: float | None) -> str:
    return "" if value is None else f"{value:.{min(tutorial.decimals.get(metric, 4), 5)}f}"


def _median_and_range(tutorial: Tutorial, metric: str, values: Sequence[float]) -> str:
    if not values:
        return ""
    median, low, high = (_text(tutorial, metric, f(values)) for f in (statistics.median, min, max))
    return median if len(values) == 1 else f"{median} [{low}, {high}]"


def _difference(
    tutorial: Tutorial, metric: str, ours: Sequence[float], theirs: float | None
) -> str:
    """Returns 0 where the published digits leave room for no difference."""
    if not ours or theirs is None:
        return ""
    difference = statistics.median(ours) - theirs
    rounding = log_formats.BY_TUTORIAL[tutorial.name].half_width(metric, theirs)
    # A hair more: published digits are decimal, differences of floats are not.
    return "0" if abs(difference) <= 1.001 * rounding else f"{difference:+.4f}"


def _seeds(records: Sequence[RunRecord]) -> str:
    seeds = [r.task.seed for r in records]
    if len(seeds) == 1:
        return f"seed {seeds[0]}"
    return f"{len(seeds)} seeds, {min(seeds)}–{max(seeds)}"


def _caveat(records: Sequence[RunRecord]) -> str:
    caveat = ""
    if any(r.task.data.stand_in for r in records):
        caveat += "; stand-in data, not MNIST"
    if cut := [r.task.steps for r in records if r.task.steps is not None]:
        caveat += f"; cut short at step {min(cut)}"
    return caveat


def _status(records: Sequence[RunRecord]) -> str:
    return ", ".join(sorted({r.status for r in records} - {Status.FINISHED}))
