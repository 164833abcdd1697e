"""What post 001 states about states and outputs, its data, its loop and its log."""

import functools

import numpy as np

from compat import nn, tf
from harness import training
from harness.claims import graphs, loops, lstm
from harness.claims.inspection import MNIST_NEEDED, Inspection
from harness.claims.ledger import Finding, Verdict, holds, states
from harness.claims.logs import whole_images
from harness.claims.runs import comparable
from harness.records import Task
from reproductions import dynamic_rnn_final_state as port
from reproductions import log_formats

_SHAPES = {
    # As the comments of the listing give them, for a minibatch of 128: name → tensor, shape.
    "x": ("Placeholder:0", (128, 28, 28)),
    "weights in": ("Variable:0", (28, 128)),
    "weights out": ("Variable_1:0", (128, 10)),
    "biases in": ("Variable_2:0", (128,)),
    "biases out": ("Variable_3:0", (10,)),
    "X": ("Reshape:0", (128 * 28, 28)),
    "X_in": ("add:0", (128 * 28, 128)),
    "X_in, reshaped": ("Reshape_1:0", (128, 28, 128)),
}
PLAIN_NETWORK = 0.8779
"""The accuracy that the post gives for a network without recurrence."""

_STATED_ITERATIONS = 100_000
_STATED_FIRST = 0.02187
_STATED_ERROR = (
    "Variable rnn/basic_lstm_cell/kernel already exists, disallowed. "
    "Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?"
)
_SECOND_WAY = "dynamic_rnn"
"""The port of post 000, which reads `outputs[-1]`."""


