"""The output directory: each run's log and record, written so that no crash leaves half of one."""

import contextlib
import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from filelock import FileLock, Timeout

from harness import files
from harness.claims.ledger import Claim, Verdict
from harness.records import RunRecord, Task
from reproductions import TUTORIALS
from reproductions.log_formats import Point

__all__ = ["DirectoryBusyError", "Store", "read", "read_claims"]


class DirectoryBusyError(Exception):
    """Another runner writes to the directory."""


class Store:
    """One output directory, for one runner at a time.

    `OUT/NAME/seed-N.log` is the run in the post's own format, `OUT/NAME/seed-N.json` its record;
    both appear when the run is over. Until then its lines are in `OUT/NAME/.seed-N.log.part`.
    `OUT/claims.json` is the ledger.
    """

    def __init__(self, directory: str | Path):
        """Makes the directory and locks it.

        Raises DirectoryBusyError, or OSError when nothing can be written there.
        """
        self.directory = Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(self.directory / ".lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise DirectoryBusyError(
                f"another runner is writing to {directory}; wait for it or use another --out"
            ) from None
        self._parts: dict[Task, TextIO] = {}

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *exception) -> None:
        for part in self._parts.values():
            with contextlib.suppress(OSError):  # a full disk: the runs that are over are stored
                part.close()
        self._lock.release()

    def log_path(self, task: Task) -> Path:
        return self.directory / task.tutorial / f"seed-{task.seed}.log"

    def begin(self, task: Task) -> None:
        """Starts the lines of a run, from nothing, whatever an earlier try has left."""
        if task in self._parts:
            self._parts.pop(task).close()
        path = self._part_path(task)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._parts[task] = path.open("w", encoding="utf-8", buffering=1)

    def append(self, task: Task, point: Point) -> None:
        """Writes a line as it comes."""
        self._parts[task].write(f"{point.line}\n")

    def save(self, record: RunRecord) -> None:
        """Writes the log and the record of a run that is over; the record is the sign of that."""
        path = self.log_path(record.task)
        files.write_text(path, record.log())
        files.write_text(path.with_suffix(".json"), record.to_json() + "\n")
        if part := self._parts.pop(record.task, None):
            part.close()
        self._part_path(record.task).unlink(missing_ok=True)

    def stored(self, task: Task) -> RunRecord | None:
        """Returns the record of the run of its tutorial and seed; None where none can be read."""
        try:
            return _record(self.log_path(task).with_suffix(".json"))
        except (OSError, ValueError):
            return None

    def save_what_is_missing(self, records: Iterable[RunRecord]) -> None:
        """Writes the runs again that somebody deleted while others went on."""
        for record in records:
            if not self.log_path(record.task).with_suffix(".json").exists():
                self.save(record)

    def save_claims(self, claims: Iterable[Claim]) -> None:
        """Writes `claims.json`, the ledger."""
        rows = [dataclasses.asdict(claim) for claim in claims]
        files.write_text(self.directory / "claims.json", json.dumps(rows, indent=1) + "\n")

    def _part_path(self, task: Task) -> Path:
        return self.log_path(task).with_name(f".seed-{task.seed}.log.part")


def read(directory: str | Path) -> list[RunRecord]:
    """Returns the runs stored in a directory, those that failed too, by tutorial and seed.

    Raises OSError when it is no directory, ValueError naming a file that is no record.
    """
    tutorials = [path for path in Path(directory).iterdir() if path.name in TUTORIALS]
    records = [_record(path) for t in tutorials for path in t.glob("seed-*.json")]
    return sorted(records, key=lambda r: r.task.key)


def read_claims(directory: str | Path) -> list[Claim]:
    """Returns the ledger stored in a directory; empty when it has none.

    Raises ValueError when the file is damaged.
    """
    path = Path(directory) / "claims.json"
    if not path.exists():
        return []
    try:
        rows = json.loads(path.read_text("utf-8"))
        return [Claim(**{**row, "verdict": Verdict(row["verdict"])}) for row in rows]
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"{path}: not a ledger: {error!r}") from error


def _record(path: Path) -> RunRecord:
    try:
        return RunRecord.from_json(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
