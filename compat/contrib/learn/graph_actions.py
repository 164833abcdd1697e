"""`run_n` and `run_feeds` of `tf.contrib.learn`: values of tensors, in a session made for them."""

import itertools

from compat._v1 import v1

__all__ = ["run_feeds", "run_n"]


def run_feeds(output_dict, feed_dicts, restore_checkpoint_path=None):
    """Returns the values of `output_dict`, by name: a dict for each of `feed_dicts`.

    Variables and tables are initialized, variables from the checkpoint where one is given, and
    queues run meanwhile.
    output_dict: tensors of one graph by name.
    Raises ValueError when there are none.
    """
    if not output_dict:
        raise ValueError(f"output_dict is invalid: {output_dict}.")
    graph = next(iter(output_dict.values())).graph
    with graph.as_default(), v1.Session() as session:
        session.run(v1.local_variables_initializer())
        if restore_checkpoint_path:
            v1.train.Saver().restore(session, restore_checkpoint_path)
        else:
            session.run(v1.global_variables_initializer())
        session.run(v1.tables_initializer())
        coordinator = v1.train.Coordinator()
        threads = v1.train.start_queue_runners(session, coordinator)
        try:
            return [session.run(output_dict, feed) for feed in feed_dicts]
        finally:
            coordinator.request_stop()
            coordinator.join(threads, stop_grace_period_secs=10)


def run_n(output_dict, feed_dict=None, restore_checkpoint_path=None, n=1):
    """`run_feeds`, `n` times with the same `feed_dict`."""
    return run_feeds(output_dict, itertools.repeat(feed_dict, n), restore_checkpoint_path)
