"""One verdict per tutorial: on the published log, and on the runs made today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from harness import curves, published, reference
from harness.curves import Curve
from harness.judging import known_seed, regression, unknown_seed
from harness.judging.known_seed import Comparison, Drift, Likeness
from harness.judging.outcome import Outcome
from harness.judging.regression import Regression
from harness.judging.unknown_seed import Judgement
from harness.published import Tutorial
from harness.records import RunRecord, Status
from harness.reference import Reference, UnusableReferenceError

__all__ = ["Verdict", "judge", "on_published"]


@dataclass(frozen=True)
class Verdict:
    """What is said of one tutorial.

    outcome: None when the runs cannot be judged: stand-in data, cut short, or none finished.
    reason: of the outcome, in one line.
    published: on the published log, beside the recorded runs; None when nothing was published.
    runs: seed → today's run beside the recorded run of that seed.
    others: on the runs of which no recorded run can tell, together, by the ensemble: those from
        seeds that are not recorded, and where `runs` cannot tell; None when there are none.
    since: what changed since the baseline; None without one.
    """

    tutorial: str
    outcome: Outcome | None
    reason: str
    published: Judgement | None = None
    runs: dict[int, Comparison] | None = None
    others: Judgement | None = None
    since: Regression | None = None


def judge(
    records: Sequence[RunRecord], baseline: Sequence[RunRecord] | None = None
) -> list[Verdict]:
    """Returns a verdict for each tutorial of which there are runs, in the order of the posts.

    baseline: runs of an earlier call to compare with as well. A run that is another computation
        than its baseline's, or of another program, deviates, whatever its length and its data;
        where there is none to compare with, nothing can be told.
    """
    made = []
    for name in dict.fromkeys(r.task.tutorial for r in sorted(records, key=lambda r: r.task.key)):
        runs = [r for r in records if r.task.tutorial == name]
        try:
            recorded = reference.read(name)
            drift = known_seed.read_drift(recorded)
            verdict = _judge(published.tutorial(name), runs, recorded, drift)
        except UnusableReferenceError as error:
            verdict, drift = Verdict(name, Outcome.DEVIATES, str(error)), {}
        except ValueError as error:  # a damaged file
            verdict, drift = Verdict(name, Outcome.CANNOT_TELL, str(error)), {}
        if baseline is not None:
            verdict = _with_baseline(verdict, regression.since(runs, baseline, drift))
        made.append(verdict)
    return made


def _with_baseline(verdict: Verdict, since: Regression) -> Verdict:
    verdict = replace(verdict, since=since)
    if since.program:
        reason = f"another program than in the baseline: {', '.join(since.program)}"
        return replace(verdict, outcome=Outcome.DEVIATES, reason=reason)
    for seed, run in since.runs.items():
        if run.likeness is Likeness.OTHER:
            reason = f"seed {seed} is not as in the baseline: {run}"
            return replace(verdict, outcome=Outcome.DEVIATES, reason=reason)
    for seed, run in since.runs.items():
        if run.likeness is Likeness.UNKNOWN and verdict.outcome is not Outcome.DEVIATES:
            reason = f"seed {seed} beside the baseline: {run}"
            return replace(verdict, outcome=Outcome.CANNOT_TELL, reason=reason)
    if not since.runs and verdict.outcome is not Outcome.DEVIATES:
        reason = "the baseline has no finished run of these seeds"
        return replace(verdict, outcome=Outcome.CANNOT_TELL, reason=reason)
    if verdict.outcome is None:
        reason = f"as in the baseline; {verdict.reason}"
        return replace(verdict, outcome=Outcome.REPRODUCED, reason=reason)
    return verdict


def _judge(
    tutorial: Tutorial, records: Sequence[RunRecord], recorded: Reference | None, drift: Drift
) -> Verdict:
    if why_not := _incomparable(records):
        return Verdict(tutorial.name, None, why_not)
    records = [r for r in records if r.status is Status.FINISHED]
    if recorded is None:
        return Verdict(tutorial.name, Outcome.CANNOT_TELL, "no run is recorded to compare with")
    for record in records:
        reference.check_run(record, recorded)
    return _beside(tutorial, records, recorded, drift)


def _incomparable(records: Sequence[RunRecord]) -> str | None:
    if any(r.task.data.stand_in for r in records):
        return "stand-in data, not MNIST"
    if cut := [r.task.steps for r in records if r.task.steps is not None]:
        return f"cut short at step {min(cut)}"
    if all(r.status is not Status.FINISHED for r in records):
        return "no run was finished"
    return None


def _beside(
    tutorial: Tutorial, records: Sequence[RunRecord], recorded: Reference, drift: Drift
) -> Verdict:
    made = {record.task.seed: curves.of(record.points) for record in records}
    runs = {
        seed: known_seed.compare(tutorial, curve, recorded.runs[seed], drift)
        for seed, curve in made.items()
        if seed in recorded.runs
    }
    others = [s for s in made if s not in runs or runs[s].likeness is Likeness.UNKNOWN]
    on_others = None
    if others:
        on_others = unknown_seed.judge(
            tutorial, [made[s] for s in others], recorded.without(others)
        )
    judgement = on_published(tutorial, list(recorded.runs.values()))
    outcome, reason = _together(judgement, runs, on_others)
    if judgement and reason is judgement.reason and not tutorial.points:
        reason = f"by the log of {tutorial.reference}, whose runs are bit-identical: {reason}"
    return Verdict(tutorial.name, outcome, reason, judgement, runs, on_others)


def on_published(tutorial: Tutorial, ensemble: Sequence[Curve]) -> Judgement | None:
    """Judges the published log of a tutorial beside the recorded runs; None when there is none.

    A tutorial that published nothing, but whose trajectories are bit-identical to another's, is
    judged by what that one published.
    """
    points = tutorial.points or published.tutorial(tutorial.reference).points
    log = curves.of(points)
    return unknown_seed.judge(tutorial, [log], ensemble) if log else None


def _together(
    on_log: Judgement | None, runs: Mapping[int, Comparison], on_others: Judgement | None
) -> tuple[Outcome, str]:
    """Deviating is what any part says; else the published log decides, where there is one."""
    for seed, run in runs.items():
        if run.likeness is Likeness.OTHER:
            return Outcome.DEVIATES, f"seed {seed} is not as recorded: {run}"
    for judgement in (on_others, on_log):
        if judgement and judgement.outcome is Outcome.DEVIATES:
            return Outcome.DEVIATES, judgement.reason
    if on_log:
        return on_log.outcome, on_log.reason
    if on_others:
        return on_others.outcome, f"{on_others.reason}; nothing was published"
    return Outcome.REPRODUCED, "the runs are the recorded ones; nothing was published"
