"""Starts one measured program; `benchmarks.processes` is at the other end of the pipes."""

import importlib
import json
import sys

from benchmarks.programs.clock import Clock

if __name__ == "__main__":
    name, options = sys.argv[1:]
    program = importlib.import_module(f"benchmarks.programs.{name}")
    program.run(Clock(), **json.loads(options))
