"""One training of a port with one thing changed, in a process of its own; its curve on stdout."""

import argparse
import importlib.util
import json
import os
import sys
from pathlib import Path

from benchmarks.variations import DEVIATIONS, HONEST, ROUNDINGS, Variation
from reproductions import TUTORIALS

__all__ = ["VARIATIONS", "changed"]

VARIATIONS = {v.name: v for v in (HONEST, *ROUNDINGS, *DEVIATIONS)}

_PORTS = Path(importlib.util.find_spec("reproductions").origin).parent


def changed(tutorial: str, variation: Variation) -> str:
    """Returns the text of a port with the variation's changes.

    Raises ValueError when the port does not have what is to be changed.
    """
    text = (_PORTS / f"{tutorial}.py").read_text("utf-8")
    for old, new in variation.changes.get(tutorial, ()):
        if old not in text:
            raise ValueError(f"{tutorial} has no {old!r}")
        text = text.replace(old, new)
    return text


def main() -> None:
    """Trains; prints the curve as JSON, a list of [step, metric, value]."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tutorial", choices=TUTORIALS)
    parser.add_argument("variation", choices=VARIATIONS)
    parser.add_argument("seed", type=int)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--data-dir")
    options = parser.parse_args()
    variation = VARIATIONS[options.variation]
    os.environ.update(variation.environment)  # before TensorFlow is loaded
    _change(options.tutorial, variation)

    from harness import curves, data, training
    from harness.records import Task

    task = Task(
        options.tutorial, options.seed, data.choose("mnist", options.data_dir), options.steps
    )
    record = training.run(task, lambda point: print(point.line, file=sys.stderr, flush=True))
    rows = [[step, metric, value] for (step, metric), value in curves.of(record.points).items()]
    json.dump(rows, sys.stdout)


def _change(tutorial: str, variation: Variation) -> None:
    name = f"reproductions.{tutorial}"
    module = importlib.util.module_from_spec(importlib.util.find_spec(name))
    sys.modules[name] = module
    exec(compile(changed(tutorial, variation), module.__file__, "exec"), vars(module))

    from compat import session
    from compat.examples.tutorials.mnist import input_data

    as_it_is, data_sets = session.session_config, input_data.data_sets

    def session_config(**options):
        config = as_it_is(**options)
        config.intra_op_parallelism_threads = variation.intra_op_threads
        return config

    def with_validation(arrays, **options):
        return data_sets(arrays, validation_size=variation.validation_size, **options)

    session.session_config = session_config
    input_data.data_sets = with_validation


if __name__ == "__main__":
    main()
