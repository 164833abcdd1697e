"""How far groups of curves are from the other curves: few statistics, named for what they see.

A pool of N curves with k points is float64 [N, k], on the scales of `stabilised`. A group is m of
the N; B groups are float64 [B, N], ones and zeros. Every statistic treats all curves of the pool
alike, so that ranks of groups among groups are fair.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from harness.curves import Key

__all__ = ["Statistic", "deviations", "measure", "stabilised"]

_EARLY, _LATE = 0.25, 0.75
"""Of the steps of a full run: where the early phase ends, and where the late phase begins."""

_FEWEST_POINTS = 4
"""Of which roughness, or a phase beside the level, is worth a statistic of its own."""

_SHARED_VARIANCE = 0.1
"""How much of a point's variance is the average of its metric's. Where all curves agree to the last
image, as late training accuracies do, one image would weigh more than all else."""


class Statistic(NamedTuple):
    """One statistic, of all groups.

    name: what it sees. values: float64 [B], 0 in the middle of the pool, larger farther out.
    columns: the points that it looks at. jumps: instead, where it looks at how much each curve
        jumps from point to point: float64 [N], in units of the pool's median.
    """

    name: str
    values: np.ndarray
    columns: np.ndarray
    jumps: np.ndarray | None = None


def stabilised(values: np.ndarray, keys: Sequence[Key]) -> np.ndarray:
    """Returns values [n, k] on scales where noise is about as large at every level.

    Accuracies become arcsin √p, losses their logarithm; both keep the order.
    """
    made = np.array(values, dtype=np.float64)
    accuracies = np.array([metric.endswith("accuracy") for _, metric in keys], dtype=bool)
    made[:, accuracies] = np.arcsin(np.sqrt(made[:, accuracies]))
    smallest = np.finfo(np.float32).tiny  # a loss may be printed as 0
    made[:, ~accuracies] = np.log(np.maximum(made[:, ~accuracies], smallest))
    return made


def deviations(pool: np.ndarray, groups: np.ndarray, keys: Sequence[Key]) -> np.ndarray:
    """Returns float64 [B, k]: mean of each group minus mean of the others, in standard deviations.

    The standard deviation is that of the others, too: a group far out does not widen its own.
    """
    size = groups[0].sum()
    others = len(pool) - size
    centred = pool - pool.mean(axis=0)  # or the squares lose their digits
    sums, squares = groups @ centred, groups @ centred**2
    mean_of_others = -sums / others
    variance = (np.square(centred).sum(axis=0) - squares) / others - mean_of_others**2
    variance = np.maximum(variance, 0)
    metrics = np.array([metric for _, metric in keys])
    for metric in set(metrics):
        own = metrics == metric
        shared = variance[:, own].mean(axis=1, keepdims=True)
        variance[:, own] += _SHARED_VARIANCE * (shared - variance[:, own])
    # Where all others agree exactly, any difference is far out.
    return (sums / size - mean_of_others) / np.sqrt(np.maximum(variance, 1e-12))


def measure(
    pool: np.ndarray, groups: np.ndarray, keys: Sequence[Key], steps: int
) -> list[Statistic]:
    """Returns the statistics that make sense for these points of runs of so many `steps`."""
    z = deviations(pool, groups, keys)
    at = np.array([step for step, _ in keys])
    made = []
    for metric in dict.fromkeys(metric for _, metric in keys):
        own = np.array([m == metric for _, m in keys])
        name = metric.replace("_", " ")
        made.append(_mean(f"level of {name}", z, np.flatnonzero(own)))
        for phase, inside in (("early", at <= _EARLY * steps), ("late", at >= _LATE * steps)):
            columns = np.flatnonzero(own & inside)
            if _FEWEST_POINTS <= len(columns) < own.sum():
                made.append(_mean(f"{phase} {name}", z, columns))
        if own.sum() >= _FEWEST_POINTS:
            made.append(_roughness(f"roughness of {name}", pool, groups, np.flatnonzero(own)))
        last = np.flatnonzero(own)[-1]
        if metric == "test_accuracy" and at[last] == steps and own.sum() > 1:
            made.append(Statistic("final test accuracy", np.abs(z[:, last]), np.array([last])))
    made.append(Statistic("worst point", np.abs(z).max(axis=1), np.arange(len(keys))))
    return made


def _mean(name: str, z: np.ndarray, columns: np.ndarray) -> Statistic:
    return Statistic(name, np.abs(z[:, columns].mean(axis=1)), columns)


def _roughness(name: str, pool: np.ndarray, groups: np.ndarray, columns: np.ndarray) -> Statistic:
    """How much curves jump from point to point, about the mean curve; too little is odd as well."""
    about_mean = pool[:, columns] - pool[:, columns].mean(axis=0)
    jumps = np.diff(about_mean, axis=1)
    spread = np.sqrt(np.square(jumps).mean(axis=0))
    weights = np.divide(1, spread, out=np.zeros_like(spread), where=spread > 0)
    size = np.abs(jumps * weights).mean(axis=1, keepdims=True) + 1e-6  # constants do not jump
    z = deviations(np.log(size), groups, [(0, "")])
    return Statistic(name, np.abs(z[:, 0]), columns, size[:, 0] / np.median(size))
