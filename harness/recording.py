"""Recording references: which runs are missing in `expected_logs/reference/`, and adding them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from harness import published, reference, suite
from harness.records import Data, RunRecord, Task

__all__ = ["CannotRecordError", "missing", "save"]


class CannotRecordError(Exception):
    """The runs do not go with what is recorded already; one line: why, and what to do."""


def missing(names: Iterable[str], seeds: int | None, data: Data) -> list[Task]:
    """Returns the full-length runs that the references of these tutorials lack.

    seeds: how many are wanted, from 1 up; None: as many as `expected_logs/NAME.toml` asks for. A
        tutorial with bit-identical trajectories to another's is recorded by that one.
    Raises CannotRecordError when a reference is of another program than today's port.
    """
    tasks = []
    for name in dict.fromkeys(published.tutorial(name).reference for name in names):
        try:
            recorded = reference.read(name)
        except ValueError as error:
            raise CannotRecordError(str(error)) from error
        wanted = range(1, (seeds or published.tutorial(name).reference_seeds) + 1)
        there = recorded.runs if recorded else {}
        tasks += suite.tasks([name], [seed for seed in wanted if seed not in there], data, None)
    return tasks


def save(records: Sequence[RunRecord]) -> Iterator[tuple[Path, int]]:
    """Adds finished runs to the references; yields each file written, and how many seeds it has.

    Raises CannotRecordError when the runs are of another program, data or TensorFlow.
    """
    for name in dict.fromkeys(record.task.tutorial for record in records):
        try:
            extended = reference.extended(
                reference.read(name), [r for r in records if r.task.tutorial == name]
            )
        except ValueError as error:
            raise CannotRecordError(str(error)) from error
        if extended:
            yield reference.write(extended), len(extended.runs)
