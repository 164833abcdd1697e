"""The judge's statistic as a plot: a rank among the distances that it is compared with."""

import numpy as np
from matplotlib.figure import Figure

from harness.judging.outcome import ALPHA
from harness.judging.unknown_seed import Judgement
from harness.reporting import svg, verdict_tables
from harness.reporting.svg import Plot

__all__ = ["plot"]


def plot(tutorial: str, which: str, judgement: Judgement) -> Plot:
    """Draws the distance of the logs among those of the groups that they are ranked among.

    which: `published` or `others`, as in `Verdict`.
    """
    distances = np.array(judgement.distances)
    order = np.argsort(distances, kind="stable")
    place = int(np.sum(distances < distances[0] * (1 - 1e-9))) + 1
    what = verdict_tables.published_log(tutorial) if which == "published" else "today's other runs"

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        count = len(distances)
        axes.axvspan(
            (1 - ALPHA) * count + 0.5,
            count + 0.5,
            color=svg.FAINT,
            alpha=0.2,
            linewidth=0,
            label=limit,
        )
        axes.plot(
            range(1, count + 1),
            distances[order],
            ".",
            color=svg.ENSEMBLE,
            markersize=4,
            label="others",
        )
        axes.plot(
            [place],
            distances[:1],
            "o" if which == "published" else "D",
            color=svg.INK if which == "published" else svg.TODAY,
            markersize=6,
            markerfacecolor="none",
            markeredgewidth=1.4,
            label="published" if which == "published" else "today",
        )
        axes.set_xlim(0, count + 1)
        axes.set_xlabel(f"rank, nearest to the others first (of {count})")
        axes.set_ylabel("distance from the others (1: typical)")
        axes.set_ylim(0, None)
        svg.legend(figure, axes)

    limit = f"farthest {100 * ALPHA:.0f} %: deviates"
    p_value = f"p = {judgement.p_value:.2g}"
    caption = (
        f"How far {what} is from the rest, beside how far each recorded run is from the rest: "
        f"rank {place} of {len(distances)}, {p_value}."
        if judgement.logs == 1
        else f"How far {what} together are from the rest, beside {len(distances) - 1:,} other "
        f"groups of {judgement.logs}: rank {place} of {len(distances):,}, {p_value}."
    )
    return svg.plot(f"{tutorial}-rank-{which}", f"{tutorial}: rank of {what}", caption, draw)
