"""The harness over the bare loop: what scheduling, checks, progress and files add to a training.

Bare is the port's generator, drained in a plain session. The harness is what `runner.py --jobs 1`
does for a task, from handing it to a worker that has TensorFlow loaded until its files are written.
Both build their graph anew for each training. They take turns; the first turn of each, which loads
TensorFlow, does not count.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.measure import middle, ratios, spread
from benchmarks.processes import MeasurementError, Team
from benchmarks.settings import Settings
from harness import data, scheduling, suite
from harness.records import Ended, Started, Task, Update
from harness.reporting.tables import Table
from harness.store import Store

__all__ = ["STEPS", "measure", "tables"]

STEPS = 200


def measure(settings: Settings) -> dict[str, Any]:
    """Returns `seconds`: tutorial → bare, harness → [turn]; and `steps`."""
    return {
        "seconds": {tutorial: _turns(settings, tutorial) for tutorial in settings.tutorials},
        "steps": {name: settings.length(name, STEPS) for name in settings.tutorials},
    }


def _turns(settings: Settings, tutorial: str) -> dict[str, list[float]]:
    print(f"overhead: {tutorial}", file=sys.stderr)
    seconds: dict[str, list[float]] = {"bare": [], "harness": []}
    options = {
        "tutorial": tutorial,
        "threads": 1,
        "data_dir": str(settings.data_dir),
        "steps": settings.length(tutorial, STEPS),
    }

    def take_turns(tasks: Sequence[Task]) -> Iterator[Update]:
        """Runs the tasks, each followed by the same training in the bare loop."""
        for update in scheduling.run(tasks, jobs=1):
            if isinstance(update, Started):
                began = time.perf_counter()
            yield update
            if isinstance(update, Ended):  # what was yielded is now stored
                seconds["harness"].append(time.perf_counter() - began)
                seconds["bare"] += bare.round(1)[0]

    mnist = data.choose("mnist", str(settings.data_dir))
    seeds = range(settings.repeats + 1)
    tasks = suite.tasks([tutorial], seeds, mnist, settings.cut(STEPS))
    with (
        Team("bare_loop", **options) as bare,
        tempfile.TemporaryDirectory() as out,
        Store(out) as store,
    ):
        bare.wait_until_ready()
        outcome = suite.train(tasks, store, take_turns, live=False)
    if outcome.interrupted:
        raise KeyboardInterrupt
    if outcome.went_wrong:
        raise MeasurementError(f"overhead: {tutorial} went wrong")
    return {name: turns[1:] for name, turns in seconds.items()}


def tables(samples: dict[str, Any]) -> list[Table]:
    """Returns the one table: seconds with and without the harness, and what it adds in percent."""
    rows = []
    for tutorial, turns in samples["seconds"].items():
        bare, harness = turns["bare"], turns["harness"]
        added = [100 * (ratio - 1) for ratio in ratios(harness, bare)]
        steps = str(samples["steps"][tutorial])
        rows.append([tutorial, steps, middle(bare, 2), middle(harness, 2), spread(added, 1)])
    headers = ["tutorial", "steps", "bare loop, s", "harness, s", "overhead, %"]
    return [Table("Overhead of the harness over the bare loop", headers, rows, [])]
