"""What post 003 states about the two directions, about scopes, and about its log."""

import functools

import numpy as np

from compat import tf
from compat.contrib import rnn
from harness.claims import graphs, loops
from harness.claims.inspection import Inspection
from harness.claims.ledger import Finding, holds, states
from harness.claims.logs import whole_images
from reproductions import static_bidirectional_rnn as port

_STATED_ERROR = (
    "Variable birnn/bidirectional_rnn/fw/basic_lstm_cell/kernel already exists, disallowed. "
    "Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?"
)


class Post(Inspection):
    """The checks of post 003."""

    port = port
    watched = (rnn, "static_bidirectional_rnn")
    batch = 32

    @functools.cached_property
    def halves(self) -> tuple[list, list]:
        """The forward and the backward halves of the 28 outputs, each float32 [batch, n_hidden]."""
        outputs, _, _ = self.calls[0].result
        return [o.op.inputs[0] for o in outputs], [o.op.inputs[1] for o in outputs]

    @functools.cached_property
    def made_from(self) -> tuple[set, set]:
        """The operations that each direction's output at its end is computed from."""
        forwards, backwards = self.halves
        return graphs.ancestors(forwards[-1]), graphs.ancestors(backwards[0])

    @functools.cached_property
    def kernels(self) -> list:
        """The forward and the backward cell's kernel, each [n_input + n_hidden, 4 n_hidden]."""
        return [self.calls[0].arguments[cell].variables[0] for cell in ("cell_fw", "cell_bw")]

    @states("003-both-directions", "Every output uses both directions, and so the whole sequence.")
    def both_directions(self) -> Finding:
        forwards, backwards = map(self.rows_that_matter, self.halves)
        up_to = np.tri(len(forwards), dtype=bool)
        right = (forwards == up_to).all(axis=1) & (backwards == up_to.T).all(axis=1)
        return holds(right.all()), (
            f"{right.sum()} of {right.size} outputs depend on all rows up to theirs forwards and "
            f"on all from theirs backwards; but of the last, which is all that is classified, the "
            f"backward half has seen {backwards[-1].sum()} row"
        )

    @states("003-joined", "The outputs of both directions are joined to one.")
    def joined(self) -> Finding:
        outputs, forward_state, backward_state = self.run(self.calls[0].result)
        forwards = outputs[-1][:, : port.n_hidden] - forward_state.h
        backwards = outputs[0][:, port.n_hidden :] - backward_state.h
        difference = max(np.abs(forwards).max(), np.abs(backwards).max())
        return holds(difference == 0), (
            f"each is {list(outputs[0].shape)}; its halves differ by {difference:g} from the last "
            "states of the forward and the backward cell"
        )

    @states("003-independent", "The two directions have almost nothing in common.")
    def independent(self) -> Finding:
        forwards, backwards = self.made_from
        types = {op.type for op in forwards & backwards}
        return holds(types <= {"Const", "Placeholder", "Reshape", "Split", "Transpose"}), (
            f"of {len(forwards)} operations forwards and {len(backwards)} backwards, "
            f"{len(forwards & backwards)} serve both, by type {', '.join(sorted(types))}"
        )

    @states("003-initial-states", "The state before the first step of each direction must be set.")
    def initial_states(self) -> Finding:
        operations = set.union(*self.made_from)
        initial = self.run([op.outputs[0] for op in operations if op.type == "Fill"])
        largest = max(np.abs(part).max() for part in initial)
        return holds(len(initial) == 4 and largest == 0), (
            f"the listing leaves it to TensorFlow, which sets {len(initial)} tensors of "
            f"{list(initial[0].shape)}, the largest value {largest:g}"
        )

    @states(
        "003-end-derivatives",
        "The derivatives of the states at the end of each direction are unknown and set to 0.",
    )
    def end_derivatives(self) -> Finding:
        _, *last_states = self.calls[0].result
        forwards, backwards = map(self._largest_derivative, last_states)
        return holds(forwards == backwards == 0), (
            f"the loss's largest by the forward state after the last row is {forwards:.1e}, by the "
            f"backward state after the first row {backwards:g}"
        )

    def _largest_derivative(self, state) -> float:
        """Returns the largest of the loss by a state, 0 when no path leads from it to the loss."""
        gradients = [g for g in tf.gradients(self.tensors.cost, list(state)) if g is not None]
        return max((np.abs(gradient).max() for gradient in self.run(gradients)), default=0.0)

    @states(
        "003-backward-trained",
        "Training goes back through the backward states too, from the first row to the last.",
    )
    def backward_trained(self) -> Finding:
        gradients = self.run([graphs.applied_gradient(kernel) for kernel in self.kernels])
        forwards, backwards = (np.abs(gradient[port.n_input :]) for gradient in gradients)
        pixels = np.abs(gradients[1][: port.n_input])
        return holds(backwards.max() > 0), (
            f"the gradients of the backward cell's {backwards.size:,} recurrent weights are "
            f"{backwards.max():g} at most, of its {pixels.size:,} for pixels {pixels.max():.1e}, "
            f"of the forward cell's recurrent ones {forwards.max():.1e}"
        )

    @states(
        "003-scope",
        'Without variable_scope("birnn") the build fails: the forward kernel already exists.',
    )
    def scope(self) -> Finding:
        with_it, without = map(_errors_of_two_builds, (_with_birnn, _without_birnn))
        first, second = (
            sum(error is not None for error in errors)
            for errors in zip(with_it, without, strict=True)
        )
        quoted = "word for word" if with_it[1] == _STATED_ERROR else "not"
        return holds(with_it[0] is None and without[0] == _STATED_ERROR), (
            f"with and without it, {first} of 2 first builds fail, and {second} of 2 second builds "
            f"in the same graph; the quoted error is {quoted} that of the second build with it"
        )

    @states("003-unrolled", "n_steps is the number of steps to which the LSTM is unrolled.")
    def unrolled(self) -> Finding:
        forwards, backwards = (
            sum(op.type == "MatMul" for op in operations) for operations in self.made_from
        )
        return holds(forwards == backwards == port.n_steps), (
            f"the forward kernel is used {forwards} times, the backward one {backwards} times"
        )

    @states("003-weights", "The classifier has 2 · n_hidden weights.")
    def weights(self) -> Finding:
        rows, classes = tf.trainable_variables()[0].shape.as_list()
        return holds(rows * classes == 2 * port.n_hidden), (
            f"{rows} for each of {classes} classes, {rows * classes:,} in all; 2 · n_hidden is "
            f"{2 * port.n_hidden}"
        )

    @states(
        "003-scopes-no-effect",
        'variable_scope("forward") and ("backward") around the constructors separate the cells.',
    )
    def scopes_no_effect(self) -> Finding:
        operations = tf.get_default_graph().get_operations()
        named = [op.name for op in operations if {"forward", "backward"} & set(op.name.split("/"))]
        kernels = " and ".join(kernel.op.name for kernel in self.kernels)
        return holds(named), (
            f"{len(named)} of {len(operations)} operations are named after them; the kernels are "
            f"{kernels}"
        )

    @states("003-iter", "The number after Iter in its log is that of the iteration.")
    def iterations(self) -> Finding:
        loop = loops.dry_run(port, self.unread_mnist())
        iterations = {p.values["samples"]: p.step for p in loop.points if "samples" in p.values}
        logged = [p.values["samples"] for p in self.tutorial.points if "samples" in p.values]
        return holds(all(iterations.get(number) == number for number in logged)), (
            f"the loop prints Iter{logged[-1]} in iteration {iterations.get(logged[-1])} of "
            f"{loop.steps}, of {port.batch_size} images each"
        )

    @states("003-whole-images", "Its log is of batches of 128 images and of 10,000 test images.")
    def log_of_images(self) -> Finding:
        return whole_images(self.tutorial, training_accuracy=128, test_accuracy=10_000)

    @states("003-tail", "The last three losses and accuracies on minibatches.")
    def tail(self) -> Finding:
        return self.runs.beside(self.tutorial.points, "minibatch_loss", "training_accuracy")

    @states("003-test", "The accuracy on the test images is 0.9849.")
    def test_accuracy(self) -> Finding:
        return self.runs.beside(self.tutorial.points, "test_accuracy")


def _with_birnn() -> None:
    """Builds the port's two directions, with all of its scopes."""
    images = tf.placeholder(tf.float32, [None, port.n_steps, port.n_input])
    weights = tf.zeros([2 * port.n_hidden, port.n_classes])
    port.BiRNN(images, {"out": weights}, {"out": tf.zeros([port.n_classes])})


def _without_birnn() -> None:
    """Builds the same two directions with no scope around them."""
    images = tf.placeholder(tf.float32, [None, port.n_steps, port.n_input])
    cells = [rnn.BasicLSTMCell(port.n_hidden, forget_bias=1.0) for _ in range(2)]
    rnn.static_bidirectional_rnn(*cells, tf.unstack(images, axis=1), dtype=tf.float32)


def _errors_of_two_builds(build) -> list[str | None]:
    """Returns what each of two builds in one graph raises."""
    with tf.Graph().as_default():
        return [graphs.refusal(build) for _ in range(2)]
