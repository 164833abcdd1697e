"""Goes on with a directory of runs: which of them count, and whether they are today's program's."""

import concurrent.futures
import math
import multiprocessing
from collections.abc import Sequence

from harness import store, training
from harness.records import RunRecord, Status, Task

__all__ = ["OtherProgramError", "finished", "longer"]


class OtherProgramError(Exception):
    """The directory holds runs of another program, or on other data."""


def finished(tasks: Sequence[Task], directory: str) -> list[RunRecord]:
    """Returns the stored runs of those of the tasks that need not be run again.

    Those that failed are run again: another try may succeed.

    Raises OtherProgramError when a stored run of a task has other hyperparameters, data, length or
    graph than it would have today, or its port cannot be built; OSError or ValueError when the
    directory cannot be read.
    """
    wanted = {task.key: task for task in tasks}
    stored = [
        r for r in store.read(directory) if r.task.key in wanted and r.status is not Status.FAILED
    ]
    today = _programs({r.task.tutorial for r in stored})
    for record in stored:
        task = wanted[record.task.key]
        program = today[task.tutorial]
        for what, then, now in (
            ("data", record.task.data.sha256, task.data.sha256),
            ("steps", record.task.steps or "all", task.steps or "all"),
            ("hyperparameters", record.hyperparameters, program.hyperparameters),
            ("graph", record.graph_sha256, program.graph_sha256),
        ):
            if then != now:
                raise OtherProgramError(
                    f"{directory} was made with other {what}: {record.task} has "
                    f"{_difference(then, now)}; use another directory"
                )
    return stored


def longer(tasks: Sequence[Task], directory: store.Store) -> Task | None:
    """Returns a task of which the directory has a longer run, which would be lost; else None."""
    for task in tasks:
        there = directory.stored(task)
        if there and there.status is Status.FINISHED and _steps(there.task) > _steps(task):
            return task
    return None


def _steps(task: Task) -> float:
    return math.inf if task.steps is None else task.steps


def _programs(tutorials: set[str]) -> dict[str, training.Program]:
    """Asks a process of its own, so that this one stays free of TensorFlow."""
    if not tutorials:
        return {}
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        made = {name: pool.submit(training.program, name) for name in sorted(tutorials)}
        for name, future in made.items():
            if error := future.exception():
                raise OtherProgramError(
                    f"{name} cannot be built today, {type(error).__name__}: {error}"
                )
        return {name: future.result() for name, future in made.items()}


def _difference(then, now) -> str:
    if isinstance(then, dict):
        name = next(k for k in sorted({*then, *now}) if then.get(k) != now.get(k))
        return f"{name} {then.get(name)}, today it is {now.get(name)}"
    return f"{then}, today it is {now}"
