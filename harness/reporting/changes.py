"""Tables of what changed since a baseline: versions and hashes, verdicts, then curves."""

from collections import Counter
from collections.abc import Sequence

from harness.judging import verdicts as judging
from harness.judging.known_seed import Likeness
from harness.judging.verdicts import Verdict
from harness.records import RunRecord
from harness.reporting.tables import Table

__all__ = ["tables"]

_MOST_ROWS = 40


def tables(verdicts: Sequence[Verdict], baseline: Sequence[RunRecord]) -> list[Table]:
    """Returns the tables, without those that have no row; the last one has the unchanged.

    The baseline's verdicts are today's judge's: what differs is the runs, not the judging.
    """
    compared = [v for v in verdicts if v.since]
    names = {v.tutorial for v in compared}
    then = {v.tutorial: v for v in judging.judge([r for r in baseline if r.task.tutorial in names])}
    made = [_surroundings(compared), _outcomes(compared, then), _curves(compared)]
    return [*(table for table in made if table.rows), _unchanged(compared, then)]


def _surroundings(compared: Sequence[Verdict]) -> Table:
    where: dict[str, list[str]] = {}
    for verdict in compared:
        for what in verdict.since.changed:
            where.setdefault(what, []).append(verdict.tutorial)
    rows = [[what, _names(tutorials, compared)] for what, tutorials in where.items()]
    return Table("Versions, hashes, hyperparameters", ["then → now", "tutorials"], rows, [])


def _outcomes(compared: Sequence[Verdict], then: dict[str, Verdict]) -> Table:
    rows = [
        [v.tutorial, _outcome(then.get(v.tutorial)), _outcome(v), v.reason]
        for v in compared
        if _outcome(then.get(v.tutorial)) != _outcome(v)
    ]
    return Table("Verdicts", ["tutorial", "then", "now", "because"], rows, [])


def _curves(compared: Sequence[Verdict]) -> Table:
    order = [Likeness.OTHER, Likeness.UNKNOWN, Likeness.ROUNDING]
    runs = [
        (order.index(run.likeness), [v.tutorial, str(seed), str(run)])
        for v in compared
        for seed, run in v.since.runs.items()
        if run.likeness in order
    ]
    rows = [row for _, row in sorted(runs, key=lambda item: item[0])]
    left_out = len(rows) - _MOST_ROWS
    notes = [f"Left out here: {left_out} of {len(rows)} runs."] if left_out > 0 else []
    headers = ["tutorial", "seed", "beside the baseline's run"]
    return Table("Curves", headers, rows[:_MOST_ROWS], notes)


def _unchanged(compared: Sequence[Verdict], then: dict[str, Verdict]) -> Table:
    same = [v.tutorial for v in compared if _outcome(then.get(v.tutorial)) == _outcome(v)]
    equal = Counter(
        v.tutorial
        for v in compared
        for run in v.since.runs.values()
        if run.likeness is Likeness.EQUAL
    )
    counted = ", ".join(f"{count} of {name}" for name, count in equal.items())
    missing = [f"seed {s} of {v.tutorial}" for v in compared for s in v.since.missing]
    said = [
        f"the verdict on {_names(same, compared)}" if same else "",
        f"bit-equal runs: {counted}" if counted else "",
        "" if any(v.since.changed for v in compared) else "versions, hashes and hyperparameters",
    ]
    notes = [f"Unchanged: {'; '.join(filter(None, said)) or 'nothing'}."]
    if missing:
        some = ", ".join(missing[:10]) + (f" and {len(missing) - 10} more" * (len(missing) > 10))
        notes.append(f"Not in the baseline: {some}.")
    return Table("Unchanged", [], [], notes)


def _outcome(verdict: Verdict | None) -> str:
    return "did not run" if verdict is None else str(verdict.outcome or "not judged")


def _names(tutorials: Sequence[str], compared: Sequence[Verdict]) -> str:
    everywhere = len(tutorials) == len(compared) > 1
    return f"all {len(compared)} tutorials" if everywhere else ", ".join(tutorials)
