"""What changed since an earlier output directory: each run beside the run of its seed there."""

from collections.abc import Mapping, Sequence
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
    each, with both values. program: of these, what makes it another program: hyperparameters, and
    the graph where TensorFlow is the same. missing: the seeds of today that the earlier directory
    does not have.
    """

    runs: dict[int, Comparison]
    changed: tuple[str, ...]
    program: tuple[str, ...]
    missing: tuple[int, ...]


def since(records: Sequence[RunRecord], baseline: Sequence[RunRecord], drift: Drift) -> Regression:
    """Compares the finished runs of one tutorial with those of a baseline."""
    tutorial = published.tutorial(records[0].task.tutorial)
    finished = [r for r in baseline if r.status is Status.FINISHED]
    then = {r.task.seed: r for r in finished if r.task.tutorial == tutorial.name}
    runs, changed, program, missing = {}, {}, {}, []
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
        versions = _changes(earlier.versions, record.versions)
        hyperparameters = _changes(earlier.hyperparameters, record.hyperparameters)
        graph = _changes({"graph": earlier.graph_sha256[:12]}, {"graph": record.graph_sha256[:12]})
        changed |= versions | hyperparameters | graph | _changes(_task(earlier), _task(record))
        program |= hyperparameters
        if earlier.versions["tensorflow"] == record.versions["tensorflow"]:
            program |= graph
    return Regression(runs, *map(tuple, (changed, program, missing)))


def _task(record: RunRecord) -> dict[str, object]:
    return {"data": record.task.data.sha256[:12], "steps": record.task.steps or "all"}


def _changes(then: Mapping[str, object], now: Mapping[str, object]) -> dict[str, None]:
    return dict.fromkeys(
        f"{name} {then.get(name)} → {now.get(name)}"
        for name in sorted({*then, *now})
        if then.get(name) != now.get(name)
    )
