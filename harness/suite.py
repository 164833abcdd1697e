"""One call of the runner: make the tasks, train them, keep what they print, show the tables."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from compat.arguments import EXIT_INTERRUPTED
from harness import progress, published
from harness.data import STAND_IN_STEPS
from harness.judging.verdicts import Verdict
from harness.records import Data, Ended, Printed, RunRecord, Started, Status, Task, Update
from harness.reporting import results, tables, terminal, verdict_tables
from harness.store import Store
from reproductions.log_formats import Point

__all__ = ["Outcome", "close", "report", "tasks", "train", "write_reports"]


@dataclass(frozen=True)
class Outcome:
    """What came of the tasks.

    records: the runs that are over, those of an earlier call included.
    interrupted: whether Ctrl-C cut off the rest.
    problem: why nothing more could be written, in one line; empty when all was.
    """

    records: tuple[RunRecord, ...]
    interrupted: bool = False
    problem: str = ""

    @property
    def went_wrong(self) -> bool:
        """Whether any run diverged or failed, or could not be kept."""
        return bool(self.problem) or any(r.status is not Status.FINISHED for r in self.records)


def tasks(names: Iterable[str], seeds: Iterable[int], data: Data, steps: int | None) -> list[Task]:
    """Returns the tasks, tutorial by tutorial; on stand-in data they are short by default."""
    if steps is None and data.stand_in:
        steps = STAND_IN_STEPS
    seeds = list(seeds)
    return [Task(name, seed, data, _cut(name, steps)) for name in names for seed in seeds]


def _cut(name: str, steps: int | None) -> int | None:
    """Returns None where `steps` do not cut the post's own run short."""
    return steps if steps is not None and steps < published.tutorial(name).steps else None


def train(
    tasks: Sequence[Task],
    store: Store,
    run: Callable[[Sequence[Task]], Iterator[Update]],
    *,
    finished: Sequence[RunRecord] = (),
    live: bool | None = None,
) -> Outcome:
    """Runs the tasks and stores each run as it ends.

    run: what runs the tasks, here or on a cluster, and yields what happens.
    finished: runs of an earlier call, which count as if they had ended here.

    Ctrl-C ends the trainings under way; a second one ends everything at once. When the directory
    cannot be written any more, the trainings end too. What was stored before stays, either way.
    A single run prints its post's lines to standard output as they come. A run that failed keeps
    the lines that it had printed.
    """
    records = {r.task.key: r for r in finished}
    printed: dict[Task, list[Point]] = {}
    interrupted, problem = False, ""

    def keep(update: Update) -> None:
        match update:
            case Started(task):
                printed[task] = []
                store.begin(task)
            case Printed(task, point):
                printed[task].append(point)
                store.append(task, point)
            case Ended(record):
                if record.status is Status.FAILED:
                    record = replace(record, points=tuple(printed.get(record.task, ())))
                records[record.task.key] = record
                store.save(record)

    with progress.display(tasks, live=live) as display:
        try:
            with contextlib.closing(run(tasks)) as updates:
                for update in updates:
                    display.show(update)
                    try:
                        keep(update)
                    except OSError as error:
                        problem = _cannot_write(store, error)
                        if isinstance(update, Ended):
                            del records[update.record.task.key]
                        break
                    if len(tasks) == 1 and isinstance(update, Printed):
                        with contextlib.suppress(OSError):  # nobody reads it: train on
                            print(update.point.line, flush=True)
        except KeyboardInterrupt:
            interrupted = True
            signal.signal(signal.SIGINT, lambda *_: os._exit(EXIT_INTERRUPTED))
        if not problem:
            try:
                store.save_what_is_missing(records.values())
            except OSError as error:
                problem = _cannot_write(store, error)
    in_order = sorted(records.values(), key=lambda r: r.task.key)
    return Outcome(tuple(in_order), interrupted, problem)


def _cannot_write(store: Store, error: OSError) -> str:
    return f"cannot write to {store.directory}: {error.strerror}"


def report(outcome: Outcome, verdicts: Sequence[Verdict], store: Store, exit_code: int) -> bool:
    """Writes `results.json` and prints the tables; the verdicts last, where they are seen.

    Returns whether the file could be written.
    """
    written = True
    try:
        results.write(store.directory, outcome.records, verdicts, exit_code)
    except OSError as error:
        written = False
        if not outcome.problem:
            print(_cannot_write(store, error), file=sys.stderr)
    catalogue = published.catalogue()
    for tutorial in catalogue:
        runs = [r for r in outcome.records if r.task.tutorial == tutorial.name]
        if runs:
            print("\n" + terminal.render(tables.comparison(tutorial, runs)))
    for table in verdict_tables.details(verdicts):
        print("\n" + terminal.render(table))
    if outcome.records:
        print("\n" + terminal.render(tables.summary(catalogue, outcome.records, verdicts)))
    close(outcome, store)
    return written


def write_reports(
    outcome: Outcome,
    verdicts: Sequence[Verdict],
    store: Store,
    exit_code: int,
    *,
    baseline: Sequence[RunRecord] | None,
    with_claims: bool,
    with_tensorboard: bool,
) -> bool:
    """Writes the reports beside the runs; none when there is nothing to report, or no room.

    with_claims: check what the posts state first, where whole runs on MNIST are at hand.
    Returns whether what was to be written could be.
    """
    from harness import claims
    from harness.reporting import reports, tensorboard

    if outcome.interrupted or outcome.problem or not outcome.records:
        return True
    ledger = []
    whole = [r for r in outcome.records if r.task.comparable]
    try:
        if with_claims and whole:
            ledger = claims.check(whole, source=whole[0].task.data)
            store.save_claims(ledger)
        written = reports.write(
            store.directory, outcome.records, verdicts, exit_code, claims=ledger, baseline=baseline
        )
        if with_tensorboard:
            written.append(tensorboard.write(store.directory, outcome.records))
    except OSError as error:
        print(f"cannot write the reports to {store.directory}: {error.strerror}", file=sys.stderr)
        return False
    print(f"Report: {written[0]}", flush=True)
    return True


def close(outcome: Outcome, store: Store) -> None:
    """Says what was kept, and how to go on when something is missing."""
    if outcome.problem:
        print(outcome.problem, file=sys.stderr)
    if outcome.interrupted or outcome.problem:
        kept = sum(r.status is not Status.FAILED for r in outcome.records)
        what = "Interrupted" if outcome.interrupted else "Stopped"
        print(
            f"{what}; {kept} finished runs are kept. "
            f"To go on: the same command with --resume {store.directory}",
            file=sys.stderr,
        )
    print(f"Logs and results: {store.directory}/", flush=True)
