"""The verdicts and runs for machines: `results.json`, the outcome of the last call."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from harness import files
from harness.judging.known_seed import Comparison
from harness.judging.unknown_seed import Judgement
from harness.judging.verdicts import Verdict
from harness.records import RunRecord

__all__ = ["SCHEMA", "results", "write"]

SCHEMA = 2
"""Version of `results.json`; raised when a reader of the old form would misread the new one."""


def write(
    directory: str | Path,
    records: Sequence[RunRecord],
    verdicts: Sequence[Verdict],
    exit_code: int,
) -> Path:
    """Writes `results.json`; returns its path. Raises OSError when it cannot be written."""
    path = Path(directory) / "results.json"
    text = json.dumps(results(records, verdicts, exit_code), indent=1)
    files.write_text(path, f"{text}\n")
    return path


def results(
    records: Sequence[RunRecord], verdicts: Sequence[Verdict], exit_code: int
) -> dict[str, Any]:
    """Returns the object: schema version, exit code, one object per tutorial, and one per run."""
    return {
        "schema": SCHEMA,
        "exit_code": exit_code,
        "verdicts": [_verdict(v) for v in verdicts],
        "runs": [_run(r) for r in records],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    made = {
        "tutorial": verdict.tutorial,
        "outcome": verdict.outcome or "not judged",
        "reason": verdict.reason,
        "published_log": _judgement(verdict.published),
        "runs_by_seed": _comparisons(verdict.runs or {}),
        "runs_of_other_seeds": _judgement(verdict.others),
    }
    if verdict.since:
        made["since_baseline"] = {
            "changed": list(verdict.since.changed),
            "missing_seeds": list(verdict.since.missing),
            "runs_by_seed": _comparisons(verdict.since.runs),
        }
    return made


def _judgement(judgement: Judgement | None) -> dict[str, Any] | None:
    if judgement is None:
        return None
    return {
        "outcome": judgement.outcome,
        "p_value": judgement.p_value,
        "reason": judgement.reason,
        "logs": judgement.logs,
        "recorded_runs": judgement.members,
        "values": judgement.points,
        "statistics": [
            {"name": e.statistic, "p_value": e.p_value, "speaks_loudest": e.words}
            for e in judgement.evidence
        ],
    }


def _comparisons(runs: dict[int, Comparison]) -> dict[str, str]:
    return {str(seed): str(comparison) for seed, comparison in runs.items()}


def _run(record: RunRecord) -> dict[str, Any]:
    task = record.task
    return {
        "tutorial": task.tutorial,
        "seed": task.seed,
        "status": record.status,
        "detail": record.detail,
        "steps": task.steps,
        "stand_in": task.data.stand_in,
        "data_sha256": task.data.sha256,
        "graph_sha256": record.graph_sha256,
        "versions": record.versions,
        "wall_seconds": record.wall_seconds,
        "log": f"{task.tutorial}/seed-{task.seed}.log",
    }
