"""What the command line tells every benchmark."""

from dataclasses import dataclass
from pathlib import Path

from harness import published

__all__ = ["Settings"]


@dataclass(frozen=True)
class Settings:
    """What to measure, how long, and with what.

    repeats: how many times each of the things compared has its turn.
    steps: of each training; None for the benchmark's own default.
    full: train at the posts' full length where whole trainings are measured.
    jobs: how many processes fill the machine.
    data_dir: where the four MNIST files are.
    listings: tutorial → its post's listing, of those that are at hand.
    """

    tutorials: tuple[str, ...]
    repeats: int
    steps: int | None
    full: bool
    jobs: int
    data_dir: Path
    listings: dict[str, Path]

    def cut(self, default: int) -> int | None:
        """Returns where to stop whole trainings; None at full length."""
        return None if self.full else self.steps or default

    def length(self, tutorial: str, default: int) -> int:
        """Returns the steps of a whole training of `tutorial`."""
        full = published.tutorial(tutorial).steps
        return min(self.cut(default) or full, full)
