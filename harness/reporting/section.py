"""One tutorial in a report: its tables, and the sentences that say how it went."""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from harness.claims.ledger import Claim
from harness.judging.known_seed import Comparison, Likeness
from harness.judging.outcome import Outcome
from harness.judging.unknown_seed import Judgement
from harness.judging.verdicts import Verdict
from harness.published import Tutorial
from harness.records import RunRecord, Status
from harness.reference import Reference
from harness.reporting import claims_table, tables, verdict_tables
from harness.reporting.tables import Table

__all__ = ["MOST_RUNS", "Section"]

MOST_RUNS = 20
"""Of one tutorial that a table lists one by one."""


@dataclass(frozen=True)
class Section:
    """One tutorial in a report.

    records: its runs, those first that a reader should look at first.
    recorded: what they are judged by; None when there is nothing, or nothing usable.
    verdict: on them; claims: what its post states, checked.
    earlier: its runs in the baseline.
    """

    tutorial: Tutorial
    verdict: Verdict
    records: tuple[RunRecord, ...]
    recorded: Reference | None
    claims: tuple[Claim, ...]
    earlier: tuple[RunRecord, ...]

    @property
    def outcome(self) -> str:
        """Whether it was reproduced, in a word or two."""
        ends = {r.status for r in self.records} - {Status.FINISHED}
        return ", ".join([self.verdict.outcome or "not judged", *sorted(ends)])

    @property
    def mark(self) -> str:
        """`good`, `bad` or `unclear`: the colour of the outcome."""
        if self.verdict.outcome is Outcome.DEVIATES or self.broken:
            return "bad"
        return "good" if self.verdict.outcome is Outcome.REPRODUCED else "unclear"

    @property
    def broken(self) -> tuple[RunRecord, ...]:
        """The runs that diverged or failed."""
        return tuple(r for r in self.records if r.status is not Status.FINISHED)

    @property
    def how_sure(self) -> str:
        """Says what the verdict was measured by."""
        verdict = self.verdict
        why = "" if self.tutorial.points else ", whose runs are bit-identical"
        said = [
            _rank(f"{verdict_tables.published_log(self.tutorial.name)}{why}", verdict.published),
            _rank("the other runs", verdict.others),
            _alike(verdict.runs or {}, "the recorded run of their seed"),
            _alike(verdict.since.runs if verdict.since else {}, "the baseline"),
        ]
        return "; ".join(filter(None, said)) or "nothing to measure by"

    @property
    def what_differed(self) -> str:
        """Says what is not as it was published or recorded, or what came closest to that."""
        said = [f"seed {r.task.seed} {r.status}: {r.detail}" for r in self.broken[:3]]
        if len(self.broken) > 3:
            said.append(f"{len(self.broken) - 3} more runs {_ends(self.broken[3:])}")
        match self.verdict.outcome:
            case Outcome.DEVIATES:
                said.append(self.verdict.reason)
            case Outcome.REPRODUCED:
                said.append(f"nothing; {self.verdict.reason}")
            case _:
                said.append(f"cannot be told: {self.verdict.reason}")
        return "; ".join(said)

    @property
    def what_next(self) -> str:
        """Names what to look at or to run next: a file and step, a statistic, a plot, an option."""
        if self.broken:
            return f"{_file(self.broken[0], 'json')}, and the same seed again"
        verdict = self.verdict
        for runs in (verdict.since.runs if verdict.since else {}, verdict.runs or {}):
            for seed, run in runs.items():
                if run.likeness is Likeness.OTHER:
                    return f"{self.tutorial.name}/seed-{seed}.log at step {run.at[0]}"
        for judgement in (verdict.others, verdict.published):
            if judgement and judgement.outcome is Outcome.DEVIATES and judgement.evidence:
                return f"the plots and the statistic “{judgement.evidence[0].statistic}”"
        return _next_step(self)

    def tables(self) -> list[Table]:
        """Returns the tables of the section, the comparison with the post first."""
        verdict, name = self.verdict, self.tutorial.name
        made = [tables.comparison(self.tutorial, self.records)]
        for judgement, title in (
            (verdict.published, f"What speaks against {verdict_tables.published_log(name)}"),
            (verdict.others, "What speaks against the other runs, by the ensemble"),
        ):
            if judgement and judgement.evidence:
                made.append(verdict_tables.evidence(judgement, title))
        if verdict.runs:
            title = "Each run beside the recorded run of its seed"
            made.append(_first(verdict_tables.likenesses(_odd_first(verdict.runs), title)))
        claims = claims_table.of_post(name, self.claims)
        return [*made, _runs(self.records), _provenance(self, name), claims]


