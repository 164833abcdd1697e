"""Where a training step's time goes: TensorFlow's own trace, by operation, on one thread."""

import importlib
import re
import sys
from collections import Counter
from typing import Any

from benchmarks.settings import Settings
from harness.claims.loops import TRAINS
from harness.reporting.tables import Table

__all__ = ["STEPS", "measure", "tables"]

STEPS = 10
"""Traced, after as many to warm up; a trace costs a few per cent itself."""

_SHOWN = 6


def measure(settings: Settings) -> dict[str, Any]:
    """Returns tutorial → `steps` and `ms`: operation → milliseconds of all steps."""
    return {tutorial: _measure(settings, tutorial) for tutorial in settings.tutorials}


def _measure(settings: Settings, tutorial: str) -> dict[str, Any]:
    from compat import tf
    from compat.examples.tutorials.mnist import input_data
    from compat.mnist import arrays
    from compat.session import session_config

    print(f"profile: {tutorial}", file=sys.stderr)
    port = importlib.import_module(f"reproductions.{tutorial}")
    steps = settings.steps or STEPS
    with tf.Graph().as_default():
        tf.set_random_seed(1)
        mnist = input_data.data_sets(arrays.load(str(settings.data_dir)), one_hot=True)
        graph = port.build_graph()
        [trains] = [getattr(graph, name) for name in TRAINS if hasattr(graph, name)]
        with tf.Session(config=session_config()) as session:
            traced = _Traced(session, trains, tf, steps)
            for _ in port.train(traced, graph, mnist, port.bound(2 * steps)):
                pass
    return {"steps": steps, "ms": dict(traced.ms)}


class _Traced:
    """A session that traces its training steps, all but the first `warm_up`."""

    def __init__(self, session, trains, tf, warm_up: int):
        self._session, self._trains, self._tf, self._left = session, trains, tf, warm_up
        self.ms = Counter()

    def run(self, fetches, feed_dict=None):
        if fetches not in (self._trains, [self._trains]):
            return self._session.run(fetches, feed_dict)
        self._left -= 1
        if self._left >= 0:
            return self._session.run(fetches, feed_dict)
        options = self._tf.RunOptions(trace_level=self._tf.RunOptions.FULL_TRACE)
        found = self._tf.RunMetadata()
        made = self._session.run(fetches, feed_dict, options=options, run_metadata=found)
        for device in found.step_stats.dev_stats:
            for node in device.node_stats:
                operation = re.search(r"= (\w+)\(", node.timeline_label)
                name = operation[1] if operation else "transfer"
                self.ms[name] += (node.op_end_rel_micros - node.op_start_rel_micros) / 1000
        return made


def tables(samples: dict[str, Any]) -> list[Table]:
    """Returns a row per tutorial: its operations, the longest first, as shares of their sum."""
    rows = []
    for tutorial, sample in samples.items():
        total = sum(sample["ms"].values())
        products = sum(ms for name, ms in sample["ms"].items() if "MatMul" in name)
        longest = sorted(sample["ms"].items(), key=lambda item: -item[1])
        rows.append(
            [
                tutorial,
                f"{total / sample['steps']:.1f}",
                f"{products / total:.0%}",
                ", ".join(f"{name} {ms / total:.0%}" for name, ms in longest[:_SHOWN]),
            ]
        )
    headers = ["tutorial", "all operations, ms", "matrix products", "the longest"]
    return [Table("A training step's time by operation, one thread", headers, rows, [])]
