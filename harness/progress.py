"""Shows on standard error how the trainings go: live on a terminal, plain lines elsewhere."""

import os
import sys
import time
from collections.abc import Sequence
from typing import Protocol

from harness import published, scheduling
from harness.records import Ended, Printed, RunRecord, Started, Task, Update
from reproductions.log_formats import Point

__all__ = ["Display", "display"]

_SECONDS_BETWEEN_LINES = 10

_CANNOT_MOVE = ("dumb", "unknown")
"""Terminals, such as a shell in Emacs, on which Rich draws no bar at all."""


class Display(Protocol):
    """Takes every update as it happens; used as a context manager around the whole."""

    def __enter__(self) -> "Display": ...

    def __exit__(self, *exception) -> None: ...

    def show(self, update: Update) -> None: ...


def display(tasks: Sequence[Task], *, live: bool | None = None) -> Display:
    """Returns the display that fits.

    live: None means live when standard error is a terminal that can move its cursor.
    """
    if live is None:
        live = sys.stderr.isatty() and os.environ.get("TERM") not in _CANNOT_MOVE
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


class _Course:
    """All tasks together: which are under way, how many are over, how long the rest will take."""

    def __init__(self, tasks: Sequence[Task]):
        self.count = len(tasks)
        self.over = 0
        self.clocks: dict[Task, _Clock] = {}  # of the tasks under way
        self._began = time.monotonic()
        self._length = sum(map(scheduling.length, tasks))
        self._length_over = 0.0

    def follow(self, update: Update) -> None:
        match update:
            case Started(task):
                self.clocks[task] = _Clock(task)
            case Printed(task, point):
                self.clocks[task].step = point.step
            case Ended(record):
                self.clocks.pop(record.task, None)
                self.over += 1
                self._length_over += scheduling.length(record.task)

    def left(self) -> str:
        """Returns the time left in words; empty until there is something to go by."""
        done = self._length_over + sum(
            scheduling.length(task) * clock.step / clock.total
            for task, clock in self.clocks.items()
        )
        if not done:
            return ""
        seconds = (time.monotonic() - self._began) / done * (self._length - done)
        return f"about {_duration(seconds)} left"


class _Lines:
    """A line when a run starts, at most one in ten seconds while it goes, and one at its end."""

    def __init__(self, tasks: Sequence[Task]):
        self._course = _Course(tasks)
        self._last_line: dict[Task, float] = {}

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass

    def show(self, update: Update) -> None:
        self._course.follow(update)
        now = time.monotonic()
        match update:
            case Started(task):
                self._last_line[task] = now
                self._print(task, f"started, {self._course.clocks[task].total} steps")
            case Printed(task, point) if now - self._last_line[task] >= _SECONDS_BETWEEN_LINES:
                self._last_line[task] = now
                clock = self._course.clocks[task]
                self._print(task, f"step {clock.step} of {clock.total}, {clock.note(point)}")
            case Ended(record):
                over, count = self._course.over, self._course.count
                left = f", {self._course.left()}" if over < count else ""
                self._print(record.task, f"{_outcome(record)} ({over} of {count}{left})")

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
        self._course = _Course(tasks)
        self._all = self._progress.add_task("all runs", total=len(tasks), note="")
        self._bars: dict[Task, int] = {}

    def __enter__(self):
        self._progress.start()
        return self

    def __exit__(self, *exception):
        self._progress.stop()

    def show(self, update: Update) -> None:
        self._course.follow(update)
        match update:
            case Started(task):
                self._remove(task)  # of an earlier try
                total = self._course.clocks[task].total
                self._bars[task] = self._progress.add_task(str(task), total=total, note="")
            case Printed(task, point):
                clock = self._course.clocks[task]
                note = clock.note(point)
                self._progress.update(self._bars[task], completed=clock.step, note=note)
            case Ended(record):
                self._remove(record.task)
                self._progress.console.print(f"{record.task}: {_outcome(record)}", markup=False)
        self._progress.update(self._all, completed=self._course.over, note=self._course.left())

    def _remove(self, task: Task) -> None:
        if task in self._bars:
            self._progress.remove_task(self._bars.pop(task))


def _outcome(record: RunRecord) -> str:
    if record.detail:
        return f"{record.status}: {record.detail}"
    return f"{record.status} after {_duration(record.wall_seconds)}"


def _duration(seconds: float) -> str:
    """Returns minutes and seconds in words."""
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds:02d} s" if minutes else f"{seconds} s"
