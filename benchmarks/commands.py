"""The two commands that are compared as a user meets them: the runner, and a listing by itself."""

import contextlib
import importlib
import inspect
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import MeasurementError
from benchmarks.settings import Settings
from harness import published
from harness.records import Status

__all__ = ["RUNNER_GOOD", "listing", "runner"]

RUNNER_GOOD = (0, 1, 3)
"""Exit codes of a runner that may have trained all: 1 also says that a number deviates."""


def listing(settings: Settings, tutorial: str, steps: int) -> list[str]:
    """Returns the command that runs the post's listing for so many steps. Loads TensorFlow."""
    command = [sys.executable, "-m", "compat", "--data-dir", str(settings.data_dir)]
    if steps < published.tutorial(tutorial).steps:
        port = importlib.import_module(f"reproductions.{tutorial}")
        # The last parameter has the name that the post gives to the bound of its loop.
        *_, bound = inspect.signature(port.train).parameters
        command += ["--set", f"{bound}={port.bound(steps)}"]
    return [*command, str(settings.listings[tutorial])]


@contextlib.contextmanager
def runner(settings: Settings, steps: int | None, *options: object) -> Iterator[list[str]]:
    """Gives the command that trains with the runner; `options` hold what to train.

    When the block is over, raises MeasurementError unless all runs are finished.
    """
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "runner.py", "--data-dir", settings.data_dir, "--out", out]
        cut = [] if steps is None else ["--steps", steps]
        yield [str(word) for word in (*command, *cut, *options)]
        for run in json.loads((Path(out) / "results.json").read_text())["runs"]:
            if run["status"] != Status.FINISHED:
                raise MeasurementError(f"{run['tutorial']} {run['status']}: {run['detail']}")
