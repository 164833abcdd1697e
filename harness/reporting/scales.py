"""Axes on which both the beginning and the end of a training can be read."""

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes

__all__ = ["accuracy", "logarithmic", "steps"]

_SPACE = 0.07
"""Of an axis's length: the least between two ticks."""

_SHARES = (1, 0.5, 0.9, 0, 0.1, 0.99, 0.98, 0.8, 0.95, 0.97, 0.7, 0.3, 0.6, 0.2, 0.4)
_SHARES_FINE = (0.96, 0.94, 0.85, 0.75, 0.92, 0.985, 0.975, 0.965, 0.995)
"""Where accuracies have ticks, as far as there is space; the first ones first."""


def accuracy(axes: Axes, values: np.ndarray, images: int) -> None:
    """Scales the y axis for accuracies: log-odds, so that 0.98 and 0.99 are as far as 0.5 and 0.67.

    Half an image is added to the right and to the wrong ones: 0 and 1 have a place.

    values: float64 [k], all that is drawn. images: that each accuracy is of.
    """
    half = 0.5 / images

    def forward(share):
        return np.log((share + half) / (1 - share + half))

    def inverse(odds):
        # As 1 / (1 + exp(-odds)), without overflow.
        return (1 + 2 * half) * (0.5 + 0.5 * np.tanh(np.asarray(odds) / 2)) - half

    low, high = _limits(forward(values))
    axes.set_yscale("function", functions=(forward, inverse))
    axes.set_ylim(inverse(low), inverse(high))
    _ticks(axes, (*_SHARES, *_SHARES_FINE), forward, low, high)


def logarithmic(axes: Axes, values: np.ndarray) -> None:
    """Scales the y axis for losses, float64 [k]; a loss printed as 0 lies at the lower edge."""
    positive = values[values > 0]
    if not len(positive):
        return
    low, high = _limits(np.log(positive))
    axes.set_yscale("log", nonpositive="clip")
    axes.set_ylim(math.exp(low), math.exp(high))
    decades = range(math.floor(low / math.log(10)), math.ceil(high / math.log(10)) + 1)
    candidates = [f * 10.0**d for f in (1, 2, 5, 3, 1.5, 7, 4, 2.5, 1.2, 1.8) for d in decades]
    _ticks(axes, candidates, np.log, low, high)


def steps(axes: Axes, shown: Sequence[int], batch_size: int, counted_from_zero: bool) -> None:
    """Labels the x axis with steps, and the upper one with the images that were seen by then.

    shown: the steps that are drawn, in order.
    counted_from_zero: whether the log's first step is 0: by then one batch has been seen.
    """
    margin = 0.02 * (shown[-1] - shown[0])
    axes.set_xlim(shown[0] - margin, shown[-1] + margin)
    axes.set_xlabel("training step")
    offset = int(counted_from_zero)
    above = axes.secondary_xaxis(
        "top",
        functions=(
            lambda step: (step + offset) * batch_size / 1000,
            lambda seen: seen * 1000 / batch_size - offset,
        ),
    )
    above.set_xlabel("images seen (thousands)")


def _limits(values: np.ndarray) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    margin = 0.04 * (high - low) or 0.5
    return low - margin, high + margin


def _ticks(
    axes: Axes, candidates: Iterable[float], forward: Callable, low: float, high: float
) -> None:
    chosen: list[float] = []
    for tick in candidates:
        place = forward(tick)
        if low <= place <= high and _far_from(place, chosen, forward, _SPACE * (high - low)):
            chosen.append(tick)
    axes.set_yticks(sorted(chosen), [f"{tick:g}" for tick in sorted(chosen)])
    axes.set_yticks([], minor=True)


def _far_from(place: float, chosen: Sequence[float], forward: Callable, space: float) -> bool:
    return all(abs(place - forward(other)) >= space for other in chosen)
