"""Batches of some examples only, chosen by chance, so that classes become more or less frequent."""

from compat._v1 import v1

__all__ = ["rejection_sample", "stratified_sample"]

_SEEN_BEFORE = 10
"""How often each class counts as seen, before frequencies are estimated."""


def rejection_sample(
    tensors,
    accept_prob_fn,
    batch_size,
    queue_threads=1,
    enqueue_many=False,
    prebatch_capacity=16,
    prebatch_threads=1,
    runtime_checks=False,
    name=None,
):
    """Returns a batch, a list of tensors [batch_size, …], of examples chosen by chance.

    tensors: an example, a list of tensors; with `enqueue_many` several, [count, …] each.
    accept_prob_fn: the tensors of an example → how likely it is chosen, a scalar.
    runtime_checks: stop the run where that is not from 0 to 1.
    Queue runners fill the queues: see `tf.train.start_queue_runners`.
    """
    with v1.name_scope(name, "rejection_sample", tensors):
        if enqueue_many:
            tensors = _one_by_one(tensors, prebatch_threads, prebatch_capacity)
        chance = v1.convert_to_tensor(accept_prob_fn(tensors))
        if runtime_checks:
            checks = [v1.assert_less_equal(0.0, chance), v1.assert_less_equal(chance, 1.0)]
            with v1.control_dependencies(checks):
                chance = v1.identity(chance)
        return _chosen(tensors, chance, batch_size, queue_threads)


def stratified_sample(
    tensors,
    labels,
    target_probs,
    batch_size,
    init_probs=None,
    enqueue_many=False,
    queue_capacity=16,
    threads_per_queue=1,
    name=None,
):
    """Returns a batch, a list of tensors [batch_size, …], and its labels, int32 [batch_size].

    tensors: an example, a list of tensors; with `enqueue_many` several, [count, …] each.
    labels: its class, an int scalar; or of each [count].
    target_probs: how frequent each class shall be, [classes].
    init_probs: how frequent each is; None: estimated from what has been seen.
    Queue runners fill the queues: see `tf.train.start_queue_runners`.
    """
    with v1.name_scope(name, "stratified_sample", [*tensors, labels]):
        labels = v1.cast(labels, v1.int32)
        target = v1.convert_to_tensor(target_probs, v1.float32)
        if init_probs is None:
            init_probs = _estimated(labels, v1.dimension_value(target.shape[0]))
        gain = v1.div_no_nan(target, v1.convert_to_tensor(init_probs, v1.float32))
        chances = gain / v1.reduce_max(gain)
        if not enqueue_many:
            tensors, labels = [v1.expand_dims(x, 0) for x in tensors], v1.expand_dims(labels, 0)
        # The chances go through the queue, too: to compute them later would take other labels.
        examples = [*tensors, labels, v1.gather(chances, labels)]
        *example, chance = _one_by_one(examples, threads_per_queue, queue_capacity)
        *batch, labels = _chosen(example, chance, batch_size, threads_per_queue)
        return batch, labels


def _one_by_one(tensors, threads, capacity):
    """The examples [count, …], without their first axis."""
    batch = v1.train.batch(tensors, 1, threads, capacity, enqueue_many=True)
    return [v1.squeeze(x, [0]) for x in (batch if len(tensors) > 1 else [batch])]


def _chosen(tensors, chance, batch_size, threads):
    kept = v1.random_uniform([], dtype=chance.dtype) < chance
    batch = v1.train.maybe_batch(tensors, kept, batch_size, threads)
    return batch if len(tensors) > 1 else [batch]


def _estimated(labels, classes):
    """How frequent each class has been, [classes], these labels included."""
    start = v1.constant(_SEEN_BEFORE, v1.int64, [classes])
    seen = v1.Variable(start, False, name="num_examples_per_class_seen")
    more = v1.reduce_sum(v1.one_hot(v1.reshape(labels, [-1]), classes, dtype=v1.int64), 0)
    seen = v1.cast(v1.assign_add(seen, more), v1.float32)
    return seen / v1.reduce_sum(seen)
