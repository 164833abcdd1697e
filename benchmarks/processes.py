"""Processes that are measured: teams of programs that work when asked to, and whole commands."""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

__all__ = ["ROOT", "WARM_UP", "MeasurementError", "Team", "running", "seconds"]

ROOT = Path(__file__).resolve().parent.parent

WARM_UP = 3
"""Steps that load, compile and allocate, before those that are measured."""


class MeasurementError(Exception):
    """A measured process has failed; the message is one line."""


class Team:
    """Copies of one of `benchmarks.programs`, which work side by side when asked to.

    While they are not asked, they wait and take no processor time: several teams can take turns.
    """

    def __init__(self, program: str, *, size: int = 1, **options):
        """options: of the program's `run`."""
        self._name = program
        self._size = size
        self._options = options

    def __enter__(self) -> "Team":
        options = json.dumps(self._options)
        command = [sys.executable, "-m", "benchmarks.programs", self._name, options]
        self._stderr = tempfile.TemporaryFile("w+")
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": self._stderr}
        self._processes = [
            subprocess.Popen(command, cwd=ROOT, text=True, **pipes) for _ in range(self._size)
        ]
        return self

    def __exit__(self, *exception) -> None:
        for process in self._processes:
            process.kill()  # it has nothing to finish
        for process in self._processes:
            process.wait()
            process.stdout.close()
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
        self._stderr.close()

    @property
    def pids(self) -> list[int]:
        return [process.pid for process in self._processes]

    def wait_until_ready(self) -> None:
        """Returns when all are loaded and built, and hold before their first step."""
        self._answers()

    def round(self, steps: int) -> list[list[float]]:
        """Lets all of them make so many steps; returns, per process, the seconds of each step.

        Raises MeasurementError when one has come to an end.
        """
        for process in self._processes:
            with contextlib.suppress(BrokenPipeError):  # noticed when its answer is awaited
                print(steps, file=process.stdin, flush=True)
        return self._answers()

    def _answers(self) -> list[list[float]]:
        answers = [process.stdout.readline() for process in self._processes]
        if not all(answers):
            last = _last_line(self._stderr)
            raise MeasurementError(f"{self._name}: a process ended before it was told to: {last}")
        return [json.loads(answer) for answer in answers]


@contextlib.contextmanager
def running(command: Sequence[str], good: Sequence[int] = (0,)) -> Iterator[subprocess.Popen]:
    """Starts a command; when the block is over, waits for it.

    Raises MeasurementError unless it ends with one of the exit codes `good`.
    """
    with tempfile.TemporaryFile("w+") as stderr:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=stderr)
        try:
            yield process
            process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise
        last = _last_line(stderr)
    if process.returncode not in good:
        words = " ".join(command[1:])
        raise MeasurementError(f"{words}: exit code {process.returncode}: {last}")


def seconds(*commands: Sequence[str], good: Sequence[int] = (0,)) -> float:
    """Runs the commands one after another; returns how long that took."""
    began = time.perf_counter()
    for command in commands:
        with running(command, good):
            pass
    return time.perf_counter() - began


def _last_line(file: TextIO) -> str:
    file.seek(0)
    *_, last = ["nothing on stderr", *file.read().splitlines()]
    return last
