"""The findings as a table for the terminal, and as JSON for machines."""

import json
import re
from collections import Counter
from typing import NamedTuple

from tabulate import tabulate

from compat.check.judging import Finding, Status
from compat.check.texts import NOWHERE

__all__ = ["SCHEMA", "Report", "as_json", "as_text"]

SCHEMA = 1
"""The version of the JSON; a change that a reader must know of counts it on."""

_WIDTHS = (14, 34, 7, 39)
"""Of the columns, in 100 characters, with two spaces between them."""

_COVERED = {Status.COVERED: "yes", Status.DIFFERS: "differs", Status.NOT_COVERED: "no"}


class Report(NamedTuple):
    """What was read, and what was found."""

    files: dict[str, list[Finding]]
    """By path; all that were read, also those without a finding."""
    unread: dict[str, str]
    """Why a path was not read."""

    @property
    def exit_code(self) -> int:
        """0: all is covered; 1: something is not, or was not read; 2: nothing was read."""
        if not self.files:
            return 2
        return int(bool(self.unread) or self.count()[Status.NOT_COVERED] > 0)

    def count(self) -> Counter[Status]:
        """How many names have each status; a name counts once in each file."""
        found = {(path, f.name, f.status) for path, each in self.files.items() for f in each}
        return Counter(status for _, _, status in found)


def as_text(report: Report) -> str:
    """Returns a table for each file that has findings, and a line that sums them up."""
    parts = [f"{path}\n{_table(found)}\n" for path, found in report.files.items() if found]
    return "\n".join([*parts, _summary(report)]) + "\n"


def _table(found: list[Finding]) -> str:
    by_name: dict[Finding, list[str]] = {}
    for finding in found:
        key = finding._replace(place=NOWHERE)
        by_name.setdefault(key, []).append(str(finding.place))
    rows = [
        [", ".join(lines), key.name, _COVERED[key.status], _answer(key)]
        for key, lines in by_name.items()
    ]
    rows = [
        [_wrapped(cell, width) for cell, width in zip(row, _WIDTHS, strict=True)] for row in rows
    ]
    cells = any(finding.place.cell for finding in found)
    return tabulate(
        rows,
        ["cell:line" if cells else "line", "name", "covered", "answer"],
        tablefmt="simple",
        disable_numparse=True,
    )


def _wrapped(text: str, width: int) -> str:
    """Lines of at most `width` characters, broken after spaces, and after dots within a name."""
    lines = [""]
    for piece in re.findall(r"[^\s.]*(?:\.+|\s+|$)", text):
        if len(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)


def _answer(finding: Finding) -> str:
    return "; ".join(filter(None, [finding.answer, finding.difference]))


def _summary(report: Report) -> str:
    count = report.count()
    files = len(report.files)
    return (
        f"{files} file{'s' * (files != 1)}: {count[Status.COVERED]} covered, "
        f"{count[Status.DIFFERS]} covered with a difference, "
        f"{count[Status.NOT_COVERED]} not covered"
    )


def as_json(report: Report) -> str:
    """Returns the report as one JSON object.

    schema: 1. exit_code: as of the process. summary: the number of `files` read, and how many names
    are `covered`, `differ` and are `not_covered`, each once per file. files: a list of objects with
    `path` and `findings`, each of these with `line` (in a notebook: of the cell), `cell` (a code
    cell's number from 1; null in a script), `name`, `status` ("covered", "differs", "not covered"),
    `answer` and `difference` ("" if there is none). unread: objects with `path` and `reason`.
    """
    count = report.count()
    return json.dumps(
        {
            "schema": SCHEMA,
            "exit_code": report.exit_code,
            "summary": {
                "files": len(report.files),
                "covered": count[Status.COVERED],
                "differ": count[Status.DIFFERS],
                "not_covered": count[Status.NOT_COVERED],
            },
            "files": [
                {"path": path, "findings": [_object(finding) for finding in found]}
                for path, found in report.files.items()
            ],
            "unread": [{"path": path, "reason": why} for path, why in report.unread.items()],
        },
        indent=2,
        ensure_ascii=False,
    )


def _object(finding: Finding) -> dict:
    return {
        "line": finding.place.line,
        "cell": finding.place.cell,
        "name": finding.name,
        "status": finding.status.value,
        "answer": finding.answer,
        "difference": finding.difference,
    }
