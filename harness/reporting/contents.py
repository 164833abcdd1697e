"""What a report says, before it has a face: the same for every kind of page."""

from collections.abc import Sequence
from dataclasses import dataclass

from harness import published, reference
from harness.claims.ledger import Claim
from harness.judging.known_seed import Likeness
from harness.judging.verdicts import Verdict
from harness.records import RunRecord, Status
from harness.reporting import changes
from harness.reporting.section import MOST_RUNS, Section
from harness.reporting.tables import Table

__all__ = ["Contents", "contents"]


@dataclass(frozen=True)
class Contents:
    """What a report says.

    reason: of the exit code, in one line.
    sections: one per tutorial that ran, in the order of the posts.
    changed: what changed since the baseline, most telling first; empty without one.
    left_out: what is not in the report, a sentence each.
    """

    exit_code: int
    reason: str
    sections: tuple[Section, ...]
    changed: tuple[Table, ...]
    left_out: tuple[str, ...]

    def overview(self) -> Table:
        """Returns a row per tutorial: reproduced, how sure, what differed, what next."""
        return Table(
            "At a glance",
            ["tutorial", "reproduced?", "how sure", "what differed", "what next"],
            [
                [s.tutorial.name, s.outcome, s.how_sure, s.what_differed, s.what_next]
                for s in self.sections
            ],
            [],
        )


def contents(
    records: Sequence[RunRecord],
    verdicts: Sequence[Verdict],
    claims: Sequence[Claim],
    exit_code: int,
    baseline: Sequence[RunRecord] | None,
) -> Contents:
    """Returns what a report on these runs says; `verdicts` are those on `records`."""
    sections = tuple(_section(v, records, claims, baseline or ()) for v in verdicts)
    changed = changes.tables(verdicts, baseline) if baseline is not None else []
    left_out = [
        f"{s.tutorial.name}: the list of runs has {MOST_RUNS} of {len(s.records)}, the odd ones "
        "first; every table of values and every judgement takes all of them."
        for s in sections
        if len(s.records) > MOST_RUNS
    ]
    return Contents(
        exit_code, _reason(exit_code, sections), sections, tuple(changed), tuple(left_out)
    )


def _section(
    verdict: Verdict,
    records: Sequence[RunRecord],
    claims: Sequence[Claim],
    baseline: Sequence[RunRecord],
) -> Section:
    name = verdict.tutorial
    runs = [r for r in records if r.task.tutorial == name]
    odd = {s for s, run in (verdict.runs or {}).items() if run.likeness is not Likeness.EQUAL}
    runs.sort(key=lambda r: (r.status is Status.FINISHED, r.task.seed not in odd, r.task.seed))
    try:
        recorded = reference.read(name)
    except ValueError:  # damaged, or of another program: the verdict says so
        recorded = None
    return Section(
        published.tutorial(name),
        verdict,
        tuple(runs),
        recorded,
        tuple(c for c in claims if c.tutorial == name),
        tuple(r for r in baseline if r.task.tutorial == name),
    )


def _reason(exit_code: int, sections: Sequence[Section]) -> str:
    """Says why the call ends with this exit code, naming the tutorials."""
    bad = [f"{s.tutorial.name} {s.outcome}" for s in sections if s.mark == "bad"]
    unclear = [f"{s.tutorial.name} ({s.verdict.reason})" for s in sections if s.mark == "unclear"]
    match exit_code:
        case 0:
            said = "All that could be compared was reproduced"
            return f"{said}; could not be told: {', '.join(unclear)}." if unclear else f"{said}."
        case 1:
            return f"{'; '.join(bad)}."
        case _:
            return f"Nothing could be compared: {', '.join(unclear)}."
