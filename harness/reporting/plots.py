"""Plots of one tutorial: the recorded runs as a band, what was published, today's runs."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from harness import curves, published
from harness.curves import METRICS, Curve
from harness.published import Tutorial
from harness.records import RunRecord
from harness.reporting import rank_plot, scales, svg
from harness.reporting.section import Section
from harness.reporting.svg import Plot
from reproductions import log_formats

__all__ = ["plots"]

_MOST_RUNS = 12
"""Of today, and of the baseline, that are drawn; of the ensemble, twice as many."""

_MOST_POINTS = 500
"""Of all of today's lines together, or of the baseline's; of the ensemble's, twice as many. Beyond
that they hide what they are drawn over."""

_EARLY, _LATE = 0.25, 0.95
"""Of a full run's steps: where the plot of the beginning ends, and where that of the end begins."""

_FEWEST_POINTS = 4
"""Of a part of the steps that is worth a plot of its own."""


@dataclass(frozen=True)
class _Curves:
    """What is drawn of one metric: step → value, of each curve.

    published: in parts that a gap separates. half_widths: of their printed digits, by step.
    counted_from_zero: whether the first step of a run is 0.
    """

    tutorial: Tutorial
    metric: str
    ensemble: list[dict[int, float]]
    published: list[dict[int, float]]
    half_widths: dict[int, float]
    today: list[dict[int, float]]
    baseline: list[dict[int, float]]
    counted_from_zero: bool = False

    @property
    def every(self) -> list[dict[int, float]]:
        return [*self.ensemble, *self.published, *self.today, *self.baseline]

    @property
    def steps(self) -> list[int]:
        return sorted({step for curve in self.every for step in curve})

    @property
    def images(self) -> int:
        """How many images an accuracy is of."""
        tutorial = self.tutorial
        return tutorial.test_images if self.metric == "test_accuracy" else tutorial.batch_size

    @property
    def label(self) -> str:
        name = self.metric.replace("_", " ")
        return f"{name} (nats)" if "loss" in name else f"{name} (share of {self.images:,} images)"

    def within(self, first: float, last: float) -> "_Curves":
        """Returns what lies at steps from `first` to `last`."""

        def cut(runs: list[dict[int, float]]) -> list[dict[int, float]]:
            parts = ({s: v for s, v in run.items() if first <= s <= last} for run in runs)
            return [run for run in parts if run]

        drawn = ("ensemble", "published", "today", "baseline")
        return replace(self, **{name: cut(getattr(self, name)) for name in drawn})


def plots(section: Section) -> list[Plot]:
    """Returns the plots of a tutorial: each metric, its beginning, and the judge's rank."""
    tutorial = section.tutorial
    made = []
    for shown in _metrics(section):
        name = f"{tutorial.name}-{shown.metric}"
        what = f"{tutorial.name}: {shown.metric.replace('_', ' ')}"
        caption = f"{shown.metric.replace('_', ' ').capitalize()}. {_in_words(shown, section)}"
        if len(shown.steps) == 1:
            made.append(svg.plot(name, what, caption, partial(_draw_once, shown=shown)))
            continue
        made.append(svg.plot(name, what, caption, partial(_draw, shown=shown)))
        for part, words, begin, end in (
            ("beginning", f"the first {100 * _EARLY:.0f} %", 0, _EARLY),
            ("end", f"the last {100 * (1 - _LATE):.0f} %", _LATE, 1),
        ):
            some = shown.within(begin * tutorial.steps, end * tutorial.steps)
            wanted = part == "beginning" or _is_all_published(some, shown)
            if wanted and _FEWEST_POINTS <= len(some.steps) < len(shown.steps):
                caption = f"The same, {words} of the steps."
                draw = partial(_draw, shown=some)
                made.append(svg.plot(f"{name}-{part}", f"{what}, the {part}", caption, draw))
    for which in ("published", "others"):
        judgement = getattr(section.verdict, which)
        if judgement and len(judgement.distances) > 1:
            made.append(rank_plot.plot(tutorial.name, which, judgement))
    return made


def _metrics(section: Section) -> list[_Curves]:
    tutorial = section.tutorial
    parts = tutorial.published or published.tutorial(tutorial.reference).published
    recorded = list(section.recorded.runs.values()) if section.recorded else []
    today, baseline = _of(section.records), _of(section.earlier)
    log_format = log_formats.BY_TUTORIAL[tutorial.name]
    made = []
    for metric in METRICS:
        printed = [p for part in parts if (p := _one(curves.of(part), metric))]
        shown = _Curves(
            tutorial,
            metric,
            [c for run in recorded if (c := _one(run, metric))],
            printed,
            {s: log_format.half_width(metric, v) for part in printed for s, v in part.items()},
            [c for run in today if (c := _one(run, metric))],
            [c for run in baseline if (c := _one(run, metric))],
        )
        if shown.steps:
            made.append(replace(shown, counted_from_zero=shown.steps[0] == 0))
    return made


def _is_all_published(some: _Curves, whole: _Curves) -> bool:
    """Whether all that was published lies in this part, where the whole plot has no room for it."""
    return bool(some.published) and sum(map(len, some.published)) == sum(map(len, whole.published))


def _of(records: Sequence[RunRecord]) -> list[Curve]:
    return [curves.of(r.points) for r in records[:_MOST_RUNS]]


def _one(curve: Curve, metric: str) -> dict[int, float]:
    """Returns the finite values of one metric, by step."""
    return {step: v for (step, m), v in curve.items() if m == metric and np.isfinite(v)}


