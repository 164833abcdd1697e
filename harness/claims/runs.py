"""Published values beside the runs of one tutorial: what only full-length runs can tell."""

from collections.abc import Callable, Mapping, Sequence

from harness import curves
from harness.claims.ledger import Finding, Verdict, holds
from harness.curves import Curve
from harness.judging import unknown_seed
from harness.judging.outcome import Outcome
from harness.published import Tutorial
from harness.records import RunRecord, Status
from reproductions.log_formats import Point

__all__ = ["Runs", "comparable"]

_VERDICTS = {
    Outcome.REPRODUCED: Verdict.HOLDS,
    Outcome.DEVIATES: Verdict.DOES_NOT_HOLD,
    Outcome.CANNOT_TELL: Verdict.NEEDS_RUNS,
}


def comparable(tutorial: str, records: Sequence[RunRecord]) -> dict[int, RunRecord]:
    """Returns, by seed, the records of a tutorial that are finished, full-length and on MNIST."""
    return {
        r.task.seed: r
        for r in records
        if r.task.tutorial == tutorial and r.status is Status.FINISHED and r.task.comparable
    }


class Runs:
    """The curves of one tutorial that can be compared with its post, one per seed."""

    def __init__(
        self, tutorial: Tutorial, records: Sequence[RunRecord], recorded: Mapping[int, Curve]
    ):
        """Takes the runs at hand that are `comparable`, and the recorded ones of other seeds."""
        self._tutorial = tutorial
        at_hand = comparable(tutorial.name, records)
        own = {seed: curves.of(record.points) for seed, record in at_hand.items()}
        self._by_seed = {**recorded, **own}

    def beside(self, points: Sequence[Point], *metrics: str) -> Finding:
        """Says whether the values of published points could be a run's: `unknown_seed.judge`."""
        log = {key: v for key, v in curves.of(points).items() if key[1] in metrics}
        values = f"{next(iter(log.values())):g}" if len(log) == 1 else f"{len(log)} values"
        if not self._by_seed:
            return self._missing(f"published {values}")
        judgement = unknown_seed.judge(self._tutorial, [log], list(self._by_seed.values()))
        evidence = f"published {values}; {self._seeds()}"
        if judgement.p_value is not None:
            evidence += f", p = {judgement.p_value:.2g}"
        return _VERDICTS[judgement.outcome], f"{evidence}; {judgement.reason}"

    def all_above(self, bound: float, value: Callable[[Curve], float], what: str) -> Finding:
        """Says whether a value is above the bound in every run."""
        if not self._by_seed:
            return self._missing(f"above {bound:g} is stated")
        values = [
            value(curves.as_printed(self._tutorial.name, run)) for run in self._by_seed.values()
        ]
        above = sum(v > bound for v in values)
        evidence = f"{what} of {self._seeds()}: {_range(values)}; {above} above {bound:g}"
        return holds(above == len(values)), evidence

    def _seeds(self) -> str:
        return "1 seed" if len(self._by_seed) == 1 else f"{len(self._by_seed)} seeds"

    def _missing(self, asked: str) -> Finding:
        command = f"python runner.py {self._tutorial.name} --seeds 19, then --claims --out out"
        return Verdict.NEEDS_RUNS, f"{asked}; no full-length run on MNIST is at hand: {command}"


def _range(values: Sequence[float]) -> str:
    return f"{min(values):g}–{max(values):g}"
