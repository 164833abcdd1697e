"""The catalogue: what `expected_logs/` tells of each post, and the log that the post published."""

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

from reproductions import TUTORIALS, log_formats
from reproductions.log_formats import Point

__all__ = ["EXPECTED_LOGS", "Tutorial", "catalogue", "tutorial"]

EXPECTED_LOGS = Path(__file__).resolve().parent.parent / "expected_logs"


@dataclass(frozen=True)
class Tutorial:
    """One tutorial: its post, the length of a run, and what the post published.

    number, title, author, date, tensorflow: of the post; empty where it states none.
    summary: the model in one line.
    steps: training steps of a full run; batch_size: images per step; test_images: images of
        each test accuracy, 0 where none is printed; lines: lines it prints;
    print_every: one of so many steps prints one; relative_cost: how long a step takes, in steps of
        `dynamic_rnn`, roughly.
    reference: the tutorial whose recorded runs this one is judged against: itself, or one with
        bit-identical trajectories; reference_seeds: of how many seeds they are.
    missing: what of its log the post does not show, in words.
    published: the points that the post shows, each with its step, in parts that a gap separates;
        empty when no log can be read.
    decimals: value → the decimals that the post prints.
    """

    name: str
    number: str
    title: str
    author: str
    date: str
    tensorflow: str
    summary: str
    steps: int
    batch_size: int
    test_images: int
    relative_cost: float
    lines: int
    print_every: int
    reference: str
    reference_seeds: int
    missing: str
    published: tuple[tuple[Point, ...], ...]
    decimals: dict[str, int]

    @property
    def last_printed_step(self) -> int:
        """The last step in the loop that prints a line."""
        return self.steps // self.print_every * self.print_every

    @property
    def points(self) -> tuple[Point, ...]:
        """The published points without their gaps."""
        return tuple(point for part in self.published for point in part)

    def images(self, metric: str) -> int:
        """Returns of how many images each value of an accuracy is; 0 for what is no accuracy."""
        return {"training_accuracy": self.batch_size, "test_accuracy": self.test_images}.get(
            metric, 0
        )


@functools.cache
def tutorial(name: str) -> Tutorial:
    """Reads `expected_logs/NAME.toml` and, when the post shows a log, `NAME.log`.

    Raises ValueError when the two do not fit each other.
    """
    about = tomllib.loads((EXPECTED_LOGS / f"{name}.toml").read_text("utf-8"))
    published = about["published"]
    return Tutorial(
        name=name,
        **about["post"],
        **about["run"],
        reference=about["reference"]["name"],
        reference_seeds=about["reference"]["seeds"],
        missing=published["missing"],
        published=_read_log(name, published) if "steps" in published else (),
        decimals=published.get("decimals", {}),
    )


def catalogue() -> list[Tutorial]:
    """Returns the five tutorials in the order of their posts."""
    return [tutorial(name) for name in TUTORIALS]


def _read_log(name: str, published: dict) -> tuple[tuple[Point, ...], ...]:
    log_format = log_formats.BY_TUTORIAL[name]
    parts: list[list[Point]] = [[]]
    for line in (EXPECTED_LOGS / f"{name}.log").read_text("utf-8").splitlines():
        if line == published.get("gap"):
            parts.append([])
            continue
        point = log_format.parse(line)
        if point is None:
            raise ValueError(f"expected_logs/{name}.log: not a line of this log: {line!r}")
        parts[-1].append(point)
    if [len(part) for part in parts] != [len(steps) for steps in published["steps"]]:
        raise ValueError(f"expected_logs/{name}: the log and the steps in the TOML file differ")
    return tuple(
        tuple(
            Point(step, point.values, point.line) for step, point in zip(steps, part, strict=True)
        )
        for steps, part in zip(published["steps"], parts, strict=True)
    )
