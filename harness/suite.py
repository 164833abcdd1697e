"""One call of the runner: make the tasks, train them, keep what they print, show the tables."""

import contextlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harness import progress, published, scheduling
from harness.data import STAND_IN_STEPS
from harness.records import Data, Ended, Printed, RunRecord, Status, Task
from harness.reporting import tables, terminal
from harness.store import Store

__all__ = ["Outcome", "report", "tasks", "train"]


@dataclass(frozen=True)
class Outcome:
    """What came of the tasks: the runs that ended, and whether Ctrl-C cut off the rest."""

    records: tuple[RunRecord, ...]
    interrupted: bool

    @property
    def went_wrong(self) -> bool:
        """Whether any run diverged or failed."""
        return any(r.status is not Status.FINISHED for r in self.records)

    @property
    def comparable(self) -> bool:
        """Whether any run can be compared with its post: full length, on MNIST."""
        return any(r.task.steps is None and not r.task.data.stand_in for r in self.records)


def tasks(
    names: Iterable[str], seeds: Iterable[int], data: Data, steps: int | None, threads: int
) -> list[Task]:
    """Returns the tasks, tutorial by tutorial; on stand-in data they are short by default."""
    if steps is None and data.stand_in:
        steps = STAND_IN_STEPS
    seeds = list(seeds)
    return [Task(name, seed, data, _cut(name, steps), threads) for name in names for seed in seeds]


def _cut(name: str, steps: int | None) -> int | None:
    """Returns None where `steps` do not cut the post's own run short."""
    return steps if steps is not None and steps < published.tutorial(name).steps else None


def train(tasks: Sequence[Task], store: Store, *, jobs: int, live: bool | None) -> Outcome:
    """Runs the tasks and stores each run as it ends; Ctrl-C stops the trainings under way.

    A single run prints its post's lines to standard output as they come.
    """
    records: dict[Task, RunRecord] = {}
    interrupted = False
    with progress.display(tasks, live=live) as display:
        updates = scheduling.run(tasks, jobs)
        try:
            with contextlib.closing(updates):
                for update in updates:
                    display.show(update)
                    match update:
                        case Printed(_, point) if len(tasks) == 1:
                            print(point.line, flush=True)
                        case Ended(record):
                            store.save(record)
                            records[record.task] = record
        except KeyboardInterrupt:
            interrupted = True
    return Outcome(tuple(records[t] for t in tasks if t in records), interrupted)


def report(outcome: Outcome, store: Store, exit_code: int) -> None:
    """Writes `results.json` and prints the tables, the summary last, where it is seen."""
    store.save_results(outcome.records, exit_code)
    catalogue = published.catalogue()
    for tutorial in catalogue:
        runs = [r for r in outcome.records if r.task.tutorial == tutorial.name]
        if runs:
            print("\n" + terminal.render(tables.comparison(tutorial, runs)))
    if outcome.records:
        print("\n" + terminal.render(tables.summary(catalogue, outcome.records)))
    if outcome.interrupted:
        print(f"Interrupted; {len(outcome.records)} finished runs are kept.", file=sys.stderr)
    print(f"Logs and results: {store.directory}/", flush=True)
