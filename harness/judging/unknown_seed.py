"""Could logs whose seeds are unknown be draws from our program? Exact ranks among an ensemble.

If they could, then they and the n recorded runs are exchangeable: any m of all n + m are as likely
as any others to be the m logs. So measure how far the m logs are from the rest, measure it for
other groups of m as well, and count how many are as far: the share is a p-value, exact whatever the
distribution. One log is measured against each recorded run's place, leaving one out; several logs
against all groups or, where these are many, against random ones, the same each time. Several
statistics see different things; each is measured in its own typical size over the groups, the
largest counts, and the same ranks say how large that is (a permutation test: Phipson and Smyth,
2010, "Permutation P-values should never be zero").
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from harness import curves
from harness.curves import Curve, Key
from harness.judging import statistics
from harness.judging.outcome import ALPHA, Outcome
from harness.published import Tutorial

__all__ = ["Evidence", "Judgement", "judge"]

_GROUPS = 2000
"""Of m > 1 logs: so many groups, when there are more."""

_TYPICAL = 0.8
"""The quantile over all groups that is a statistic's typical size; the farthest have no say."""

_CLASSES = 10


@dataclass(frozen=True)
class Evidence:
    """What one statistic says.

    p_value: of this statistic alone. words: the point that speaks loudest, beside the ensemble.
    """

    statistic: str
    p_value: float
    words: str

    def __str__(self) -> str:
        return f"{self.statistic}: {self.words}"


@dataclass(frozen=True)
class Judgement:
    """A verdict on one or several logs.

    p_value: how often honest logs are as far out; None where nothing was ranked.
    reason: the verdict's reason in one line.
    evidence: all statistics, the one that is farthest out first.
    logs, members, points: how many logs, recorded runs, and values of each were compared.
    distances: of the logs, then of the groups that they are ranked among; 1 is typical.
    """

    outcome: Outcome
    p_value: float | None
    reason: str
    evidence: tuple[Evidence, ...] = ()
    logs: int = 1
    members: int = 0
    points: int = 0
    distances: tuple[float, ...] = ()


def judge(tutorial: Tutorial, logs: Sequence[Curve], ensemble: Sequence[Curve]) -> Judgement:
    """Judges logs of one program together, by the points that all of them and the ensemble have.

    The logs are to be from different seeds, and from none of the ensemble's: equal draws are none.
    DEVIATES when a value is none that the program can print, or when p ≤ 5 %. Else CANNOT_TELL when
    there is nothing to compare, or when a network that learns nothing would not have been told from
    the ensemble by the same points; for one log, fewer than 19 recorded runs never tell. Else
    REPRODUCED.
    """
    for log in logs:
        if impossible := _impossible(log):
            counts = {"logs": len(logs), "members": len(ensemble)}
            return Judgement(Outcome.DEVIATES, None, impossible, **counts)
    keys = [key for key in _common(ensemble) if all(key in log for log in logs)] if logs else []
    if not keys:
        why = "no recorded run to compare with" if not ensemble else "no point in common"
        return Judgement(Outcome.CANNOT_TELL, None, why, logs=len(logs), members=len(ensemble))
    theirs = _values(tutorial, logs, keys)
    ours = _values(tutorial, ensemble, keys)
    made, sizes = _sizes(theirs, ours, keys, tutorial.steps)
    evidence = _evidence(made, sizes, theirs, ours, keys)
    distances = sizes.max(axis=0)
    p_value = _rank(distances)
    if p_value <= ALPHA:
        outcome, reason = Outcome.DEVIATES, str(evidence[0])
    else:
        chance = np.array([_chance(keys, ensemble)] * len(theirs))
        _, sizes = _sizes(chance, ours, keys, tutorial.steps)
        if _rank(sizes.max(axis=0)) <= ALPHA:
            outcome, reason = Outcome.REPRODUCED, f"closest call: {evidence[0]}"
        else:
            outcome = Outcome.CANNOT_TELL
            reason = "a network that learns nothing could not be told from ours by this much"
    counts = {"logs": len(logs), "members": len(ours), "points": len(keys)}
    return Judgement(outcome, p_value, reason, evidence, **counts, distances=tuple(distances))


def _impossible(log: Curve) -> str | None:
    key = curves.impossible(log)
    if key is None:
        return None
    step, metric = key
    said = f"{metric.replace('_', ' ')} at step {step}: {log[key]:g}"
    if not math.isfinite(log[key]):
        return f"{said}, training went wrong"
    return f"{said}, which is {'no fraction' if metric.endswith('accuracy') else 'negative'}"


