"""Published values beside the runs of one tutorial: what only full-length runs can tell."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from harness.claims.ledger import Finding, Verdict, holds
from harness.published import Tutorial
from harness.records import RunRecord, Status
from reproductions import log_formats
from reproductions.log_formats import Point

__all__ = ["FEWEST_TO_TELL", "Runs", "plausible"]

FEWEST_TO_TELL = 19
"""With fewer runs no value, however far out, can be told from one of them at 5 %."""

Printed = Mapping[tuple[int, str], float]
"""A run's values as printed: (step, name of the value) → value."""


class Runs:
    """The runs of one tutorial that can be compared with its post, one per seed."""

    def __init__(self, tutorial: Tutorial, records: Sequence[RunRecord]):
        """Keeps of `records` those of this tutorial that are finished, full-length and on MNIST."""
        self._tutorial = tutorial
        self.by_seed: dict[int, RunRecord] = {
            r.task.seed: r
            for r in records
            if r.task.tutorial == tutorial.name
            and r.status is Status.FINISHED
            and r.task.steps is None
            and not r.task.data.stand_in
        }

    def beside(self, points: Sequence[Point], *names: str) -> Finding:
        """Says whether the named values of published points could be a run's: see `plausible`."""
        published = _printed(self._tutorial.name, points)
        keys = [key for key in published if key[1] in names]
        if not self.by_seed:
            return self._missing(f"published {_text([published[key] for key in keys])}")
        return plausible(
            [published[key] for key in keys], [[run[key] for key in keys] for run in self._values()]
        )

    def all_above(self, bound: float, value: Callable[[Printed], float], what: str) -> Finding:
        """Says whether a value is above the bound in every run."""
        if not self.by_seed:
            return self._missing(f"above {bound:g} is stated")
        values = [value(run) for run in self._values()]
        above = sum(v > bound for v in values)
        evidence = f"{what} of {_seeds(len(values))}: {_range(values)}; {above} above {bound:g}"
        return holds(above == len(values)), evidence

    def _values(self) -> list[Printed]:
        return [_printed(self._tutorial.name, run.points) for run in self.by_seed.values()]

    def _missing(self, asked: str) -> Finding:
        command = f"python runner.py {self._tutorial.name} --seeds {FEWEST_TO_TELL}"
        return Verdict.NEEDS_RUNS, f"{asked}; no full-length run on MNIST is at hand: {command}"


def plausible(published: Sequence[float], runs: Sequence[Sequence[float]]) -> Finding:
    """Says whether published values could be those of one more run.

    published: [m] values of one log; runs: [n, m], the same values of n runs from different seeds,
        rounded as printed.

    HOLDS when every value lies within the range of the runs. Outside it, take the published log
    and the n runs together: if the log is one more run, the n + 1 are exchangeable. Measure each
    one's distance from the median of all the others, over its m values in units of their standard
    deviation. Each is as likely as any other to be the farthest, so the log is among the k farthest
    with probability k / (n + 1) at most; that allows for both sides, and for any m.
    DOES_NOT_HOLD when this is 5 % or less. With n < 19 it never is, as 1 / (n + 1) is more: then
    NEEDS_RUNS.
    """
    draws = np.array([published, *runs], dtype=np.float64)
    n, values, others = len(runs), draws[0], draws[1:]
    outside = (values < others.min(axis=0)) | (values > others.max(axis=0))
    if len(values) == 1:
        evidence = f"published {values[0]:g}; {_seeds(n)}: {_range(others[:, 0])}"
    else:
        evidence = (
            f"published {len(values)} values; {_seeds(n)}: {sum(~outside)} within their range"
        )
    if not outside.any():
        return Verdict.HOLDS, evidence
    if n < FEWEST_TO_TELL:
        few = f"outside the range of {_seeds(n)}, {FEWEST_TO_TELL} are needed to tell"
        return Verdict.NEEDS_RUNS, f"{evidence}; {few}"
    distances = _distances_from_the_others(draws)
    p_value = np.mean(distances >= distances[0])
    return holds(p_value > 0.05), f"{evidence}; outside the range, p = {p_value:.2g}"


def _distances_from_the_others(draws: np.ndarray) -> np.ndarray:
    """Returns how far each row is from the median of the others, float64 [len(draws)]."""
    spread = draws.std(axis=0)
    medians = [np.median(np.delete(draws, i, axis=0), axis=0) for i in range(len(draws))]
    # Where all draws are equal there is no distance, whatever the unit.
    return (np.abs(draws - medians) / np.where(spread > 0, spread, 1)).mean(axis=1)


def _printed(tutorial: str, points: Sequence[Point]) -> Printed:
    log = log_formats.BY_TUTORIAL[tutorial]
    return {(p.step, name): v for p in points for name, v in log.parse(p.line).values.items()}


def _text(values: Sequence[float]) -> str:
    return f"{values[0]:g}" if len(values) == 1 else f"{len(values)} values"


def _range(values: Sequence[float]) -> str:
    return f"{min(values):g}–{max(values):g}"


def _seeds(n: int) -> str:
    return "1 seed" if n == 1 else f"{n} seeds"
