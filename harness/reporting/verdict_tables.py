"""Rows of the tables about verdicts: what was judged, what speaks for and against it."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from harness import curves, published
from harness.curves import Curve
from harness.judging.known_seed import Comparison
from harness.judging.outcome import Outcome
from harness.judging.unknown_seed import Judgement
from harness.judging.verdicts import Verdict
from harness.published import Tutorial
from harness.reporting.tables import Table, thinned

__all__ = ["beside_ensemble", "details", "evidence", "in_short", "likenesses", "published_log"]


def details(made: Sequence[Verdict]) -> list[Table]:
    """Returns tables of what the verdicts rest on: the published logs, then today's runs."""
    judged = [v for v in made if v.runs or v.published or v.others]
    rows = [[v.tutorial, in_short(v.published), _runs(v), in_short(v.others)] for v in judged]
    headers = ["tutorial", "published log", "runs of recorded seeds", "other runs"]
    tables = [Table("Beside the recorded runs", headers, rows, [])] if rows else []
    tables += [
        evidence(v.published, f"{v.tutorial}: what speaks against {published_log(v.tutorial)}")
        for v in judged
        if v.published and v.published.outcome is Outcome.DEVIATES and v.published.evidence
    ]
    if changed := [v for v in made if v.since]:
        tables.append(_since(changed))
    return tables


def _since(made: Sequence[Verdict]) -> Table:
    rows = []
    for verdict in made:
        since = verdict.since
        for what in since.changed or ["nothing but the runs"]:
            rows.append([verdict.tutorial, "changed", what])
        rows += [[verdict.tutorial, f"seed {s}", str(run)] for s, run in since.runs.items()]
        if since.missing:
            seeds = ", ".join(map(str, since.missing))
            rows.append([verdict.tutorial, f"seeds {seeds}", "not in the baseline"])
    return Table("Since the baseline", ["tutorial", "what", "how"], rows, [])


def in_short(judgement: Judgement | None) -> str:
    """Returns outcome and p-value; nothing for no judgement."""
    if judgement is None:
        return ""
    if judgement.p_value is None:
        return str(judgement.outcome)
    logs = f"{judgement.logs} together, " if judgement.logs > 1 else ""
    return f"{judgement.outcome} ({logs}p = {judgement.p_value:.2g}, {judgement.members} recorded)"


def _runs(verdict: Verdict) -> str:
    counts = Counter(str(c.likeness) for c in (verdict.runs or {}).values())
    return "; ".join(f"{count} {likeness}" for likeness, count in counts.items())


def published_log(name: str) -> str:
    """Names the log that a tutorial is judged by, which is another's where it published none."""
    tutorial = published.tutorial(name)
    return "the published log" if tutorial.points else f"the published log of {tutorial.reference}"


def evidence(judgement: Judgement, title: str) -> Table:
    """Returns a row per statistic, the one that is farthest out first."""
    rows = [[e.statistic, f"{e.p_value:.2g}", e.words] for e in judgement.evidence]
    compared = (
        f"{_count(judgement.points, 'value')} of {_count(judgement.logs, 'log')} beside "
        f"{judgement.members} recorded runs."
    )
    return Table(title, ["statistic", "p alone", "speaks loudest"], rows, [compared])


def likenesses(runs: Mapping[object, Comparison], title: str) -> Table:
    """Returns a row per run: how like it is to the recorded run of its seed."""
    return Table(
        title,
        ["run", "beside the run of its seed"],
        [[str(k), str(c)] for k, c in runs.items()],
        [],
    )


def beside_ensemble(tutorial: Tutorial, logs: Sequence[Curve], ensemble: Sequence[Curve]) -> Table:
    """Returns logs, of several the median, beside the ensemble, step by step.

    logs, ensemble: both in the digits that are printed. A value that no recorded run has at that
    step or beyond is marked with `<` or `>`.
    """
    keys = sorted({key for log in logs for key in log})
    steps = sorted({step for step, _ in keys})
    shown = thinned(steps)
    metrics = [m for m in curves.METRICS if any(m == metric for _, metric in keys)]
    rows = []
    for step in shown:
        row = [str(step)]
        for metric in metrics:
            ours = [run[step, metric] for run in ensemble if (step, metric) in run]
            theirs = [log[step, metric] for log in logs if (step, metric) in log]
            row += [_marked(theirs, ours), _range(ours) if theirs else ""]
        rows.append(row)
    headers = ["step"]
    for metric in metrics:
        name = metric.replace("_", "\n")
        headers += [f"{name}\nlog", f"{name}\nensemble"]
    notes = [f"Left out here: {len(steps) - len(shown)} of {len(steps)} steps."]
    title = (
        f"{_count(len(logs), 'log')} beside {len(ensemble)} recorded runs of {tutorial.reference}"
    )
    return Table(title, headers, rows, notes if len(shown) < len(steps) else [])


def _marked(theirs: Sequence[float], ours: Sequence[float]) -> str:
    if not theirs:
        return ""
    value = float(np.median(theirs))
    mark = ""
    if ours:
        mark = " <" if value < min(ours) else " >" if value > max(ours) else ""
    return f"{value:.5g}{mark}"


def _range(values: Sequence[float]) -> str:
    return f"{min(values):.5g}–{max(values):.5g}" if values else "not recorded"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
