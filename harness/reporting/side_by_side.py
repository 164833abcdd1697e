"""A port beside its post: one page, in two columns whose parts are aligned."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from harness import files, graphs, published
from harness.claims.ledger import Claim
from harness.published import Tutorial
from harness.records import RunRecord
from harness.reporting import (
    claims_table,
    highlighting,
    page,
    parts,
    ports,
    statements,
    tables,
)
from harness.reporting.parts import PARTS, Part
from harness.reporting.ports import Port, Remark
from harness.reporting.tables import Table

__all__ = ["write"]

_OURS = Part("Only in the port", "", "")
_HEAD = Part("Before the code", "an introduction", "")


class _Line(NamedTuple):
    """number: from 1; code: highlighted."""

    number: int
    code: Markup


class _Block(NamedTuple):
    """Lines that belong together, with the remarks that stand among them."""

    remarks: list[Remark]
    lines: list[_Line]


class _Row(NamedTuple):
    """One part of both: its key, what it is, the post's lines, ours, and the notes on ours."""

    key: str
    part: Part
    theirs: list[_Block]
    ours: list[_Block]
    notes: list[str]


def write(
    directory: str | Path,
    name: str,
    *,
    listing: str | None = None,
    claims: Sequence[Claim] = (),
    record: RunRecord | None = None,
) -> Path:
    """Writes `side-by-side-NAME.html` for a tutorial; returns its path.

    listing: the post's, as text, whether it parses or not; without it the page says what to look
        for in the post. claims: what checking the post's statements gave. record: of a run whose
        log stands beside the published one.
    Raises OSError when it cannot be written.
    """
    directory = Path(directory)
    tutorial, port = published.tutorial(name), ports.read(name)
    path = directory / f"side-by-side-{name}.html"
    text = page.render(
        "side_by_side.html.j2",
        tutorial=tutorial,
        port=port,
        source=os.path.relpath(port.path, directory),
        with_listing=listing is not None,
        rows=_rows(port, None if listing is None else statements.lines(listing)),
        log=_log(tutorial, record),
        graphs=_graphs(name, record),
        claims=claims_table.of_post(name, [c for c in claims if c.tutorial == name]),
        code_style=highlighting.STYLE,
    )
    files.write_text(path, text)
    return path


def _rows(port: Port, listing: list[str] | None) -> list[_Row]:
    theirs = parts.cut(listing) if listing else {}
    post = highlighting.lines(listing) if listing else []
    ours = highlighting.lines(port.lines)
    return [
        _Row(
            key,
            {**PARTS, "ours": _OURS, "head": _HEAD}[key],
            [_Block([], [_Line(i + 1, post[i]) for i in r]) for r in theirs.get(key, ())],
            [
                _Block(remarks, [_Line(i + 1, ours[i]) for i in code])
                for where in port.parts.get(key, ())
                for remarks, code in port.blocks(where)
            ],
            port.marks(port.parts.get(key, ())),
        )
        for key in _keys(port.parts, theirs)
    ]


def _keys(ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """Returns the keys of both: in our order, what only they have after what it follows there."""
    keys, after = list(ours), -1
    for key in theirs:
        if key not in keys:
            keys.insert(after + 1, key)
        after = keys.index(key)
    return keys


def _log(tutorial: Tutorial, record: RunRecord | None) -> Table:
    theirs = {tables.line_key(p): p.line for p in tutorial.points}
    ours = {tables.line_key(p): p.line for p in record.points} if record else {}
    keys = sorted(dict.fromkeys([*theirs, *ours]), key=lambda key: key[0])
    rows = [[str(key[0]), theirs.get(key, ""), ours.get(key, "")] for key in keys]
    notes = []
    if tutorial.missing != "nothing":
        notes.append(f"Of the published log is missing {tutorial.missing}.")
    if record is None:
        notes.append(f"No run is at hand: python runner.py {tutorial.name}")
    seed = f"seed {record.task.seed}" if record else "our run"
    return Table("The published log beside ours", ["step", "published", seed], rows, notes)


def _graphs(name: str, record: RunRecord | None) -> Table:
    rows = [[minor, "recorded", hashes[name]] for minor, hashes in graphs.hashes().items()]
    if record and record.graph_sha256:
        tensorflow = record.versions.get("tensorflow", "")
        same = graphs.recorded(tensorflow).get(name) == record.graph_sha256
        said = f"seed {record.task.seed} of the log above: {'the same' if same else 'another'}"
        rows.append([tensorflow, said, record.graph_sha256])
    return Table(
        "The graph is the post's",
        ["TensorFlow", "what", "SHA-256 of the graph"],
        rows,
        [
            "The listing and the port build the same graph, byte for byte, at the first run of "
            "their session: tests/test_same_graph.py builds both and compares them.",
            f"To build ours: python runner.py {name} --export-graph DIR",
        ],
    )
