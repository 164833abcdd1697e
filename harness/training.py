"""One task in this process: graph, seed, session and data in, points as they come out."""

import importlib
import importlib.metadata
import math
import platform
import time
from collections.abc import Callable
from types import ModuleType
from typing import NamedTuple

import numpy as np

from harness import data, graphs
from harness.records import RunRecord, Status, Task
from reproductions.log_formats import Point

__all__ = ["Program", "program", "run"]

_PACKAGES = ("tensorflow", "tf-keras", "numpy")


class Program(NamedTuple):
    """What a run computes, but for its seed and its data."""

    hyperparameters: dict[str, float]
    graph_sha256: str


def program(tutorial: str) -> Program:
    """Returns the program that a tutorial is today. Loads TensorFlow."""
    graph_sha256 = graphs.digest(graphs.build(tutorial))
    return Program(_hyperparameters(_port(tutorial)), graph_sha256)


def run(task: Task, on_point: Callable[[Point], None]) -> RunRecord:
    """Trains one tutorial from one seed; hands each point to `on_point` when it is printed.

    Loads TensorFlow on first use. The graph and the images are seeded by `task.seed` before the
    post's first statement; a run with a NaN or infinite weight ends at the next point.
    """
    from compat import tf
    from compat.examples.tutorials.mnist import input_data
    from compat.session import session_config

    port = _port(task.tutorial)
    started = time.perf_counter()
    points, status, detail = [], Status.FINISHED, ""
    with tf.Graph().as_default():
        tf.set_random_seed(task.seed)
        mnist = input_data.data_sets(data.load(task.data), one_hot=True)
        graph = port.build_graph()
        graph_sha256 = graphs.digest(tf.get_default_graph().as_graph_def())
        weights = tf.trainable_variables()
        bound = () if task.steps is None else (port.bound(task.steps),)
        config = session_config(threads=task.threads, gpu_memory_fraction=task.gpu_memory_fraction)
        with tf.Session(config=config) as session:
            for point in port.train(session, graph, mnist, *bound):
                points.append(point)
                on_point(point)
                if not _all_finite(point, session.run(weights)):
                    status, detail = Status.DIVERGED, f"NaN or infinity at step {point.step}"
                    break
    return RunRecord(
        task=task,
        status=status,
        detail=detail,
        points=tuple(points),
        hyperparameters=_hyperparameters(port),
        graph_sha256=graph_sha256,
        versions=_versions(),
        wall_seconds=round(time.perf_counter() - started, 3),
    )


def _port(tutorial: str) -> ModuleType:
    return importlib.import_module(f"reproductions.{tutorial}")


def _all_finite(point: Point, weights: list[np.ndarray]) -> bool:
    # The accuracy stays finite when the loss does not (argmax of NaN is 0); the weights tell.
    return all(map(math.isfinite, point.values.values())) and all(
        np.isfinite(w).all() for w in weights
    )


def _hyperparameters(port: ModuleType) -> dict[str, float]:
    return {
        name: value
        for name, value in vars(port).items()
        if isinstance(value, int | float) and not name.startswith("_")
    }


def _versions() -> dict[str, str]:
    packages = {name: importlib.metadata.version(name) for name in _PACKAGES}
    return {"python": platform.python_version(), **packages}