def _most(runs: Sequence[dict[int, float]]) -> int:
    """Returns how many of the runs can be told apart when they are drawn as lines."""
    return max(1, min(_MOST_RUNS, _MOST_POINTS // max(map(len, runs), default=1)))


def _in_words(shown: _Curves, section: Section) -> str:
    said, once = [], len(shown.steps) == 1
    if (count := len(shown.ensemble)) and len(shown.ensemble[0]) == 1:
        said.append(f"Dots: {count} recorded runs.")
    elif count:
        most = 2 * _most(shown.ensemble)
        lines = f", {most} of them as lines" if count > most else ""
        said.append(f"Band: the middle 90 % and the range of {count} recorded runs{lines}.")
    if shown.published:
        whose = "" if shown.tutorial.published else f" (by {shown.tutorial.reference})"
        mark = "Dotted line" if once else "Circles"
        said.append(f"{mark}: what was published{whose}.")
        if len(shown.published) > 1:
            said.append("Where there are none, the post left lines out.")
    for name, drawn, runs in (
        ("Orange: today's runs", shown.today, section.records),
        ("Green: the baseline's", shown.baseline, section.earlier),
    ):
        if count := len(drawn if once else drawn[: _most(drawn)]):
            some = f", {count} of {len(runs):,}" if count < len(runs) else ""
            said.append(f"{name}{some}.")
    return " ".join(said)


def _draw(figure: Figure, shown: _Curves) -> None:
    """Draws values by step."""
    axes = figure.subplots()
    if shown.ensemble:
        _draw_ensemble(axes, shown.ensemble)
    for runs, style in (
        (shown.baseline, {"color": svg.BASELINE, "linestyle": (0, (4, 2)), "label": "baseline"}),
        (shown.today, {"color": svg.TODAY, "label": "today"}),
    ):
        for i, run in enumerate(runs[: _most(runs)]):
            mark = "." if len(run) == 1 else None
            label = style["label"] if i == 0 else None
            axes.plot(
                run.keys(), run.values(), **{**style, "label": label}, linewidth=1, marker=mark
            )
    for i, part in enumerate(shown.published):
        label = "published" if i == 0 else None
        drawn = axes.errorbar(
            list(part.keys()),
            list(part.values()),
            yerr=[shown.half_widths[step] for step in part],
            color=svg.INK,
            linewidth=0.8,
            marker="o",
            markersize=3.2,
            markerfacecolor="none",
            markeredgewidth=0.9,
            label=label,
            zorder=4,
        )
        drawn.lines[0].set_gid(f"published-{i + 1}")
    values = np.array([v for curve in shown.every for v in curve.values()])
    if "loss" in shown.metric:
        scales.logarithmic(axes, values)
    else:
        scales.accuracy(axes, values, shown.images)
    scales.steps(axes, shown.steps, shown.tutorial.batch_size, shown.counted_from_zero)
    axes.set_ylabel(shown.label)
    _note_gaps(axes, shown.published)
    svg.legend(figure, axes)


def _draw_ensemble(axes: Axes, ensemble: Sequence[dict[int, float]]) -> None:
    """Draws a band, and some of the runs as lines; of what they print once, dots."""
    steps = [step for step in ensemble[0] if all(step in run for run in ensemble)]
    values = np.array([[run[step] for step in steps] for run in ensemble])
    if len(steps) == 1:
        axes.plot(steps * len(values), values, "o", **_dots(len(values)))
        return
    count = min(len(ensemble), 2 * _most(ensemble))
    for i in np.linspace(0, len(ensemble) - 1, count).astype(int):
        run = ensemble[i]
        axes.plot(
            run.keys(), run.values(), color=svg.ENSEMBLE, linewidth=0.35, alpha=0.45, zorder=1
        )
    for low, high, alpha, label in ((0, 100, 0.16, "range"), (5, 95, 0.26, "5–95 %")):
        edges = np.percentile(values, [low, high], axis=0)
        label = f"{label} of {len(ensemble)} recorded"
        axes.fill_between(steps, *edges, color=svg.ENSEMBLE, alpha=alpha, linewidth=0, label=label)


def _dots(count: int) -> dict[str, Any]:
    """Returns the style of dots, one for each recorded run."""
    return {"color": svg.ENSEMBLE, "alpha": 0.6, "markersize": 4, "label": f"{count} recorded"}


def _note_gaps(axes: Axes, parts: Sequence[dict[int, float]]) -> None:
    for before, after in itertools.pairwise(parts):
        if before and after:
            middle = (max(before) + min(after)) / 2
            place = {"xycoords": ("data", "axes fraction"), "ha": "center", "color": svg.INK}
            axes.annotate(
                "not in the post", (middle, 0.04), fontsize=8, fontstyle="italic", **place
            )


def _draw_once(figure: Figure, shown: _Curves) -> None:
    """Draws what a log prints once: the ensemble's values as stacked dots."""
    axes = figure.subplots()
    [step] = shown.steps
    if shown.ensemble:
        values = np.sort([run[step] for run in shown.ensemble])
        width = (values[-1] - values[0]) / 40 or 1.0
        places = np.round(values / width)
        heights = [np.sum(places[:i] == place) + 1 for i, place in enumerate(places)]
        axes.plot(values, heights, "o", **_dots(len(values)))
    for runs, colour, label in (
        (shown.baseline, svg.BASELINE, "baseline"),
        (shown.today, svg.TODAY, "today"),
    ):
        for i, run in enumerate(runs):
            axes.axvline(run[step], color=colour, linewidth=1, label=label if i == 0 else None)
    for part in shown.published:
        value, half = part[step], shown.half_widths[step]
        axes.axvspan(value - half, value + half, color=svg.INK, alpha=0.3, linewidth=0)
        axes.axvline(value, color=svg.INK, linewidth=1.4, linestyle=":", label="published")
    axes.set_ylim(0, None)
    axes.set_ylabel("recorded runs")
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel(f"{shown.label}, at step {step}")
    svg.legend(figure, axes)
