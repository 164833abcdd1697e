"""Calls of `tf.contrib.training`, beside hyperparameters."""

import tempfile

import numpy as np
import pytest

from tests.calls import near


def _gradients(tf):
    training = tf.contrib.training
    v = tf.get_variable("v", initializer=[3.0, 4.0])
    gradients = [(tf.constant([3.0, 4.0]), v)]
    (clipped,) = training.clip_gradient_norms(gradients, 1.0)
    assert near(clipped[0], [0.6, 0.8])
    (clipped,) = training.clip_gradient_norms_fn(2.5)(gradients)
    assert near(clipped[0], [1.5, 2.0])
    ((multiplied, _),) = training.multiply_gradients(gradients, {v: 2.0})
    assert near(multiplied, [6, 8])
    return len(training.add_gradients_summaries(gradients)) == 2


def _trained(tf):
    """Trained, and evaluated while checkpoints come and when they have come."""
    training = tf.contrib.training
    w = tf.get_variable("w", initializer=4.0)
    step = training.create_train_op(
        tf.square(w), tf.train.GradientDescentOptimizer(0.25), tf.train.get_or_create_global_step()
    )
    with tempfile.TemporaryDirectory() as directory:
        stop = tf.train.StopAtStepHook(num_steps=3)
        loss = training.train(step, directory, hooks=[stop], save_summaries_steps=None)
        assert loss in (1, 0.25)  # before the last step, or after it
        path = training.wait_for_new_checkpoint(directory, None, 0.1, timeout=5)
        assert path == tf.train.latest_checkpoint(directory)
        found = list(training.checkpoints_iterator(directory, timeout=0))
        assert found == [path]
        with tf.Graph().as_default():
            return _evaluated(tf, training, directory, path)


def _evaluated(tf, training, directory, path):
    w = tf.get_variable("w", [])
    tf.train.get_or_create_global_step()
    count = training.get_or_create_eval_step()
    summary = training.SummaryAtEndHook(directory, summary_op=tf.summary.scalar("half", w))
    once = training.evaluate_once(
        path,
        eval_ops=tf.identity(w),
        final_ops={"w": w, "count": count},
        hooks=[training.StopAfterNEvalsHook(5), summary],
    )
    assert once == {"w": 0.5, "count": 5}
    written = [
        (event.step, value.simple_value)
        for path in tf.gfile.Glob(f"{directory}/events*")
        for event in tf.train.summary_iterator(path)
        for value in event.summary.value
        if value.tag == "half"
    ]
    assert written == [(3, 0.5)]
    repeatedly = training.evaluate_repeatedly(
        directory, final_ops=w, eval_interval_secs=0, max_number_of_evaluations=1, timeout=1
    )
    return repeatedly == 0.5


def _buckets(tf):
    """Rows of 0, 1, 2 … by their rest; what is left in the end is dropped, or is a batch."""
    for smaller, expected in (
        (False, [(0, [0, 2]), (0, [4, 6]), (1, [1, 3, 5])]),
        (True, [(0, [0, 2]), (0, [4, 6]), (0, [8]), (1, [1, 3, 5]), (1, [7])]),
    ):
        with tf.Graph().as_default():
            row = tf.train.range_input_producer(10, 1, shuffle=False).dequeue()
            which, batch = tf.contrib.training.bucket(
                {"row": row, "pair": tf.stack([row, row])},
                row % 2,
                batch_size=[2, 3],
                num_buckets=2,
                allow_smaller_final_batch=smaller,
                keep_input=row < 9,
            )
            assert (which.shape, batch["pair"].shape.as_list()) == ((), [None, 2])
            found = _dequeued(tf, [which, batch])
        assert all((b["pair"] == b["row"][:, None]).all() for _, b in found)
        assert sorted((int(k), b["row"].tolist()) for k, b in found) == expected
    with pytest.raises(ValueError, match="batch_size has 1 values, for 2 buckets"):
        tf.contrib.training.bucket([tf.constant(1)], 0, [3], 2)
    return _by_length(tf)


