"""The claims ledger as a table, a row per statement: of one post, or of all to fit a terminal."""

import textwrap
from collections import Counter
from collections.abc import Sequence

from harness.claims import Claim, Verdict
from harness.reporting.tables import Table

__all__ = ["claims_table", "of_post"]

_WIDTHS = {"id": 20, "statement": 36, "verdict": 9, "evidence": 49}
"""Characters per column on a terminal: with what stands between them, 120 in all."""


def claims_table(claims: Sequence[Claim]) -> Table:
    """Returns a row per claim, wrapped; the notes count the verdicts."""
    rows = [list(map(textwrap.fill, row, _WIDTHS.values())) for row in _rows(claims)]
    return Table("What the posts state, checked", list(_WIDTHS), rows, [_counted(claims)])


def of_post(name: str, claims: Sequence[Claim]) -> Table:
    """Returns a row per claim on one tutorial's post; without any, a note on how to check them."""
    note = _counted(claims) if claims else f"Not checked here: python runner.py {name} --claims"
    return Table("What the post states, checked", list(_WIDTHS), _rows(claims), [note])


def _rows(claims: Sequence[Claim]) -> list[list[str]]:
    return [[str(getattr(claim, column)) for column in _WIDTHS] for claim in claims]


def _counted(claims: Sequence[Claim]) -> str:
    counts = Counter(claim.verdict for claim in claims)
    return f"{len(claims)} statements: {', '.join(f'{v} {counts[v]}' for v in Verdict)}."
