"""The output directory: each run's log and record, and the results for machines."""

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from harness.records import RunRecord, Task
from reproductions import TUTORIALS

__all__ = ["Store"]

SCHEMA = 1
"""Version of `results.json`; raised when a reader of the old form would misread the new one."""


class Store:
    """One output directory.

    `OUT/NAME/seed-N.log` is the run in the post's own format, `OUT/NAME/seed-N.json` its record,
    `OUT/results.json` the outcome of the last call of the runner.
    """

    def __init__(self, directory: str | Path):
        """Makes the directory. Raises OSError when nothing can be written there."""
        self.directory = Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self.directory):
            pass

    @staticmethod
    def read(directory: str | Path) -> list[RunRecord]:
        """Returns the runs stored in a directory, by tutorial and seed.

        Raises OSError when it is no directory, ValueError naming a file that is no record.
        """
        tutorials = [path for path in Path(directory).iterdir() if path.name in TUTORIALS]
        records = [_record(path) for t in tutorials for path in t.glob("seed-*.json")]
        return sorted(records, key=lambda r: (TUTORIALS.index(r.task.tutorial), r.task.seed))

    def log_path(self, task: Task) -> Path:
        return self.directory / task.tutorial / f"seed-{task.seed}.log"

    def save(self, record: RunRecord) -> None:
        """Writes the log and the record of a run that is over."""
        path = self.log_path(record.task)
        path.parent.mkdir(exist_ok=True)
        _write(path, record.log())
        _write(path.with_suffix(".json"), record.to_json())

    def save_results(self, records: Sequence[RunRecord], exit_code: int) -> None:
        """Writes `results.json`: schema version, exit code, and one object per run."""
        runs = [
            {
                "tutorial": r.task.tutorial,
                "seed": r.task.seed,
                "status": r.status,
                "detail": r.detail,
                "verdict": "not judged",
                "steps": r.task.steps,
                "stand_in": r.task.data.stand_in,
                "data_sha256": r.task.data.sha256,
                "versions": r.versions,
                "wall_seconds": r.wall_seconds,
                "log": str(self.log_path(r.task).relative_to(self.directory)),
            }
            for r in records
        ]
        results = {"schema": SCHEMA, "exit_code": exit_code, "runs": runs}
        _write(self.directory / "results.json", json.dumps(results, indent=1) + "\n")


def _record(path: Path) -> RunRecord:
    try:
        return RunRecord.from_json(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def _write(path: Path, text: str) -> None:
    """Replaces the file at once, so that no reader and no crash finds half of it."""
    partial = path.with_name(f".{path.name}.part")
    partial.write_text(text, "utf-8")
    os.replace(partial, path)