def _rank(what: str, judgement: Judgement | None) -> str:
    if judgement is None:
        return ""
    if judgement.p_value is None:
        return f"{what}: {judgement.reason}"
    return f"{what}: p = {judgement.p_value:.2g} beside {judgement.members} recorded runs"


def _alike(runs: Mapping[int, Comparison], what: str) -> str:
    counts = Counter(str(run.likeness) for run in runs.values())
    said = ", ".join(f"{count} {likeness}" for likeness, count in counts.items())
    return f"runs beside {what}: {said}" if said else ""


def _next_step(section: Section) -> str:
    name = section.tutorial.name
    if any(r.task.data.stand_in for r in section.records):
        return "train on MNIST, with --data-dir DIR"
    if any(r.task.steps is not None for r in section.records) and not section.verdict.outcome:
        return "train to the end, without --steps"
    if section.recorded is None and section.verdict.outcome is Outcome.CANNOT_TELL:
        return f"python runner.py {name} --seeds 19 --save-reference"
    told = section.verdict.outcome in (Outcome.REPRODUCED, Outcome.CANNOT_TELL)
    return "the plots" if told else "the table “What was run”"


def _ends(records: Sequence[RunRecord]) -> str:
    return " or ".join(sorted({r.status for r in records}))


def _file(record: RunRecord, suffix: str) -> str:
    return f"{record.task.tutorial}/seed-{record.task.seed}.{suffix}"


def _odd_first(runs: Mapping[int, Comparison]) -> dict[int, Comparison]:
    return dict(sorted(runs.items(), key=lambda item: item[1].likeness is Likeness.EQUAL))


def _first(table: Table) -> Table:
    """Returns the table with as many rows as a reader wants to see, saying what was left out."""
    left_out = len(table.rows) - MOST_RUNS
    if left_out <= 0:
        return table
    note = f"Left out here: {left_out} of {len(table.rows)} runs."
    return table._replace(rows=table.rows[:MOST_RUNS], notes=[*table.notes, note])


def _runs(records: Sequence[RunRecord]) -> Table:
    rows = [
        [
            str(r.task.seed),
            f"{r.status}: {r.detail}" if r.detail else str(r.status),
            str(r.task.steps or "all"),
            f"{r.wall_seconds:.0f} s",
            _file(r, "log") if r.points else "none",
        ]
        for r in records
    ]
    return _first(Table("Runs", ["seed", "ended", "steps", "time", "log"], rows, []))


def _provenance(section: Section, name: str) -> Table:
    tutorial, records = section.tutorial, section.records
    said: list[tuple[str, str]] = [
        ("post", ", ".join(filter(None, [tutorial.number, tutorial.title, tutorial.author]))),
        ("model", tutorial.summary),
        ("port", f"reproductions/{name}.py"),
        ("graph (SHA-256)", _each(r.graph_sha256 for r in records)),
        ("data (SHA-256)", _each(_data(r) for r in records)),
    ]
    for what in sorted({key for r in records for key in r.versions}):
        said.append((what, _each(r.versions.get(what, "") for r in records)))
    for what in dict.fromkeys(key for r in records for key in r.hyperparameters):
        said.append((what, _each(f"{r.hyperparameters.get(what, '')}" for r in records)))
    seconds = [r.wall_seconds for r in records]
    said.append(("time of a run, median", f"{statistics.median(seconds):.0f} s"))
    if section.recorded:
        made = section.recorded.provenance
        said.append(
            (
                "recorded runs",
                f"{len(section.recorded.runs)} of {made.tutorial}, TensorFlow {made.tensorflow}, "
                f"NumPy {made.numpy}, {made.date}, graph {made.graph_sha256[:12]}, "
                f"data {made.data_sha256[:12]}",
            )
        )
    rows = [[what, value] for what, value in said if value]
    return Table("What was run", ["what", "value"], rows, [])


def _data(record: RunRecord) -> str:
    data = record.task.data
    return f"{data.sha256} (stand-in, not MNIST)" if data.stand_in else data.sha256


def _each(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, values)))
