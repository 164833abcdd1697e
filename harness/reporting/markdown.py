"""The report as Markdown: `report.md`."""

import re
from collections.abc import Iterator, Mapping, Sequence

from harness.reporting.contents import Contents
from harness.reporting.svg import Plot
from harness.reporting.tables import Table
from harness.reporting.text import printable

__all__ = ["escape", "report", "table"]


def report(contents: Contents, plots: Mapping[str, Sequence[Plot]]) -> str:
    """Returns the whole report.

    plots: tutorial → its plots, which are linked as `plots/NAME.svg`.
    """
    return "\n".join(_lines(contents, plots)).rstrip() + "\n"


def _lines(contents: Contents, plots: Mapping[str, Sequence[Plot]]) -> Iterator[str]:
    yield "# Do the tutorials run as they did?"
    yield f"\n**Exit code {contents.exit_code}.** {escape(contents.reason)}\n"
    yield table(contents.overview(), 2)
    for sentence in contents.left_out:
        yield f"- {escape(sentence)}"
    if contents.changed:
        yield "\n## What changed since the baseline\n"
        for changed in contents.changed:
            yield table(changed, 3)
    for section in contents.sections:
        yield f"\n## {escape(section.tutorial.name)}: {escape(section.outcome)}\n"
        for plot in plots.get(section.tutorial.name, ()):
            yield f"![{escape(plot.caption)}](plots/{plot.name}.svg)\n"
        for made in section.tables():
            yield table(made, 3)


def table(table: Table, level: int) -> str:
    """Returns a table under a heading of that level, its notes below."""
    lines = [f"{'#' * level} {escape(table.title)}", ""]
    if table.rows:
        lines += [
            _row(table.headers),
            "|" + "---|" * len(table.headers),
            *map(_row, table.rows),
            "",
        ]
    return "\n".join([*lines, *(f"{escape(note)}\n" for note in table.notes)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escape, cells))} |"


def escape(text: str) -> str:
    """Returns text that Markdown shows as it is, in one line."""
    text = " ".join(printable(text).split())
    text = re.sub(r"([\\`*_\[\]|~#])", r"\\\1", text)
    return text.replace("&", "&amp;").replace("<", "&lt;")
