"""Memory of a training in the runner's worker beside that of the post's listing."""

import functools
import sys
from typing import Any

from benchmarks import commands, footprint
from benchmarks.footprint import Footprint
from benchmarks.measure import middle, ratios, spread, take_turns
from benchmarks.processes import MeasurementError
from benchmarks.settings import Settings
from harness.reporting.tables import Table

__all__ = ["STEPS", "TUTORIALS", "measure", "tables"]

STEPS = 50
"""The first evaluation on all test images, where it takes most, is after step 50 of 004."""

TUTORIALS = ("multi_rnn_cell",)
"""By default the largest one only."""


def measure(settings: Settings) -> dict[str, Any]:
    """Returns `peaks`: tutorial → listing, port → [turn] of `Footprint`s; and `steps`."""
    if not footprint.is_known():
        raise MeasurementError("memory: needs Linux's /proc")
    if missing := set(settings.tutorials) - set(settings.listings):
        raise MeasurementError(f"memory: no listing of {', '.join(missing)}; give --listings DIR")
    peaks = {}
    for tutorial in settings.tutorials:
        print(f"memory: {tutorial}", file=sys.stderr)
        things = {
            "listing": functools.partial(_listing, settings, tutorial),
            "port": functools.partial(_port, settings, tutorial),
        }
        peaks[tutorial] = take_turns(things, settings.repeats)
    steps = {name: settings.length(name, STEPS) for name in settings.tutorials}
    return {"peaks": peaks, "steps": steps}


def _listing(settings: Settings, tutorial: str) -> Footprint:
    steps = settings.length(tutorial, STEPS)
    return footprint.peak(commands.listing(settings, tutorial, steps))


def _port(settings: Settings, tutorial: str) -> Footprint:
    options = [tutorial, "--jobs", 1, "--threads", 1]
    with commands.runner(settings, settings.cut(STEPS), *options) as command:
        return footprint.peak(command, good=commands.RUNNER_GOOD)


def tables(samples: dict[str, Any]) -> list[Table]:
    """Returns the one table: peaks of a listing and a worker, and their ratio."""
    rows = []
    for tutorial, turns in samples["peaks"].items():
        listing, port = (
            # As they come from JSON: lists.
            [Footprint(*turn) for turn in turns[name]]
            for name in ("listing", "port")
        )
        for label, kind in (("resident", "peak"), ("its own", "own")):
            theirs, ours = ([getattr(f, kind) / 1e6 for f in which] for which in (listing, port))
            rows.append(
                [
                    tutorial,
                    label,
                    middle(theirs, 0),
                    middle(ours, 0),
                    spread(ratios(ours, theirs)),
                ]
            )
    headers = ["tutorial", "peak", "listing, MB", "runner's worker, MB", "worker ÷ listing"]
    note = (
        f"After {', '.join(map(str, samples['steps'].values()))} steps. Its own is what is not "
        "mapped from files: libraries and MNIST, which all workers share."
    )
    return [Table("Memory of a training", headers, rows, [note])]
