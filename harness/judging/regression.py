"""What changed since an earlier output directory: each run beside the run of its seed there."""

from collections.abc import Sequence
from dataclasses import dataclass

from harness import curves, published
from harness.judging import known_seed
from harness.judging.known_seed import Comparison, Drift
from harness.records import RunRecord, Status

__all__ = ["Regression", "since"]


@dataclass(frozen=True)
class Regression:
    """One tutorial, then and now.

    runs: seed → today's run beside the earlier one. changed: what else is not as it was, one item
    each, with both values. missing: the seeds of today that the earlier directory does not have.
    """

    runs: dict[int, Comparison]
    changed: tuple[str, ...]
    missing: tuple[int, ...]


def since(records: Sequence[RunRecord], baseline: Sequence[RunRecord], drift: Drift) -> Regression:
    """Compares the finished runs of one tutorial with those of a baseline."""
    tutorial = published.tutorial(records[0].task.tutorial)
    finished = [r for r in baseline if r.status is Status.FINISHED]
    then = {r.task.seed: r for r in finished if r.task.tutorial == tutorial.name}
    runs, changed, missing = {}, {}, []
    for record in records:
        if record.status is not Status.FINISHED:
            continue
        earlier = then.get(record.task.seed)
        if earlier is None:
            missing.append(record.task.seed)
            continue
        runs[record.task.seed] = known_seed.compare(
            tutorial, curves.of(record.points), curves.of(earlier.points), drift
        )
        changed |= dict.fromkeys(_changes(record, earlier))
    return Regression(runs, tuple(changed), tuple(missing))


def _changes(now: RunRecord, then: RunRecord) -> list[str]:
    described = [
        ("", then.versions, now.versions),
        ("", then.hyperparameters, now.hyperparameters),
        ("graph ", {"": then.graph_sha256[:12]}, {"": now.graph_sha256[:12]}),
        ("data ", {"": then.task.data.sha256[:12]}, {"": now.task.data.sha256[:12]}),
        ("steps ", {"": then.task.steps or "all"}, {"": now.task.steps or "all"}),
    ]
    return [
        f"{what}{name} {before.get(name)} → {after.get(name)}".replace("  ", " ")
        for what, before, after in described
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]
