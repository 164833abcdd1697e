"""The tables as text for the terminal, and the catalogue for `--list`."""

from collections.abc import Sequence

from tabulate import tabulate

from harness.published import Tutorial
from harness.reporting.tables import Table

__all__ = ["catalogue", "render"]


def render(table: Table) -> str:
    """Returns the table under its title, with its notes below."""
    grid = tabulate(
        table.rows,
        table.headers,
        tablefmt="simple",
        disable_numparse=True,  # the cells are text already
        stralign="right" if table.headers[0] == "step" else "left",
    )
    return "\n".join([table.title, "", grid, *table.notes]) + "\n"


def catalogue(tutorials: Sequence[Tutorial]) -> str:
    """Returns the list of tutorials."""
    rows = [
        [t.name, t.number, t.steps, len(t.points) and f"{len(t.points)} of {t.lines}", t.summary]
        for t in tutorials
    ]
    headers = ["tutorial", "post", "steps", "lines published", "model"]
    return tabulate(rows, headers, tablefmt="simple", disable_numparse=True) + "\n"
