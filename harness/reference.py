"""Reference ensembles: curves of a port from many seeds, recorded in `expected_logs/reference/`."""

import csv
import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from harness import curves, files, graphs, published
from harness.curves import Curve
from harness.published import EXPECTED_LOGS
from harness.records import RunRecord, Status

__all__ = [
    "DIRECTORY",
    "Provenance",
    "Reference",
    "UnusableReferenceError",
    "check_run",
    "extended",
    "read",
    "write",
]

DIRECTORY = EXPECTED_LOGS / "reference"

_COLUMNS = ["seed", *curves.COLUMNS]


class UnusableReferenceError(ValueError):
    """Runs and reference are not of one program; one line: why, and what to do."""


@dataclass(frozen=True)
class Provenance:
    """What a reference was recorded from.

    tutorial: the port that ran, maybe on behalf of another whose trajectories are bit-identical.
    graph_sha256: as in `graphs.digest`, at this version of TensorFlow.
    date: of the newest of its runs, in ISO format.
    """

    tutorial: str
    tensorflow: str
    numpy: str
    graph_sha256: str
    data_sha256: str
    date: str


@dataclass(frozen=True)
class Reference:
    """The recorded full-length runs of one port: seed → curve, float32 values as measured."""

    provenance: Provenance
    runs: Mapping[int, Curve]

    def without(self, seeds: Collection[int]) -> list[Curve]:
        """Returns the curves of all other seeds: an ensemble for runs from these."""
        return [curve for seed, curve in self.runs.items() if seed not in seeds]


def read(tutorial: str, directory: Path = DIRECTORY) -> Reference | None:
    """Returns the reference that a tutorial is judged against; None when there is none.

    Raises UnusableReferenceError when the port's graph has changed since it was recorded, as far as
    `expected_logs/graphs.toml` tells; ValueError when the file is damaged.
    """
    path = directory / f"{published.tutorial(tutorial).reference}.csv"
    if not path.exists():
        return None
    reference = _parse(path)
    made = reference.provenance
    today = graphs.recorded(made.tensorflow).get(made.tutorial)
    if made.graph_sha256 != today:
        raise UnusableReferenceError(
            f"{path.name} was recorded from graph {made.graph_sha256[:12]}; on TensorFlow "
            f"{made.tensorflow} {made.tutorial} has {(today or 'none')[:12]}; move the file away "
            f"and record it again: python runner.py {made.tutorial} --save-reference"
        )
    return reference


def check_run(record: RunRecord, reference: Reference) -> None:
    """Raises UnusableReferenceError when the run is of another program, or on other data.

    Graphs of two versions of TensorFlow differ in their bytes; `expected_logs/graphs.toml` says
    which are of one program. For a version that it does not have, the graph is not checked.
    """
    tensorflow = record.versions["tensorflow"]
    expected = graphs.recorded(tensorflow).get(record.task.tutorial, record.graph_sha256)
    if record.graph_sha256 != expected:
        raise UnusableReferenceError(
            f"{record.task} ran graph {record.graph_sha256[:12]}, the recorded runs belong to "
            f"{expected[:12]}; undo the change, or record the graph (--export-graph) and the runs "
            "(--save-reference) again"
        )
    if record.task.data.sha256 != reference.provenance.data_sha256:
        raise UnusableReferenceError(
            f"{record.task} trained on other data than the recorded runs; see --data-dir"
        )


def extended(reference: Reference | None, records: Iterable[RunRecord]) -> Reference | None:
    """Returns the reference with the runs of one tutorial added that were finished at full length.

    Raises UnusableReferenceError when a run is of another program, data or version of TensorFlow.
    """
    for record in records:
        if record.status is not Status.FINISHED or record.task.steps is not None:
            continue
        made = _provenance(record)
        if reference is None:
            reference = Reference(made, {})
        then = reference.provenance
        if other := _first_difference(then, made):
            raise UnusableReferenceError(
                f"the reference of {then.tutorial} was recorded with {other} "
                f"{getattr(then, other)}, now it is {getattr(made, other)}; move the file away to "
                "record it anew"
            )
        runs = {**reference.runs, record.task.seed: curves.of(record.points)}
        date = max(then.date, made.date)
        reference = Reference(replace(then, date=date), dict(sorted(runs.items())))
    return reference


def write(reference: Reference, directory: Path = DIRECTORY) -> Path:
    """Writes the file, a comment line per item of the provenance first; returns its path."""
    head = "".join(f"# {name}: {value}\n" for name, value in asdict(reference.provenance).items())
    runs = {(seed,): curve for seed, curve in sorted(reference.runs.items())}
    path = directory / f"{reference.provenance.tutorial}.csv"
    files.write_text(path, head + curves.to_csv(["seed"], runs))
    return path


def _parse(path: Path) -> Reference:
    try:
        lines = path.read_text("utf-8").splitlines()
        head = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
        columns, *rows = csv.reader(line for line in lines if not line.startswith("#"))
        if columns != _COLUMNS:
            raise ValueError(f"its columns are {columns}")
        runs = {int(seed): curve for (seed,), curve in curves.from_rows(rows).items()}
        made = Reference(Provenance(**head), runs)
        if made.provenance.tutorial != path.stem:
            raise ValueError(f"its runs are of {made.provenance.tutorial}")
        _check(made)
        return made
    except (OSError, ValueError, TypeError) as error:
        raise ValueError(f"{path} is not a reference: {error}") from error


def _check(reference: Reference) -> None:
    """Raises ValueError unless all runs have the same points, and values that a run may print."""
    if not reference.runs:
        raise ValueError("it has no runs")
    first = next(iter(reference.runs.values()))
    for seed, curve in reference.runs.items():
        if curve.keys() != first.keys():
            raise ValueError(f"seed {seed} has {len(curve)} values, others have {len(first)}")
        if key := curves.impossible(curve):
            step, metric = key
            raise ValueError(f"seed {seed}, step {step}: {metric} is {curve[key]:g}")


def _provenance(record: RunRecord) -> Provenance:
    return Provenance(
        tutorial=record.task.tutorial,
        tensorflow=record.versions["tensorflow"],
        numpy=record.versions["numpy"],
        graph_sha256=record.graph_sha256,
        data_sha256=record.task.data.sha256,
        date=datetime.date.today().isoformat(),
    )


def _first_difference(then: Provenance, now: Provenance) -> str | None:
    names: Sequence[str] = [f.name for f in fields(Provenance) if f.name != "date"]
    return next((n for n in names if getattr(then, n) != getattr(now, n)), None)