class Post(Inspection):
    """The checks of post 001."""

    port = port
    watched = (nn, "dynamic_rnn")

    @functools.cached_property
    def loop(self) -> loops.Loop:
        return loops.dry_run(port, self.unread_mnist())

    @functools.cached_property
    def cell(self):
        return self.calls[0].arguments["cell"]

    @states(
        "001-vanishing",
        "Going back, each step multiplies the error by a weight: 0.9 lets it vanish, 1.1 explode.",
    )
    def vanishing(self) -> Finding:
        back = port.n_steps - 1
        vanished, exploded = (self._error_at_the_first_row(weight) for weight in (0.9, 1.1))
        right = np.allclose([vanished, exploded], [0.9**back, 1.1**back], rtol=1e-4)
        return holds(right and vanished < 0.1 and exploded > 10), (
            f"through {back} steps of a plain cell with one linear unit a gradient of 1 becomes "
            f"{vanished:.4f} and {exploded:.2f}"
        )

    def _error_at_the_first_row(self, weight: float) -> float:
        """Returns d(last output) / d(first input) of a plain cell: h' = x + weight · h."""
        cell = nn.rnn_cell.BasicRNNCell(1, activation=tf.identity, name=f"plain_{weight}")
        rows = tf.zeros([1, port.n_steps, 1])
        outputs, _ = tf.nn.dynamic_rnn(cell, rows, dtype=tf.float32)
        (gradient,) = tf.gradients(outputs[0, -1, 0], rows)
        kernel, bias = (variable.value() for variable in cell.variables)
        return self.session.run(gradient, {kernel: [[1], [weight]], bias: [0]})[0, 0, 0]

    @states("001-gates-trained", "The three gates are trained, like other weights.")
    def gates_trained(self) -> Finding:
        gradient = self.run(graphs.applied_gradient(self.cell.variables[0]))
        i, _, f, o = (np.abs(block).max() for block in np.split(gradient, 4, axis=1))
        return holds(min(i, f, o) > 0), (
            f"the largest gradients of their weights: input {i:.1e}, forget {f:.1e}, output {o:.1e}"
        )

    @states("001-iters", "100,000 is the number of training iterations.")
    def iterations(self) -> Finding:
        return holds(self.loop.steps == _STATED_ITERATIONS), (
            f"the loop ends after {self.loop.steps} iterations, of {port.batch_size} images each: "
            f"{port.train_iters:,} is compared with the images trained on"
        )

    @states("001-images", "An image is 28 × 28 of depth 1, 784 numbers; its label is 10 numbers.")
    def image_sizes(self) -> Finding:
        if self.arrays.stand_in:
            return MNIST_NEEDED
        stored = self.arrays.train_images.shape
        images, labels = self.mnist.train.next_batch(1)
        right = stored[1:] == (28, 28, 1) and images.shape == (1, 784) and labels.shape == (1, 10)
        return holds(right), (
            f"stored as {list(stored)}, read as {images.shape[1]} numbers and {labels.shape[1]}"
        )

    @states("001-classes", 'The classes are the digits "0-0".')
    def classes(self) -> Finding:
        if self.arrays.stand_in:
            return MNIST_NEEDED
        labels = np.unique(self.arrays.train_labels)
        evidence = f"the labels are {len(labels)} digits, {labels[0]} to {labels[-1]}"
        if len(labels) == port.n_classes:  # as its own listing has it
            return Verdict.MISPRINT, evidence
        return holds(list(labels) == [0]), evidence

    @states("001-shapes", "The shapes are those in the comments.")
    def stated_shapes(self) -> Finding:
        return self.shapes(_SHAPES)

    @states("001-two-states", "A plain RNN has one state, m; an LSTM has two, c and m.")
    def two_states(self) -> Finding:
        plain = nn.rnn_cell.BasicRNNCell(port.n_hidden_units).zero_state(1, tf.float32)
        lstm_state = self.calls[0].result[1]
        plain, ours = len(tf.nest.flatten(plain)), len(tf.nest.flatten(lstm_state))
        return holds((plain, ours) == (1, 2)), (
            f"BasicRNNCell's state is {plain} tensor, BasicLSTMCell's {ours}: "
            f"{' and '.join(lstm_state._fields)} (the post's m)"
        )

    @states("001-outputs", "The output of every step is kept in outputs.")
    def outputs(self) -> Finding:
        call = self.calls[0]
        fetches = [call.arguments["inputs"], call.result, *self.cell.variables]
        rows, (outputs, state), kernel, bias = self.run(fetches)
        c, every_output = lstm.unrolled(rows, kernel, bias)
        difference = max(np.abs(outputs - every_output).max(), np.abs(state.c - c).max())
        return holds(difference < 1e-4), (
            f"{outputs.shape[1]} outputs and the last c differ by {difference:.1e} at most from "
            "those of the equations, stepped through in float64"
        )

    @states("001-states", "states[1] is outputs[-1], so that reading the latter is a second way.")
    def last_output(self) -> Finding:
        outputs, state = self.run(self.calls[0].result)
        difference = np.abs(outputs[:, -1] - state[1]).max()
        ours, others = self._first_line(self.tutorial.name), self._first_line(_SECOND_WAY)
        equal, pairs = self._equal_logs()
        return holds(difference == 0 and ours == others and equal == pairs), (
            f"they differ by {difference:g} at most; from one seed this post begins with {ours}, "
            f"post 000, which goes the second way, with {others}; logs of full-length runs: "
            f"{equal} of {pairs} are equal"
        )

    def _first_line(self, tutorial: str) -> str:
        task = Task(tutorial, seed=1, data=self.source, steps=1)
        return training.run(task, lambda point: None).points[0].line

    def _equal_logs(self) -> tuple[int, int]:
        """Returns of how many pairs of runs from one seed the logs are equal, and of how many."""
        ours, others = (comparable(n, self.records) for n in (self.tutorial.name, _SECOND_WAY))
        pairs = [(run, others[seed]) for seed, run in ours.items() if seed in others]
        return sum(run.log() == other.log() for run, other in pairs), len(pairs)

    @states("001-prints", "The accuracy is printed every 20 iterations.")
    def prints(self) -> Finding:
        steps = [point.step for point in self.loop.points]
        shown = " and ".join(str(len(part)) for part in self.tutorial.published)
        return holds(steps == list(range(0, self.loop.steps, 20))), (
            f"the loop prints {len(steps)} lines, at steps {steps[0]} to {steps[-1]}; the post "
            f"shows {shown} of them, before and after a gap"
        )

    @states("001-whole-images", "Its log is of accuracies on batches of 128 images.")
    def log_of_images(self) -> Finding:
        return whole_images(self.tutorial, training_accuracy=port.batch_size)

    @states("001-log-as-printed", "The log is what the listing prints.")
    def log_as_printed(self) -> Finding:
        log = log_formats.BY_TUTORIAL[self.tutorial.name]
        lines = [(p.line, log.point(p.step, **p.values).line) for p in self.tutorial.points]
        other = [f"{theirs} for {ours}" for theirs, ours in lines if theirs != ours]
        return holds(not other), (
            f"{len(lines) - len(other)} of {len(lines)} lines are as print() gives them"
            + (f"; {len(other)} are not, such as {other[0]}" if other else "")
        )

    @states("001-first", "The first accuracy is 2.187 %.")
    def first(self) -> Finding:
        logged = self.tutorial.points[0].values["training_accuracy"]
        evidence = f"its log begins with {logged:g}, which is {logged:.3%}"
        if np.isclose(logged, 10 * _STATED_FIRST, rtol=1e-3):
            return Verdict.MISPRINT, f"{evidence}: ten times as much"
        return holds(np.isclose(logged, _STATED_FIRST, rtol=1e-3)), evidence

    @states("001-final", "The last accuracy is 96.87 %.")
    def final(self) -> Finding:
        return self.runs.beside(self.tutorial.points[-1:], "training_accuracy")

    @states("001-better", "That is more than the 87.79 % of a plain network.")
    def better(self) -> Finding:
        last = self.tutorial.points[-1].step
        return self.runs.all_above(
            PLAIN_NETWORK, lambda run: run[last, "training_accuracy"], "accuracy of the last batch"
        )

    @states("001-rerun", "A second run in one process fails: the cell's kernel already exists.")
    def rerun(self) -> Finding:
        error = graphs.refusal(port.build_graph)
        quoted = f"with the {len(_STATED_ERROR.split())} words that the post quotes"
        return holds(error == _STATED_ERROR), (
            "build 1 in a fresh graph passes, build 2 in the same graph fails "
            + (quoted if error == _STATED_ERROR else f"not {quoted}, but {error!r}")
        )
