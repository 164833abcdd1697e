"""Shows on standard error how the trainings go: live on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Sequence
from typing import Protocol

from harness import published
from harness.records import Ended, Printed, RunRecord, Started, Task, Update
from reproductions.log_formats import Point

__all__ = ["Display", "display"]

_SECONDS_BETWEEN_LINES = 10


class Display(Protocol):
    """Takes every update as it happens; used as a context manager around the whole."""

    def __enter__(self) -> "Display": ...

    def __exit__(self, *exception) -> None: ...

    def show(self, update: Update) -> None: ...


def display(tasks: Sequence[Task], *, live: bool | None = None) -> Display:
    """Returns the display that fits: `live` None means live when standard error is a terminal."""
    if live is None:
        live = sys.stderr.isatty()
    return _Live(tasks) if live else _Lines(tasks)


class _Clock:
    """Per task: when it began, how far it is, and how long the rest will take."""

    def __init__(self, task: Task):
        self.total = task.steps or published.tutorial(task.tutorial).steps
        self.began = time.monotonic()
        self.step = 0

    def note(self, point: Point) -> str:
        """Returns the point's accuracies and losses, and how long the rest will take."""
        parts = [
            f"{name.replace('_', ' ')} {value:.4g}"
            for name, value in point.values.items()
            if name.endswith(("accuracy", "loss"))
        ]
        if self.step:
            left = (time.monotonic() - self.began) / self.step * (self.total - self.step)
            parts.append(f"{_duration(left)} left")
        return ", ".join(parts)


class _Lines:
    """A line when a run starts, at most one in ten seconds while it goes, and one at its end."""

    def __init__(self, tasks: Sequence[Task]):
        self._count = len(tasks)
        self._ended = 0
        self._clocks: dict[Task, _Clock] = {}
        self._last_line: dict[Task, float] = {}

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass

    def show(self, update: Update) -> None:
        now = time.monotonic()
        match update:
            case Started(task):
                self._clocks[task] = clock = _Clock(task)
                self._last_line[task] = now
                self._print(task, f"started, {clock.total} steps")
            case Printed(task, point):
                clock = self._clocks[task]
                clock.step = point.step
                if now - self._last_line[task] >= _SECONDS_BETWEEN_LINES:
                    self._last_line[task] = now
                    self._print(task, f"{clock.note(point)}, step {clock.step} of {clock.total}")
            case Ended(record):
                self._ended += 1
                self._print(record.task, f"{_outcome(record)} ({self._ended} of {self._count})")

    def _print(self, task: Task, message: str) -> None:
        print(f"{task}: {message}", file=sys.stderr, flush=True)


class _Live:
    """A bar per running task and one for all of them; a line stays for every run that ended."""

    def __init__(self, tasks: Sequence[Task]):
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}"),
            console=Console(stderr=True),
            redirect_stdout=sys.stdout.isatty(),
        )
        self._all = self._progress.add_task("all runs", total=len(tasks), note="")
        self._bars: dict[Task, int] = {}
        self._clocks: dict[Task, _Clock] = {}

    def __enter__(self):
        self._progress.start()
        return self

    def __exit__(self, *exception):
        self._progress.stop()

    def show(self, update: Update) -> None:
        match update:
            case Started(task):
                self._clocks[task] = clock = _Clock(task)
                self._bars[task] = self._progress.add_task(str(task), total=clock.total, note="")
            case Printed(task, point):
                clock = self._clocks[task]
                clock.step = point.step
                self._progress.update(
                    self._bars[task], completed=clock.step, note=clock.note(point)
                )
            case Ended(record):
                self._progress.remove_task(self._bars.pop(record.task))
                self._progress.console.print(f"{record.task}: {_outcome(record)}", markup=False)
                self._progress.advance(self._all)


def _outcome(record: RunRecord) -> str:
    if record.detail:
        return f"{record.status}: {record.detail}"
    return f"{record.status} after {_duration(record.wall_seconds)}"


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds:02d} s" if minutes else f"{seconds} s"
