"""A post's own listing, as it is, with the threads that it has by default."""

import sys

from benchmarks.programs.clock import Clock, tick_with_each_batch

__all__ = ["run"]


def run(clock: Clock, script: str, data_dir: str) -> None:
    """Does what `python -m compat SCRIPT` does, with a tick per step."""
    from compat.__main__ import main

    tick_with_each_batch(clock)
    sys.exit(main(["--data-dir", data_dir, script]))