def _chance(keys: Sequence[Key], ensemble: Sequence[Curve]) -> list[float]:
    """Returns what a network that learns nothing prints at these points.

    Its loss is that of guessing, or what the recorded runs begin with where that is larger: first
    weights may be worse than none.
    """
    first = {metric: (step, metric) for step, metric in reversed(_common(ensemble))}
    chance = {
        metric: 1 / _CLASSES
        if metric.endswith("accuracy")
        else max(math.log(_CLASSES), float(np.median([run[key] for run in ensemble])))
        for metric, key in first.items()
    }
    return [chance[metric] for _, metric in keys]


def _common(ensemble: Sequence[Curve]) -> list[Key]:
    return [k for k in ensemble[0] if all(k in c for c in ensemble)] if ensemble else []


def _values(tutorial: Tutorial, logs: Sequence[Curve], keys: Sequence[Key]) -> np.ndarray:
    printed = [curves.as_printed(tutorial.name, log) for log in logs]
    return np.array([[log[key] for key in keys] for log in printed])


def _sizes(
    theirs: np.ndarray, ours: np.ndarray, keys: Sequence[Key], steps: int
) -> tuple[list[statistics.Statistic], np.ndarray]:
    """Returns the statistics of logs beside an ensemble, and their sizes in all groups.

    theirs: float64 [m, k], the logs; ours: float64 [n, k], the ensemble. The sizes are float64
    [statistics, groups], the logs' group first; 1 is typical.
    """
    pool = np.concatenate([_sorted(theirs), _sorted(ours)])  # in whatever order they came
    made = statistics.measure(
        statistics.stabilised(pool, keys), _groups(len(theirs), len(pool)), keys, steps
    )
    return made, np.array([s.values / max(np.quantile(s.values, _TYPICAL), 1e-9) for s in made])


def _evidence(
    made: Sequence[statistics.Statistic],
    sizes: np.ndarray,
    theirs: np.ndarray,
    ours: np.ndarray,
    keys: Sequence[Key],
) -> tuple[Evidence, ...]:
    both = statistics.stabilised(np.concatenate([theirs, ours]), keys)
    logs = np.zeros((1, len(both)))
    logs[:, : len(theirs)] = 1
    [z] = statistics.deviations(both, logs, keys)
    return tuple(
        Evidence(made[i].name, _rank(sizes[i]), _words(made[i], z, theirs, ours, keys))
        for i in np.argsort(-sizes[:, 0], kind="stable")
    )


def _sorted(rows: np.ndarray) -> np.ndarray:
    return rows[np.lexsort(rows.T)]


def _groups(size: int, count: int) -> np.ndarray:
    """Returns groups of `size` of `count` as rows of ones and zeros, the first ones first."""
    if math.comb(count, size) <= _GROUPS:
        chosen = np.array(list(itertools.combinations(range(count), size)))
    else:
        random = np.random.default_rng(0)
        others = random.permuted(np.tile(np.arange(count), (_GROUPS - 1, 1)), axis=1)[:, :size]
        chosen = np.concatenate([[np.arange(size)], others])
    groups = np.zeros((len(chosen), count))
    np.put_along_axis(groups, chosen, 1, axis=1)
    return groups


def _rank(values: np.ndarray) -> float:
    """Returns the share of groups that are as far out as the first, itself included."""
    return float(np.mean(values >= values[0] * (1 - 1e-9)))


def _words(
    statistic: statistics.Statistic,
    z: np.ndarray,
    theirs: np.ndarray,
    ours: np.ndarray,
    keys: Sequence[Key],
) -> str:
    if statistic.jumps is not None:
        own, others = statistic.jumps[: len(theirs)], statistic.jumps[len(theirs) :]
        return (
            f"jumps {np.median(own):.2f} times the usual, ensemble "
            f"{others.min():.2f}–{others.max():.2f}"
        )
    z = z[statistic.columns]
    side = np.sign(z.mean()) if statistic.name != "worst point" else np.sign(z[np.abs(z).argmax()])
    j = statistic.columns[(z * side).argmax()]
    step, metric = keys[j]
    what = "median of the logs " if len(theirs) > 1 else ""
    return (
        f"{metric.replace('_', ' ')} at step {step}: {what}{_short(np.median(theirs[:, j]))}, "
        f"ensemble {_short(ours[:, j].min())}–{_short(ours[:, j].max())}"
    )


def _short(value: float) -> str:
    return f"{value:.5g}"
