"""Is a run the run of its seed? The same seed means the same weights and the same batches.

So two runs of one program agree to the bit, or, where additions are made in another order, begin
equal and drift apart; another program differs from its first lines on. How far runs of one program
drift was measured: `expected_logs/reference/NAME.drift.csv` has runs under other roundings. A run
that is farther from the recorded one than any of those was by then, with some room, is of another
program.
"""

import enum
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from harness import curves, reference
from harness.curves import Curve, Key
from harness.judging.outcome import ALPHA
from harness.published import Tutorial
from harness.reference import Reference
from reproductions import log_formats

__all__ = ["Comparison", "Drift", "Likeness", "compare", "read_drift", "tells_seeds_apart"]

_ROOM = 10.0
"""How many times the farthest that was measured is still rounding.

Rounding grows by a factor with each step, and a few seeds do not show the largest: with 3, one of
32 runs under other roundings was another computation by the drift of the others. No planted
deviation is missed with 10 that is caught with 3.
"""


class Likeness(enum.StrEnum):
    """How alike two runs from one seed are."""

    EQUAL = "bit-equal"
    AS_PRINTED = "equal as printed"
    ROUNDING = "same computation, other rounding"
    OTHER = "another computation"
    UNKNOWN = "cannot tell"


@dataclass(frozen=True)
class Comparison:
    """A run beside the recorded run of its seed.

    at: the first point that differs; in another computation the first that no rounding explains,
        where it cannot be told the first that was not measured. None where none differs.
    ours, theirs: its values in the run and as recorded.
    """

    likeness: Likeness
    at: Key | None = None
    ours: float = 0.0
    theirs: float = 0.0

    def __str__(self) -> str:
        if self.at is None:
            return str(self.likeness)
        step, metric = self.at
        what = f"{metric.replace('_', ' ')} at step {step}"
        ours, theirs = f"{self.ours:.6g}", f"{self.theirs:.6g}"
        if ours == theirs:
            ours, theirs = f"{self.ours:.9g}", f"{self.theirs:.9g}"  # tells any two float32 apart
        return f"{self.likeness}; {what}: {ours}, not {theirs} ({self.ours - self.theirs:+.2g})"


Drift = Mapping[Key, float]
"""(step, metric) → the farthest that a run of the same program and seed was away by then."""


def read_drift(recorded: Reference | None, directory: Path = reference.DIRECTORY) -> Drift:
    """Returns the measured drift from recorded runs; empty when none was measured.

    Raises ValueError when the file is damaged.
    """
    if recorded is None:
        return {}
    path = directory / f"{recorded.provenance.tutorial}.drift.csv"
    if not path.exists():
        return {}
    runs = [
        (curve, recorded.runs[int(seed)])
        for (_, seed), curve in curves.read(path, ["variation", "seed"]).items()
        if int(seed) in recorded.runs
    ]
    return drift(runs)


def drift(pairs: Iterable[tuple[Curve, Curve]]) -> Drift:
    """Returns how far the two runs of each pair are apart at most, up to each step."""
    apart: dict[Key, float] = {}
    for run, recorded in pairs:
        for key in run.keys() & recorded.keys():
            apart[key] = max(apart.get(key, 0.0), abs(run[key] - recorded[key]))
    farthest: dict[str, float] = {}
    made = {}
    for step, metric in sorted(apart):
        farthest[metric] = max(farthest.get(metric, 0.0), apart[step, metric])
        made[step, metric] = farthest[metric]
    return made


def compare(
    tutorial: Tutorial,
    run: Curve,
    recorded: Curve,
    drift: Drift,
    *,
    printed: bool = False,
    decimals: Mapping[str, int] = MappingProxyType({}),
) -> Comparison:
    """Compares a run with the recorded run of the same seed, as float32.

    printed: the run is a log, of which only the printed digits can be compared.
    decimals: metric → so many, to which its values have been rounded in both.

    OTHER: a value that is no number, or that is farther away than rounding was measured to drift.
    UNKNOWN: no point in common, or a difference where no drift was measured; at is the first such.
    """
    if printed:
        run, recorded = (curves.as_printed(tutorial.name, c) for c in (run, recorded))
    keys = [key for key in run if key in recorded]
    if not keys:
        return Comparison(Likeness.UNKNOWN)
    differing = sorted(k for k in keys if np.float32(run[k]) != np.float32(recorded[k]))
    if not differing:
        return Comparison(Likeness.AS_PRINTED if printed else Likeness.EQUAL)

    def beyond(key: Key) -> bool:
        bound = _bound(key, drift, tutorial, decimals) if key in drift else math.inf
        return not abs(run[key] - recorded[key]) < bound  # or no number at all

    unmeasured = [key for key in differing if key not in drift]
    if other := [key for key in differing if beyond(key)]:
        likeness, at = Likeness.OTHER, other[0]
    elif unmeasured:
        likeness, at = Likeness.UNKNOWN, unmeasured[0]
    else:
        likeness, at = Likeness.ROUNDING, differing[0]
    return Comparison(likeness, at, run[at], recorded[at])


def tells_seeds_apart(
    tutorial: Tutorial,
    log: Curve,
    runs: Mapping[int, Curve],
    seed: int,
    drift: Drift,
    decimals: Mapping[str, int],
) -> bool:
    """Whether runs of other seeds are another computation than the run of `seed`, judged by no more
    than the points that a log has; of one in twenty it may fail to show.

    Late accuracies do not tell: by then rounding has drifted as far as seeds differ.
    """
    taken_for_it = [
        compare(
            tutorial,
            {key: run[key] for key in log if key in run},
            runs[seed],
            drift,
            printed=True,
            decimals=decimals,
        ).likeness
        is not Likeness.OTHER
        for other, run in runs.items()
        if other != seed
    ]
    return sum(taken_for_it) <= ALPHA * len(taken_for_it)


def _bound(key: Key, drift: Drift, tutorial: Tutorial, decimals: Mapping[str, int]) -> float:
    """Returns the largest difference that is rounding.

    By any rounding one image may fall to the other side, and the last printed digit change.
    """
    _, metric = key
    images = tutorial.images(metric)
    one_image = 1 / images if images else 0.0
    last_digit = 2 * log_formats.BY_TUTORIAL[tutorial.name].half_width(metric, 1.0)
    if metric in decimals:
        last_digit = max(last_digit, 10.0 ** -decimals[metric])
    return 1.001 * (_ROOM * drift[key] + one_image + last_digit)
