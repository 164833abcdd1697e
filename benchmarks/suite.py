"""Whole trainings: the runner on all cores beside the listings, one after another, as they are."""

import functools
import sys
from typing import Any

from benchmarks import commands
from benchmarks.measure import middle, ratios, spread, take_turns
from benchmarks.processes import MeasurementError, seconds
from benchmarks.settings import Settings
from harness.reporting.tables import Table

__all__ = ["STEPS", "measure", "tables"]

STEPS = 200


def measure(settings: Settings) -> dict[str, Any]:
    """Returns `rows`, each with what ran, its trainings and its seconds per turn; and `steps`.

    The first row is the listings, then the runner with one seed, and with as many as there are
    jobs.
    """
    if missing := set(settings.tutorials) - set(settings.listings):
        raise MeasurementError(f"suite: no listing of {', '.join(missing)}; give --listings DIR")
    what = {"the listings, one after another": functools.partial(_listings, settings)}
    trainings = [len(settings.tutorials)]
    for seeds in sorted({1, settings.jobs}):
        name = f"the runner, --seeds {seeds} --jobs {settings.jobs}"
        what[name] = functools.partial(_runner, settings, seeds)
        trainings.append(seeds * len(settings.tutorials))
    turns = take_turns(what, settings.repeats)
    return {
        "rows": [
            {"what": name, "trainings": count, "seconds": turns[name]}
            for name, count in zip(what, trainings, strict=True)
        ],
        "steps": {name: settings.length(name, STEPS) for name in settings.tutorials},
    }


def _listings(settings: Settings) -> float:
    print("suite: the listings, one after another", file=sys.stderr)
    lengths = {name: settings.length(name, STEPS) for name in settings.tutorials}
    return seconds(*(commands.listing(settings, name, n) for name, n in lengths.items()))


def _runner(settings: Settings, seeds: int) -> float:
    print(f"suite: the runner, --seeds {seeds}", file=sys.stderr)
    options = [*settings.tutorials, "--seeds", seeds, "--jobs", settings.jobs]
    with commands.runner(settings, settings.cut(STEPS), *options) as command:
        return seconds(command, good=commands.RUNNER_GOOD)


def tables(samples: dict[str, Any]) -> list[Table]:
    """Returns the one table: wall time, and trainings per hour, against the listings."""
    listings, *_ = samples["rows"]
    rows = []
    for row in samples["rows"]:
        per_hour = _per_hour(row)
        same_work = row["trainings"] == listings["trainings"]
        rows.append(
            [
                row["what"],
                str(row["trainings"]),
                middle(row["seconds"]),
                middle(per_hour, 0),
                spread(ratios(row["seconds"], listings["seconds"]) if same_work else []),
                spread(ratios(per_hour, _per_hour(listings))),
            ]
        )
    headers = [
        "what runs",
        "trainings",
        "wall, s",
        "trainings per hour",
        "wall ÷ listings'",
        "per hour ÷ listings'",
    ]
    steps = ", ".join(f"{name} {n}" for name, n in samples["steps"].items())
    return [Table("Whole trainings, start-up included", headers, rows, [f"Steps: {steps}."])]


def _per_hour(row: dict[str, Any]) -> list[float]:
    return [3600 * row["trainings"] / seconds for seconds in row["seconds"]]
