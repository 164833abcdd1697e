"""What post 000 states about the LSTM cell, the shapes in its graph, and its minibatches."""

import functools

import numpy as np

from compat import nn, tf
from compat.examples.tutorials.mnist import input_data
from harness.claims import lstm
from harness.claims.inspection import Inspection
from harness.claims.ledger import Finding, holds, states
from reproductions import dynamic_rnn as port

_SATURATED = 1000.0
"""A bias that drives a sigmoid in float32 to exactly 1, and negated to exactly 0."""

_SHAPES = {
    # As the comments of the listing give them, for a minibatch of 128: name → tensor, shape.
    "x": ("Placeholder:0", (128, 28, 28)),
    "y": ("Placeholder_1:0", (128, 10)),
    "weights in": ("Variable:0", (28, 128)),
    "weights out": ("Variable_1:0", (128, 10)),
    "biases in": ("Variable_2:0", (128,)),
    "biases out": ("Variable_3:0", (10,)),
    "X": ("Reshape:0", (128 * 28, 28)),
    "X_in": ("add:0", (128 * 28, 128)),
    "X_in, reshaped": ("Reshape_1:0", (128, 28, 128)),
    "transpose of outputs": ("transpose:0", (28, 128, 28)),
    "the last output": ("unstack:27", (128, 128)),
    "results": ("add_1:0", (128, 10)),
}


class Post(Inspection):
    """The checks of post 000."""

    port = port
    watched = (nn, "dynamic_rnn")

    @functools.cached_property
    def cell(self):
        return self.calls[0].arguments["cell"]

    @functools.cached_property
    def random_values(self) -> dict[str, np.ndarray]:
        """What one step of the cell reads: x, c and h, each float32 [128, 128]."""
        shape = len(self.images), port.n_hidden_units
        rng = np.random.default_rng(0)
        return {name: rng.standard_normal(shape, dtype=np.float32) for name in "xch"}

    @functools.cached_property
    def _one_more_step(self):
        x, c, h = (tf.placeholder(tf.float32, [None, port.n_hidden_units]) for _ in range(3))
        _, state = self.cell(x, nn.rnn_cell.LSTMStateTuple(c, h))
        return {"x": x, "c": c, "h": h}, state

    def step(self, values, bias=None):
        """Runs the port's cell once on x, c and h; returns the next (c, h).

        bias: instead of the cell's own, [4 n_hidden_units].
        """
        placeholders, state = self._one_more_step
        feed = {placeholders[name]: value for name, value in values.items()}
        if bias is not None:
            feed[self.cell.variables[1].value()] = bias
        return self.session.run(state, feed)

    @states("000-gate-open", "A gate whose sigmoid is 1 lets everything pass; one at 0, nothing.")
    def gate_open(self) -> Finding:
        def gates(read, forget, write):
            return _SATURATED * np.repeat([read, 0, forget, write], port.n_hidden_units)

        kept, _ = self.step(self.random_values, bias=gates(-1, 1, 1))
        emptied, silent = self.step(self.random_values, bias=gates(-1, -1, -1))
        lost = np.abs(kept - self.random_values["c"]).max()
        left = max(np.abs(emptied).max(), np.abs(silent).max())
        return holds(lost == left == 0), (
            f"open, the forget gate changes c by {lost:g} at most; with all three gates closed, c "
            f"and h are {left:g} at most"
        )

    @states("000-gates", "The cell computes the equations given for gates, memory and output.")
    def gates(self) -> Finding:
        kernel = self.session.run(self.cell.variables[0])
        bias = np.random.default_rng(1).standard_normal(kernel.shape[1], dtype=np.float32)
        cell = self.step(self.random_values, bias)
        equations = lstm.step(**self.random_values, kernel=kernel, bias=bias, forget_bias=1.0)
        difference = np.abs(np.subtract(cell, equations)).max()
        return holds(difference < 1e-5), (
            f"c and h of {cell.c.size:,} units differ by {difference:.1e} at most from the "
            "equations in float64, with 1 added to the forget gate's bias"
        )

    @states("000-forget", "The forget gate starts with a bias of 1, which keeps the memory.")
    def forget(self) -> Finding:
        kept = self._kept_without_input()
        added = np.log(kept / (1 - kept))
        stored = np.abs(self.session.run(self.cell.variables[1])).max()
        return holds(abs(added - 1) < 1e-5), (
            f"a row without input keeps {kept:.4f} = sigmoid({added:.4f}) of c; the stored bias is "
            f"{stored:g}, so the cell adds the rest at every step"
        )

    @states("000-forget-nothing", "With a forget bias of 1, nothing is forgotten at first.")
    def forget_nothing(self) -> Finding:
        kept = self._kept_without_input()
        return holds(kept > 0.99), (
            f"without input, {kept:.1%} of c outlives one row, {kept**port.n_steps:.3%} all "
            f"{port.n_steps}"
        )

    def _kept_without_input(self) -> float:
        zeros = np.zeros_like(self.random_values["x"])
        c, _ = self.step({"x": zeros, "c": np.ones_like(zeros), "h": zeros})
        return c.mean(dtype=np.float64)

    @states("000-state-parts", "The state has two parts, c and h.")
    def state_parts(self) -> Finding:
        state = self.run(self.calls[0].result[1])
        names, shapes = getattr(state, "_fields", ()), [list(part.shape) for part in state]
        return holds(names == ("c", "h") and shapes == [[128, 128]] * 2), (
            f"{len(names)} parts, {' and '.join(names)}, of shapes {' and '.join(map(str, shapes))}"
        )

    @states("000-time-major", "dynamic_rnn reads (batch, steps, inputs) or (steps, batch, inputs).")
    def time_major(self) -> Finding:
        call = self.calls[0]
        inputs, state = call.arguments["inputs"], call.arguments["initial_state"]
        rows_first, _ = tf.nn.dynamic_rnn(
            self.cell, tf.transpose(inputs, [1, 0, 2]), initial_state=state, time_major=True
        )
        batch_first, rows_first = self.run([call.result[0], rows_first])
        difference = np.abs(batch_first - np.swapaxes(rows_first, 0, 1)).max()
        return holds(difference < 1e-6), (
            f"its outputs, {list(batch_first.shape)} and with time_major {list(rows_first.shape)}, "
            f"differ by {difference:g} at most"
        )

    @states("000-shapes", "The shapes are those in the comments.")
    def comments(self) -> Finding:
        return self.shapes(_SHAPES)

    @states("000-random", "Each iteration draws its images at random.")
    def random(self) -> Finding:
        count = self.mnist.train.num_examples
        numbered = input_data.DataSet(np.zeros([count, 1, 1, 1]), np.arange(count), dtype="uint8")
        batches = count // port.batch_size
        drawn = np.concatenate([numbered.next_batch(port.batch_size)[1] for _ in range(batches)])
        later = np.mean(np.diff(drawn) > 0)
        return holds(abs(later - 0.5) < 0.02), (
            f"an epoch is shuffled: {len(np.unique(drawn)):,} of the {len(drawn):,} images in its "
            f"{batches} batches are different, and {later:.1%} are followed by a later one"
        )
