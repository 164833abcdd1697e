"""Batches of examples that are alike, such as sentences of nearly one length; by queues."""

from compat._v1 import v1

__all__ = ["bucket", "bucket_by_sequence_length"]

_ENDS = (v1.errors.OutOfRangeError, v1.errors.CancelledError)


def bucket(
    tensors,
    which_bucket,
    batch_size,
    num_buckets,
    num_threads=1,
    capacity=32,
    bucket_capacities=None,
    shapes=None,
    dynamic_pad=False,
    allow_smaller_final_batch=False,
    keep_input=True,
    shared_name=None,
    name=None,
):
    """Returns the bucket of a batch, an int32 scalar, and the batch, all from this bucket.

    tensors: an example, a list or a dict of tensors; the batch is the same, [batch, …] each.
    which_bucket: an int32 scalar from 0, less than `num_buckets`.
    batch_size: an int, or one for each bucket.
    capacity: how many batches wait at most; bucket_capacities: how many examples wait in each
        bucket, None: as many.
    shapes: of the tensors, None: as they are known; without `dynamic_pad`, which pads with zeros to
        the longest of a batch, they must be known.
    allow_smaller_final_batch: the examples that are left in the end are batches, too.
    keep_input: a bool, or a scalar tensor; False: the example is left out.
    Queue runners fill the queues: see `tf.train.start_queue_runners`. Raises ValueError when the
    sizes or capacities are not one for each bucket.
    """
    sizes = _of_each(batch_size, num_buckets, "batch_size")
    capacities = _of_each(bucket_capacities or capacity, num_buckets, "bucket_capacities")
    with v1.name_scope(name, "bucket"):
        named = tensors if isinstance(tensors, dict) else dict(enumerate(tensors))
        values = [v1.convert_to_tensor(x) for x in named.values()]
        shapes = [v1.TensorShape(shape) for shape in shapes or [x.shape for x in values]]
        dtypes = [x.dtype.base_dtype for x in values]
        kind = v1.PaddingFIFOQueue if dynamic_pad else v1.FIFOQueue
        queues = [
            kind(most, dtypes, shapes, shared_name=shared_name and f"{shared_name}_{k}")
            for k, most in enumerate(capacities)
        ]
        kept = v1.convert_to_tensor(keep_input)
        put = v1.group(
            *(_put(q, values, kept & v1.equal(which_bucket, k)) for k, q in enumerate(queues))
        )
        _run(queues[0], [put] * num_threads, queues)

        batches = v1.FIFOQueue(capacity, [v1.int32, *dtypes], shared_name=shared_name)
        moved = []
        for k, (queue, size) in enumerate(zip(queues, sizes, strict=True)):
            take = queue.dequeue_up_to if allow_smaller_final_batch else queue.dequeue_many
            examples = take(size)
            moved.append(batches.enqueue([k, *(examples if len(values) > 1 else [examples])]))
        _run(batches, moved, [batches])

        which, *outputs = batches.dequeue()
        which.set_shape([])
        known = None if allow_smaller_final_batch or len(set(sizes)) > 1 else sizes[0]
        for output, shape in zip(outputs, shapes, strict=True):
            output.set_shape(v1.TensorShape([known]).concatenate(shape))
        if isinstance(tensors, dict):
            return which, dict(zip(named, outputs, strict=True))
        return which, outputs


def bucket_by_sequence_length(
    input_length,
    tensors,
    batch_size,
    bucket_boundaries,
    num_threads=1,
    capacity=32,
    bucket_capacities=None,
    shapes=None,
    dynamic_pad=False,
    allow_smaller_final_batch=False,
    keep_input=True,
    shared_name=None,
    name=None,
):
    """Returns the lengths, int32 [batch], and a batch of examples between the same boundaries.

    input_length: an int32 scalar, the length of the example.
    bucket_boundaries: ints that increase; the first bucket has what is shorter than the first.
    The rest as for `bucket`. Raises TypeError when the boundaries are no list of ints, ValueError
    when there is none or they do not increase.
    """
    if not isinstance(bucket_boundaries, list | tuple):
        raise TypeError(
            f"bucket_boundaries must be a list or tuple, but received: {bucket_boundaries}"
        )
    if not bucket_boundaries:
        raise ValueError("bucket_boundaries must not be empty")
    if not all(isinstance(boundary, int) for boundary in bucket_boundaries):
        raise TypeError(f"bucket boundaries must be integers, but saw: {bucket_boundaries}")
    if sorted(set(bucket_boundaries)) != list(bucket_boundaries):
        raise ValueError(f"Buckets must contain sequential increasing lengths: {bucket_boundaries}")
    length = v1.cast(input_length, v1.int32)
    is_dict = isinstance(tensors, dict)
    names, values = (list(tensors), list(tensors.values())) if is_dict else (None, list(tensors))
    _, (lengths, *outputs) = bucket(
        [length, *values],
        v1.reduce_sum(v1.cast(length >= list(bucket_boundaries), v1.int32)),
        batch_size,
        len(bucket_boundaries) + 1,
        num_threads,
        capacity,
        bucket_capacities,
        [[], *shapes] if shapes else None,
        dynamic_pad,
        allow_smaller_final_batch,
        keep_input,
        shared_name,
        name or "bucket_by_sequence_length",
    )
    return lengths, dict(zip(names, outputs, strict=True)) if is_dict else outputs


def _of_each(value, count, what):
    values = list(value) if isinstance(value, list | tuple) else [value] * count
    if len(values) != count:
        raise ValueError(f"{what} has {len(values)} values, for {count} buckets")
    return values


def _put(queue, values, condition):
    return v1.cond(condition, lambda: v1.group(queue.enqueue(values)), v1.no_op)


def _run(queue, operations, closed):
    """Has threads run the operations; after the last one has ended, the queues are closed."""
    v1.train.add_queue_runner(
        v1.train.QueueRunner(
            queue,
            operations,
            v1.group(*(q.close() for q in closed)),
            v1.group(*(q.close(cancel_pending_enqueues=True) for q in closed)),
            queue_closed_exception_types=_ENDS,
        )
    )
