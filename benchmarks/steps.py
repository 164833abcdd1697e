"""A training step of each port beside its listing, Keras 3, PyTorch and the processor's limit.

A step is all that a training does from one batch to the next. All programs of a tutorial are
started together and then take turns. Alone on the machine a program has as many threads as there
are jobs, or what it takes by default; ports and PyTorch also run as one process per job, of one
thread each.

The limit is the rate of a large matrix product, one process per job, measured in the same turns;
`benchmarks.flops` says how the operations of a step are counted.
"""

import contextlib
import functools
import importlib.util
import statistics
import sys
from typing import Any

from benchmarks import flops
from benchmarks.measure import (
    geometric_means,
    middle,
    ratios,
    spread,
    step_seconds,
    steps_per_second,
    sums,
    take_turns,
)
from benchmarks.processes import WARM_UP, MeasurementError, Team
from benchmarks.programs import matrix_product
from benchmarks.settings import Settings
from harness import published
from harness.reporting.tables import Table

__all__ = ["STEPS", "measure", "tables"]

STEPS = 30

_ALONE = {"port": "port", "listing": "listing", "keras": "Keras 3", "pytorch": "PyTorch"}
_WHOLE_MACHINE = {
    "port_each": "port, one per core",
    "listing": "listing",
    "keras": "Keras 3",
    "pytorch": "PyTorch, all cores",
    "pytorch_each": "PyTorch, one per core",
}


def measure(settings: Settings) -> dict[str, Any]:
    """Returns `turns`: tutorial → program → [turn][process][step] in seconds; `flops` of a step."""
    notes = []
    if set(settings.tutorials) - set(settings.listings):
        notes.append("The listings of the posts are not at hand: --listings DIR.")
    if not importlib.util.find_spec("torch"):
        notes.append("PyTorch is not installed: pip install '.[bench]'.")
    for note in notes:
        print(note, file=sys.stderr)
    for tutorial in settings.tutorials:
        _check_length(settings, tutorial)
    return {
        "turns": {tutorial: _turns(settings, tutorial) for tutorial in settings.tutorials},
        "flops": {tutorial: flops.training_step(tutorial) for tutorial in settings.tutorials},
        "notes": notes,
    }


def _check_length(settings: Settings, tutorial: str) -> None:
    there_are = published.tutorial(tutorial).steps - WARM_UP - 1
    wanted = settings.repeats * (settings.steps or STEPS)
    if wanted > there_are:
        raise MeasurementError(
            f"steps: {tutorial} has {there_are} steps to measure, not {wanted}; "
            "ask for fewer --steps or --repeats"
        )


def _turns(settings: Settings, tutorial: str) -> dict[str, list[list[list[float]]]]:
    steps = settings.steps or STEPS
    with contextlib.ExitStack() as stack:
        teams = _start(settings, tutorial, stack)
        print(f"steps: {tutorial}, {', '.join(teams)}", file=sys.stderr)
        for team in teams.values():
            team.wait_until_ready()
        for team in teams.values():
            team.round(WARM_UP)
        turns = {name: functools.partial(team.round, steps) for name, team in teams.items()}
        return take_turns(turns, settings.repeats)


def _start(settings: Settings, tutorial: str, stack: contextlib.ExitStack) -> dict[str, Team]:
    def start(program, **options) -> Team:
        return stack.enter_context(Team(program, **options))

    jobs, data = settings.jobs, {"data_dir": str(settings.data_dir)}
    same = {"tutorial": tutorial, **data}
    teams = {
        "port": start("port", threads=jobs, **same),
        "port_each": start("port", size=jobs, threads=1, **same),
    }
    if tutorial in settings.listings:
        script = str(settings.listings[tutorial])
        teams["listing"] = start("listing", script=script, **data)
    teams["keras"] = start("keras3", **same)
    if importlib.util.find_spec("torch"):
        teams["pytorch"] = start("pytorch", threads=jobs, **same)
        teams["pytorch_each"] = start("pytorch", size=jobs, threads=1, **same)
    teams["product"] = start("matrix_product", size=jobs)
    return teams


def tables(samples: dict[str, Any]) -> list[Table]:
    """Returns the tables: alone on the machine, the whole machine, share of the limit."""
    made = [_alone(samples), _whole_machine(samples), _share(samples)]
    return [table._replace(notes=table.notes + samples["notes"]) for table in made]


def _alone(samples: dict[str, Any]) -> Table:
    rows = []
    for tutorial, turns in samples["turns"].items():
        ms = [[1000 * step_seconds(t) for t in turns.get(name, ())] for name in _ALONE]
        port, *others = ms
        faster = [spread(ratios(other, port)) for other in others]
        rows.append([tutorial, *map(middle, ms), *faster])
    labels = list(_ALONE.values())
    headers = ["tutorial", *(f"{x}, ms" for x in labels), *(f"{x} ÷ port" for x in labels[1:])]
    return Table("A training step, alone on the machine", headers, rows, [])


def _whole_machine(samples: dict[str, Any]) -> Table:
    rows, all_gains = [], []
    for tutorial, turns in samples["turns"].items():
        rates = {
            name: [steps_per_second(t) for t in turns.get(name, ())] for name in _WHOLE_MACHINE
        }
        better = max(
            rates["pytorch"], rates["pytorch_each"], key=lambda r: statistics.median(r or [0])
        )
        gains = [
            ratios(rates["port_each"], other)
            for other in (rates["listing"], rates["keras"], better)
        ]
        all_gains.append(gains)
        rows.append([tutorial, *map(middle, rates.values()), *map(spread, gains)])
    means = [geometric_means(gains) for gains in zip(*all_gains, strict=True)]
    rows.append(["geometric mean", *[""] * len(_WHOLE_MACHINE), *map(spread, means)])
    return Table(
        "Training steps per second of the whole machine",
        [
            "tutorial",
            *_WHOLE_MACHINE.values(),
            "port ÷ listing",
            "port ÷ Keras 3",
            "port ÷ PyTorch's better",
        ],
        rows,
        [],
    )


def _share(samples: dict[str, Any]) -> Table:
    rows, at_the_limit, as_it_is = [], [], []
    for tutorial, turns in samples["turns"].items():
        operations = samples["flops"][tutorial]
        limit = [matrix_product.FLOPS * steps_per_second(t) for t in turns["product"]]
        rate = [operations * steps_per_second(t) for t in turns["port_each"]]
        rows.append(
            [
                tutorial,
                f"{operations / 1e9:.2f}",
                middle([r / 1e9 for r in rate]),
                middle([r / 1e9 for r in limit]),
                spread(ratios(rate, limit)),
            ]
        )
        whole_run = operations * published.tutorial(tutorial).steps
        at_the_limit.append([whole_run / r for r in limit])
        as_it_is.append([whole_run / r for r in rate])
    overall = ratios(sums(at_the_limit), sums(as_it_is))
    rows.append(["all, by the steps of a full run", "", "", "", spread(overall)])
    return Table(
        "Share of the machine's matrix-product rate, one port per core",
        ["tutorial", "GFLOP per step", "port, GFLOP/s", "matrix product, GFLOP/s", "share"],
        rows,
        [],
    )
