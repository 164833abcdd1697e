"""The floating-point operations of a training step: its matrix products, as TensorFlow runs them.

How they are counted. The port's graph is built for batches of 128, so that all shapes are known.
From the training operation backwards this finds what TensorFlow runs, which is less than what the
graph holds:

- What the training operation does not depend on is pruned. Of 003's backward cell one step is left.
- An operation that is only waited for (control dependency), not read, and has no effect of its own
  is replaced by nothing. `tf.gradients` makes many: it lets the gradient of a layer's weights wait
  for that of the layer's input, which nobody reads in the first row's step.

Of that, each product of [m, k] and [k, n] is 2·m·k·n operations: m·k·n multiplications and as many
additions. The body of `dynamic_rnn`'s loop, and of the gradient's loop, runs once per row of the
image. Nothing else counts: no bias, no activation, no optimizer, no evaluation.
"""

import importlib
from collections import Counter
from unittest import mock

from benchmarks.models import BATCH_SIZE, ROWS

__all__ = ["products", "training_step"]


def training_step(tutorial: str) -> int:
    """Returns the floating-point operations of a step. Loads TensorFlow."""
    return sum(2 * m * k * n * times for (m, k, n), times in products(tutorial).items())


def products(tutorial: str) -> Counter[tuple[int, int, int]]:
    """Returns how many times a step multiplies [m, k] by [k, n], for each (m, k, n)."""
    counted = Counter()
    for op in _run_for(_train_op(tutorial)):
        if op.type == "MatMul":
            counted[_shape(op)] += ROWS if _in_a_loop(op) else 1
    return counted


def _train_op(tutorial: str):
    """Returns the training operation of the port's graph, built for batches of known size."""
    from compat import tf

    placeholder = tf.placeholder

    def of_known_size(dtype, shape=None):
        return placeholder(dtype, shape and [BATCH_SIZE if d is None else d for d in shape])

    port = importlib.import_module(f"reproductions.{tutorial}")
    with tf.Graph().as_default(), mock.patch.object(tf, "placeholder", of_known_size):
        graph = port.build_graph()
    for made in graph:
        # TensorFlow complains of an initializer that nobody runs.
        getattr(made, "mark_used", lambda: None)()
    # The other one is `init`, which comes last.
    return next(made for made in graph if isinstance(made, tf.Operation))


def _run_for(wanted) -> set:
    """Returns the operations that TensorFlow runs for the operation `wanted`."""
    run, waited_for = set(), set()
    todo = [(wanted, True)]
    while todo:
        op, is_read = todo.pop()
        if op in run or (op in waited_for and not is_read):
            continue
        is_read = is_read or _has_an_effect(op)
        (run if is_read else waited_for).add(op)
        todo += [(tensor.op, is_read) for tensor in op.inputs]
        todo += [(other, False) for other in op.control_inputs]
    return run


def _has_an_effect(op) -> bool:
    return op.op_def.is_stateful or any(argument.is_ref for argument in op.op_def.input_arg)


def _shape(op) -> tuple[int, int, int]:
    m, n = op.outputs[0].shape.as_list()
    rows, columns = op.inputs[0].shape.as_list()
    k = rows if op.get_attr("transpose_a") else columns
    return m, k, n


def _in_a_loop(op) -> bool:
    """Whether a way back from `op` enters a loop before it leaves one, or comes to an end."""
    while op.type not in ("Enter", "Exit"):
        before = [*(tensor.op for tensor in op.inputs), *op.control_inputs]
        if not before:
            return False
        op = before[0]
    return op.type == "Enter"
