"""What passes between the rooms: tasks, updates while they run, run records; and their JSON."""

import dataclasses
import enum
import json
import math
from dataclasses import dataclass
from typing import Any

from reproductions import TUTORIALS, log_formats

__all__ = ["Data", "Ended", "Printed", "RunRecord", "Started", "Status", "Task", "Update"]


@dataclass(frozen=True)
class Data:
    """The images that a task trains on.

    directory: where the four MNIST files are; None for the stand-in.
    sha256: identifies the data, the same wherever it was found.
    """

    directory: str | None
    sha256: str

    @property
    def stand_in(self) -> bool:
        return self.directory is None


@dataclass(frozen=True)
class Task:
    """One training: which tutorial, from which seed, on which data.

    seed: the graph-level seed; it also seeds NumPy's shuffling of the images.
    steps: where to stop; None for the post's full length.
    threads: inter-op threads; they change no bit of the result.
    gpu_memory_fraction: the most that it may take of a GPU's memory; None for no bound.
    """

    tutorial: str
    seed: int
    data: Data
    steps: int | None = None
    threads: int = 1
    gpu_memory_fraction: float | None = None

    @property
    def key(self) -> tuple[int, int]:
        """Tells one task of a call from another, and sorts them: by post, then by seed."""
        return TUTORIALS.index(self.tutorial), self.seed

    @property
    def comparable(self) -> bool:
        """Whether its run can be compared with the post: full length, on MNIST."""
        return self.steps is None and not self.data.stand_in

    def __str__(self) -> str:
        return f"{self.tutorial} seed {self.seed}"


class Status(enum.StrEnum):
    """How a run ended."""

    FINISHED = "finished"
    """All its steps were trained."""
    DIVERGED = "diverged"
    """A weight or a printed value became NaN or infinite; the run ended there."""
    FAILED = "failed"
    """An exception, or the death of its process, ended it."""


@dataclass(frozen=True)
class RunRecord:
    """What is known of one run when it is over.

    detail: one line about what went wrong, empty for a finished run.
    points: what the run printed, as measured.
    hyperparameters: the port's constants.
    graph_sha256: of the port's graph, whatever the seed: `graphs.digest`.
    versions: of Python and of the packages that compute.
    wall_seconds: from building the graph to the last line.
    """

    task: Task
    status: Status
    detail: str
    points: tuple[log_formats.Point, ...]
    hyperparameters: dict[str, float]
    graph_sha256: str
    versions: dict[str, str]
    wall_seconds: float

    @classmethod
    def failed(cls, task: Task, detail: str) -> "RunRecord":
        """Returns the record of a task that an error ended; `detail` is cut to its first line."""
        return cls(task, Status.FAILED, detail.splitlines()[0], (), {}, "", {}, 0.0)

    def log(self) -> str:
        """Returns the lines that the post would have printed, each with its line end."""
        return "".join(f"{point.line}\n" for point in self.points)

    def to_json(self) -> str:
        """Returns the record as a JSON object; NaN and infinities are written as strings."""
        as_dict = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        as_dict["task"] = dataclasses.asdict(self.task)
        as_dict["points"] = [
            {"step": p.step, **{name: _to_json(v) for name, v in p.values.items()}}
            for p in self.points
        ]
        return json.dumps(as_dict, indent=1)

    @classmethod
    def from_json(cls, text: str) -> "RunRecord":
        """Inverse of `to_json`. Raises ValueError when `text` is no such record."""
        try:
            as_dict: dict[str, Any] = json.loads(text)
            task = as_dict.pop("task")
            task = Task(**{**task, "data": Data(**task["data"])})
            log_format = log_formats.BY_TUTORIAL[task.tutorial]
            points = tuple(
                log_format.point(p.pop("step"), **{name: _from_json(v) for name, v in p.items()})
                for p in as_dict.pop("points")
            )
            status = Status(as_dict.pop("status"))
            made = cls(task=task, status=status, points=points, **as_dict)
            made._check()
            return made
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not the record of a run: {error!r}") from error

    def _check(self) -> None:
        """Raises ValueError unless what JSON does not tell is as the fields say."""
        kinds = {"detail": str, "hyperparameters": dict, "graph_sha256": str, "versions": dict}
        for name, kind in kinds.items():
            if not isinstance(value := getattr(self, name), kind):
                raise ValueError(f"not the record of a run: its {name} is {value!r}")
        if not isinstance(self.task.seed, int) or not isinstance(self.wall_seconds, int | float):
            raise ValueError("not the record of a run: its seed or its time is no number")
        if self.status is Status.FINISHED and "tensorflow" not in self.versions:
            raise ValueError("not the record of a run: it names no version of TensorFlow")


@dataclass(frozen=True)
class Started:
    """A worker has begun with the task."""

    task: Task


@dataclass(frozen=True)
class Printed:
    """The task has printed a line."""

    task: Task
    point: log_formats.Point


@dataclass(frozen=True)
class Ended:
    """The task is over, one way or another."""

    record: RunRecord


Update = Started | Printed | Ended


def _to_json(value: float) -> float | str:
    return value if math.isfinite(value) else str(value)


def _from_json(value: float | str) -> float:
    return float(value) if isinstance(value, str) else value
