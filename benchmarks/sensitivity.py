"""How sensitive the judge is: which planted deviations it catches, and how often it errs.

Made in a minute or two from the trainings that `python -m benchmarks.record` recorded and from the
references in expected_logs/reference/; trains nothing, loads no TensorFlow.
"""

import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

import numpy as np

from benchmarks import record
from benchmarks.report import markdown
from benchmarks.variations import DEVIATIONS, HONEST
from compat.arguments import Parser
from harness import published, reference
from harness.curves import Curve
from harness.judging import known_seed, unknown_seed
from harness.judging.known_seed import Likeness
from harness.judging.outcome import Outcome
from harness.published import Tutorial
from harness.reference import Reference
from harness.reporting.tables import Table

__all__ = ["main"]

_POOLED = 4

_DRAWS = 200
"""Of several logs out of all honest ones; single ones are each drawn once."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    parser = Parser(prog="python -m benchmarks.sensitivity", description=__doc__)
    parser.parse_args(arguments)
    try:
        recorded = {name: reference.read(name) for name in record.PORTS}
        there = [_Judged(published.tutorial(n), made) for n, made in recorded.items() if made]
    except (OSError, ValueError) as error:
        parser.error(str(error))
    for table in (_deviations(there), _honest(there), _roundings(there)):
        print("\n" + markdown(table, parser.prog))
    return 0


class _Judged:
    """What the judge says of the recorded trainings of one port."""

    def __init__(self, tutorial: Tutorial, recorded: Reference):
        self.tutorial = tutorial
        self.name = tutorial.name
        self._recorded = recorded
        self._trainings = record.read(record.DIRECTORY / f"{tutorial.name}.csv")
        self._roundings = record.read(reference.DIRECTORY / f"{tutorial.name}.drift.csv")
        self._drift = known_seed.read_drift(recorded)
        self.members = len(recorded.runs)

    @cached_property
    def pooled(self) -> int:
        """How many logs of each deviation are judged together: four, or as many as there are."""
        whole = Counter(v for v, s in self._trainings if v != HONEST.name and s in self._whole(v))
        most = max(whole.values(), default=0)
        return most if 1 < most < _POOLED else _POOLED

    def unknown(self, variation: str, pooled: int) -> list[bool]:
        """Returns which logs, or groups of logs, of full length are called deviating.

        The recorded runs of their own seeds, which begin alike, are left out of the ensemble.
        """
        whole = self._whole(variation)
        groups = [list(whole)[i : i + pooled] for i in range(0, len(whole) - pooled + 1, pooled)]
        return [
            self._deviate([whole[seed] for seed in group], self._recorded.without(group))
            for group in groups
        ]

    def redrawn(self, pooled: int) -> list[bool]:
        """Returns which logs, or groups of logs, deviate from all the other honest ones.

        Drawn out of the recorded runs and the honest logs of other seeds together, so that the
        share does not hang on which seeds happen to be the recorded ones.
        """
        runs = list({**self._recorded.runs, **self._whole(HONEST.name)}.values())
        if pooled == 1:
            draws = [[i, *(j for j in range(len(runs)) if j != i)] for i in range(len(runs))]
        else:
            random = np.random.default_rng(0)
            draws = [list(random.permutation(len(runs))) for _ in range(_DRAWS)]
        return [
            self._deviate([runs[i] for i in draw[:pooled]], [runs[i] for i in draw[pooled:]])
            for draw in draws
        ]

    def known(self, variation: str) -> list[bool]:
        """Returns which runs are called another computation than the recorded run."""
        return [
            self._compare(curve, seed, self._drift) is Likeness.OTHER
            for (name, seed), curve in self._trainings.items()
            if name == variation and seed in self._recorded.runs
        ]

    def roundings(self) -> Iterator[tuple[str, list[Likeness]]]:
        """Yields, per rounding, what its runs are called by the drift of the other roundings."""
        for left_out in dict.fromkeys(name for name, _ in self._roundings):
            others = known_seed.drift(
                (curve, self._recorded.runs[seed])
                for (name, seed), curve in self._roundings.items()
                if name != left_out and seed in self._recorded.runs
            )
            yield (
                left_out,
                [
                    self._compare(curve, seed, others)
                    for (name, seed), curve in self._roundings.items()
                    if name == left_out and seed in self._recorded.runs
                ],
            )

    def _compare(self, curve: Curve, seed: int, drift: known_seed.Drift) -> Likeness:
        recorded = self._recorded.runs[seed]
        return known_seed.compare(self.tutorial, curve, recorded, drift).likeness

    def _deviate(self, logs: Sequence[Curve], ensemble: Sequence[Curve]) -> bool:
        return unknown_seed.judge(self.tutorial, logs, ensemble).outcome is Outcome.DEVIATES

    def _whole(self, variation: str) -> dict[int, Curve]:
        """Returns seed → curve of the trainings of full length."""
        return {
            seed: curve
            for (name, seed), curve in sorted(self._trainings.items())
            if name == variation and self._is_whole(curve)
        }

    def _is_whole(self, curve: Curve) -> bool:
        last = max(step for step, _ in curve)
        diverged = any(map(math.isnan, curve.values()))
        return last >= self.tutorial.last_printed_step or diverged


def _deviations(there: Sequence[_Judged]) -> Table:
    rows, gross = [], []
    for variation in DEVIATIONS:
        row = [f"**{variation.name}**" if variation.gross else variation.name]
        for judged in there:
            one_log = judged.unknown(variation.name, 1)
            gross += one_log if variation.gross else []
            together = judged.unknown(variation.name, judged.pooled)
            row += map(_share, (one_log, together, judged.known(variation.name)))
        rows.append(row)
    headers = ["deviation"]
    for judged in there:
        number = judged.tutorial.number
        headers += [f"{number}: 1 log", f"{number}: {judged.pooled} logs", f"{number}: same seed"]
    return _without_empty(
        Table(
            "Planted deviations: how many were caught",
            headers,
            rows,
            [
                "Gross ones are bold. Empty: nothing like it in the tutorial, or not recorded.",
                f"Of the gross ones, one log gives away {_in_words(gross)}.",
            ],
        )
    )


def _honest(there: Sequence[_Judged]) -> Table:
    columns = {
        "1 log": [judged.unknown(HONEST.name, 1) for judged in there],
        f"{_POOLED} logs": [judged.unknown(HONEST.name, _POOLED) for judged in there],
        "1 of all honest ones": [judged.redrawn(1) for judged in there],
        f"{_POOLED} of all honest ones": [judged.redrawn(_POOLED) for judged in there],
    }
    rows = [
        [judged.name, str(judged.members), *(_share(column[i]) for column in columns.values())]
        for i, judged in enumerate(there)
    ]
    one, several, one_of_all, several_of_all = (
        _in_words([*chain(*column)]) for column in columns.values()
    )
    return Table(
        "False alarms: honest logs called deviating",
        ["tutorial", "recorded seeds", *columns],
        rows,
        [
            f"Of other seeds: of single logs {one}, of groups of {_POOLED} {several}.",
            f"Of all honest ones: of single logs {one_of_all}, of groups {several_of_all}.",
        ],
    )


def _roundings(there: Sequence[_Judged]) -> Table:
    rows = []
    for judged in there:
        for name, likenesses in judged.roundings():
            counts = Counter(map(str, likenesses))
            said = ", ".join(f"{count} {likeness}" for likeness, count in counts.items())
            rows.append([judged.name, name, said])
    return Table(
        "The same program under other roundings, by the drift of the other roundings alone",
        ["tutorial", "rounding", "called"],
        rows,
        [],
    )


def _without_empty(table: Table) -> Table:
    """Returns the table without rows and columns of which nothing was recorded."""
    rows = [row for row in table.rows if any(row[1:])]
    full = [i for i in range(len(table.headers)) if i == 0 or any(row[i] for row in rows)]
    return table._replace(
        headers=[table.headers[i] for i in full], rows=[[row[i] for i in full] for row in rows]
    )


def _share(called: Sequence[bool]) -> str:
    return f"{sum(called)}/{len(called)}" if called else ""


def _in_words(called: Sequence[bool]) -> str:
    share = f" ({100 * sum(called) / len(called):.1f} %)" if called else ""
    return f"{sum(called)} of {len(called)}{share}"


if __name__ == "__main__":
    sys.exit(main())
