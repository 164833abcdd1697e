"""From one job to one per core: how the throughput grows, and the memory with it.

As the runner has it: a training that runs alone gets all cores as inter-op threads, trainings side
by side share them. The processes are ports without the harness.
"""

import contextlib
import functools
import sys
from typing import Any

from benchmarks import footprint
from benchmarks.footprint import Footprint
from benchmarks.measure import middle, ratios, spread, steps_per_second, take_turns
from benchmarks.processes import WARM_UP, Team
from benchmarks.settings import Settings
from harness.reporting.tables import Table

__all__ = ["STEPS", "measure", "tables"]

STEPS = 55
"""With the steps to warm up more than 50: after that many, 004 evaluates for the first time."""


def measure(settings: Settings) -> dict[str, Any]:
    """Returns tutorial → jobs, as text → `turns`, [turn][process][step] in seconds; `footprints`.

    The footprints are one per process, after the last turn; empty where they are not known.
    """
    return {tutorial: _measure(settings, tutorial) for tutorial in settings.tutorials}


def _measure(settings: Settings, tutorial: str) -> dict[str, dict[str, Any]]:
    print(f"jobs: {tutorial}", file=sys.stderr)
    steps = settings.steps or STEPS
    with contextlib.ExitStack() as stack:
        teams = {
            str(jobs): stack.enter_context(
                Team(
                    "port",
                    size=jobs,
                    tutorial=tutorial,
                    threads=settings.jobs // jobs,
                    data_dir=str(settings.data_dir),
                )
            )
            for jobs in _counts(settings.jobs)
        }
        for team in teams.values():
            team.wait_until_ready()
            team.round(WARM_UP)
        turns = take_turns(
            {jobs: functools.partial(team.round, steps) for jobs, team in teams.items()},
            settings.repeats,
        )
        return {
            jobs: {
                "turns": turns[jobs],
                "footprints": [footprint.of(pid) for pid in team.pids if footprint.is_known()],
            }
            for jobs, team in teams.items()
        }


def _counts(most: int) -> list[int]:
    """Returns 1, 2, 4, … and `most`."""
    return [*(2**i for i in range(most.bit_length()) if 2**i < most), most]


def tables(samples: dict[str, Any]) -> list[Table]:
    """Returns the one table: steps per second and memory by the number of jobs."""
    rows = []
    for tutorial, by_jobs in samples.items():
        alone = [steps_per_second(turn) for turn in by_jobs["1"]["turns"]]
        for jobs, measured in by_jobs.items():
            rate = [steps_per_second(turn) for turn in measured["turns"]]
            footprints = [Footprint(*f) for f in measured["footprints"]]
            rows.append(
                [
                    tutorial,
                    jobs,
                    middle(rate),
                    spread(ratios(rate, alone)),
                    middle([f.peak / 1e6 for f in footprints], 0),
                    middle([footprint.together(footprints) / 1e6] if footprints else [], 0),
                ]
            )
    headers = [
        "tutorial",
        "jobs",
        "steps per second",
        "against one job",
        "peak of each, MB",
        "all together, MB",
    ]
    note = "All together: files that are mapped, TensorFlow's libraries and MNIST, count once."
    return [Table("Throughput and memory by the number of jobs", headers, rows, [note])]