def _by_length(tf):
    training = tf.contrib.training
    with tf.Graph().as_default():
        length = tf.train.range_input_producer(8, 1, shuffle=False).dequeue()
        lengths, (sentences,) = training.bucket_by_sequence_length(
            length, [tf.fill([length], length)], 2, [3, 6], num_threads=1, dynamic_pad=True
        )
        assert sentences.shape.as_list() == [2, None]
        found = sorted(
            (n.tolist(), rows.tolist()) for n, rows in _dequeued(tf, [lengths, sentences])
        )
    assert found == [
        ([0, 1], [[0], [1]]),
        ([3, 4], [[3, 3, 3, 0], [4] * 4]),
        ([6, 7], [[6] * 6 + [0], [7] * 7]),
    ]
    for wrong, error in (
        (5, TypeError),
        ([], ValueError),
        ([1.5], TypeError),
        ([2, 2], ValueError),
    ):
        with pytest.raises(error, match=r"(?i)bucket"):
            training.bucket_by_sequence_length(3, [tf.constant(1)], 2, wrong)
    return True


def _dequeued(tf, tensors):
    """All values, until the queues are empty."""
    found = []
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        try:
            while True:
                found.append(session.run(tensors))
        except tf.errors.OutOfRangeError:
            coordinator.request_stop()
        coordinator.join(threads)
    return found


def _sampled(tf):
    """A class of a quarter becomes a half, whether its frequency is known or not."""
    training = tf.contrib.training
    for enqueue_many, init_probs in ((False, [0.75, 0.25]), (True, None)):
        with tf.Graph().as_default():
            tf.set_random_seed(3)
            queue = tf.train.range_input_producer(4, 500, shuffle=False)
            row = queue.dequeue_many(4) if enqueue_many else queue.dequeue()
            (pair,), labels = training.stratified_sample(
                [tf.stack([row, -row], -1)],
                tf.cast(tf.equal(row, 3), tf.int32),
                [0.5, 0.5],
                20,
                init_probs,
                enqueue_many,
            )
            assert (pair.shape, labels.shape) == ((20, 2), (20,))
            found = _dequeued(tf, [pair, labels])
        pairs, labels = (np.concatenate(x) for x in zip(*found, strict=True))
        assert (labels == (pairs[:, 0] == 3)).all()
        assert (pairs[:, 1] == -pairs[:, 0]).all()
        assert abs(labels.mean() - 0.5) < 0.06
        assert 700 < len(labels) <= 1100  # two thirds of the others are left out
    return _rejected(tf)


def _rejected(tf):
    training = tf.contrib.training
    for enqueue_many in (False, True):
        with tf.Graph().as_default():
            queue = tf.train.range_input_producer(8, 1, shuffle=False)
            row = queue.dequeue_many(2) if enqueue_many else queue.dequeue()
            (chosen,) = training.rejection_sample(
                [row],
                lambda x: tf.cast(x[0] % 2, tf.float32),
                2,
                enqueue_many=enqueue_many,
                runtime_checks=True,
            )
            (found,) = zip(*_dequeued(tf, [chosen]), strict=True)
        assert np.concatenate(found).tolist() == [1, 3, 5, 7]
    return True


CALLS = {
    "rejection_sample": _sampled,
    "stratified_sample": _sampled,
    "bucket": _buckets,
    "bucket_by_sequence_length": _buckets,
    **dict.fromkeys(
        (
            *("add_gradients_summaries", "clip_gradient_norms", "clip_gradient_norms_fn"),
            "multiply_gradients",
        ),
        _gradients,
    ),
    **dict.fromkeys(
        (
            *("StopAfterNEvalsHook", "SummaryAtEndHook", "checkpoints_iterator", "create_train_op"),
            *("evaluate_once", "evaluate_repeatedly", "get_or_create_eval_step", "train"),
            "wait_for_new_checkpoint",
        ),
        _trained,
    ),
}
