"""The ports' training loops run dry: which lines they print after how many steps, at no cost."""

from types import ModuleType
from typing import NamedTuple

import numpy as np

from reproductions.log_formats import Point

__all__ = ["TRAINS", "Loop", "dry_run"]

TRAINS = ("train_op", "train_step", "optimizer")
"""What the posts call the operation that makes a training step."""


class Loop(NamedTuple):
    """What a loop did: how many training steps it ran, and the points that it printed.

    The values in the points mean nothing, but for those that the loop counts itself.
    """

    steps: int
    points: list[Point]


def dry_run(port: ModuleType, mnist) -> Loop:
    """Runs the whole loop of a port on `mnist`, in a session that computes nothing."""
    graph = port.Graph(*port.Graph._fields)  # each tensor is its own name
    session = _DrySession()
    points = list(port.train(session, graph, mnist))
    return Loop(session.trained, points)


class _DrySession:
    """Counts training steps, and answers everything with a 0."""

    def __init__(self):
        self.trained = 0

    def run(self, fetches, feed_dict=None):
        if isinstance(fetches, list):
            return [self.run(name) for name in fetches]
        self.trained += fetches in TRAINS
        return np.zeros(())
