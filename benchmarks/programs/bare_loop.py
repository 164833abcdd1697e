"""A port without the harness, trained again and again: here a tick is a whole training."""

from benchmarks.programs import port
from benchmarks.programs.clock import Clock

__all__ = ["run"]


def run(clock: Clock, tutorial: str, threads: int, data_dir: str, steps: int) -> None:
    while True:
        port.train(tutorial, threads, data_dir, steps)
        clock.tick()
