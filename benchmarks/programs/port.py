"""A port without the harness: its generator drained in a plain session."""

import importlib

from benchmarks.programs.clock import Clock, tick_with_each_batch

__all__ = ["run", "train"]


def run(clock: Clock, tutorial: str, threads: int, data_dir: str) -> None:
    """Trains once, with a tick per step."""
    tick_with_each_batch(clock)
    train(tutorial, threads, data_dir)


def train(tutorial: str, threads: int, data_dir: str, steps: int | None = None) -> None:
    """Trains for so many steps; None: for the post's full length."""
    from compat import tf
    from compat.examples.tutorials.mnist import input_data
    from compat.mnist import arrays
    from compat.session import session_config

    port = importlib.import_module(f"reproductions.{tutorial}")
    with tf.Graph().as_default():
        tf.set_random_seed(1)
        mnist = input_data.data_sets(arrays.load(data_dir), one_hot=True)
        graph = port.build_graph()
        bound = () if steps is None else (port.bound(steps),)
        with tf.Session(config=session_config(threads=threads)) as session:
            for _ in port.train(session, graph, mnist, *bound):
                pass
