"""The claims ledger as a table: a row per statement, wrapped to fit a terminal."""

import textwrap
from collections import Counter
from collections.abc import Sequence

from harness.claims import Claim, Verdict
from harness.reporting.tables import Table

__all__ = ["claims_table"]

_WIDTHS = {"id": 20, "statement": 36, "verdict": 9, "evidence": 49}
"""Characters per column: with what stands between them, 120 in all."""


def claims_table(claims: Sequence[Claim]) -> Table:
    """Returns a row per claim; the notes count the verdicts."""
    counts = Counter(claim.verdict for claim in claims)
    summary = ", ".join(f"{verdict} {counts[verdict]}" for verdict in Verdict)
    return Table(
        title="What the posts state, checked",
        headers=list(_WIDTHS),
        rows=[
            [textwrap.fill(str(getattr(claim, column)), width) for column, width in _WIDTHS.items()]
            for claim in claims
        ],
        notes=[f"{len(claims)} statements: {summary}."],
    )
