"""What comes of it: a file with the raw samples as JSON, and their tables as Markdown."""

import importlib
import json
from pathlib import Path
from typing import NamedTuple

from tabulate import tabulate

from harness import files
from harness.reporting.tables import Table

__all__ = ["Report", "benchmark", "markdown", "read", "tables"]


class Report(NamedTuple):
    """One call of the command line.

    machine: what it ran on; command: as it was typed.
    samples: benchmark → what its `measure` has returned; what is not there yet was not measured.
    """

    machine: str
    command: str
    samples: dict

    def write(self, path: Path) -> None:
        files.write_text(path, json.dumps(self._asdict()) + "\n")


def read(path: Path) -> Report:
    """Inverse of `write`. Raises ValueError when the file holds something else."""
    try:
        return Report(**json.loads(path.read_text("utf-8")))
    except TypeError as error:
        raise ValueError(str(error)) from error


def benchmark(name: str):
    """Returns the module that measures `name`."""
    return importlib.import_module(f"benchmarks.{name}")


def tables(report: Report, name: str) -> str:
    """Returns the tables of one benchmark, each followed by the command that made it."""
    made = benchmark(name).tables(report.samples[name])
    return "\n".join(markdown(table, report.command) for table in made)


def markdown(table: Table, command: str) -> str:
    """Returns the table below its title, then its notes and the command."""
    grid = tabulate(
        table.rows,
        table.headers,
        tablefmt="github",
        disable_numparse=True,  # the cells are text already
        colalign=["left", *["right"] * (len(table.headers) - 1)],
    )
    return "\n\n".join([f"### {table.title}", grid, *table.notes, f"Made by `{command}`."]) + "\n"
