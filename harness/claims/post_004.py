"""What post 004 states about cells, layers and dropout, about its loss, and about its log."""

import functools

import numpy as np

from compat import tf
from compat.contrib import rnn
from harness.claims import loops
from harness.claims.inspection import Inspection
from harness.claims.ledger import Finding, Verdict, holds, states
from harness.claims.logs import whole_images
from reproductions import multi_rnn_cell as port

_OTHER_INPUT_SIZE = 100
"""Beside the listing's `INPUT_SIZE` of 28 stands this one, in a comment."""


class Post(Inspection):
    """The checks of post 004."""

    port = port
    watched = (rnn.MultiRNNCell, "__call__")
    batch = 32

    @functools.cached_property
    def tensors_to_compare(self) -> dict:
        """What the checks look at, by name; every tensor is float32.

        xs, images: the minibatch, [batch, 784], and as the cells read it, [batch, 28, 28].
        initial: the initial state.
        outputs, state: of the port's loop; 28 outputs of [batch, HIDDEN_SIZE], and the last state.
        dynamic_outputs, dynamic_state: of `dynamic_rnn` with the same cells, and so weights, on
            the same images and from the same initial state; the outputs [batch, 28, HIDDEN_SIZE].
        loss, probabilities: of the minibatch, [], and of its images, [batch, 10].
        """
        cell, _, initial = self.calls[0].arguments.values()
        images = tf.get_default_graph().get_tensor_by_name("Reshape:0")
        outputs, state = tf.nn.dynamic_rnn(cell, images, initial_state=initial, time_major=False)
        return {
            "xs": self.tensors.xs,
            "images": images,
            "initial": initial,
            "outputs": [call.result[0] for call in self.calls],
            "state": self.calls[-1].result[1],
            "dynamic_outputs": outputs,
            "dynamic_state": state,
            "loss": "Neg:0",
            "probabilities": "Softmax:0",
        }

    @functools.cached_property
    def values(self) -> dict:
        """The values of `tensors_to_compare` when nothing is dropped."""
        return self.run(self.tensors_to_compare)

    @functools.cached_property
    def values_in_training(self) -> dict:
        """The values of `tensors_to_compare` when half of the outputs are dropped."""
        return self.run(self.tensors_to_compare, feed={self.tensors.keep_prob: 0.5})

    @functools.cached_property
    def cell_variables(self) -> list:
        """Kernel and bias of the first layer, then of the second."""
        return [v for v in tf.trainable_variables() if v.op.name.startswith("RNN/")]

    @functools.cached_property
    def loop(self) -> loops.Loop:
        return loops.dry_run(port, self.unread_mnist())

    @states("004-accuracy", "The accuracy is 98.4 %.")
    def accuracy(self) -> Finding:
        return self.runs.beside(self.tutorial.points[-1:], "test_accuracy")

    @states("004-reshape", "A size of -1 is worked out from the others.")
    def reshape(self) -> Finding:
        flat, images = self.values["xs"].shape, self.values["images"].shape
        return holds(images == (flat[0], 28, 28)), (
            f"{list(flat)} becomes {list(images)} by [-1, 28, 28]"
        )

    @states("004-input-size", "A cell is told its own size only, and fits itself to its input's.")
    def input_size(self) -> Finding:
        another = rnn.BasicLSTMCell(port.HIDDEN_SIZE, name="another")
        another(tf.zeros([1, _OTHER_INPUT_SIZE]), another.zero_state(1, tf.float32))
        kernels = [*self.cell_variables[::2], another.variables[0]]
        inputs = [port.INPUT_SIZE, port.HIDDEN_SIZE, _OTHER_INPUT_SIZE]
        rows = [kernel.shape[0].value for kernel in kernels]
        return holds(rows == [size + port.HIDDEN_SIZE for size in inputs]), (
            f"inputs of {inputs} values make kernels of {rows} rows, {port.HIDDEN_SIZE} of them "
            "for the cell's own output"
        )

    @states("004-dropout", "Dropout is applied to the outputs of the layers, and to nothing else.")
    def dropout(self) -> Finding:
        first_layer, _ = self.values["state"]
        first_layer_in_training, last_layer = self.values_in_training["state"]
        output = self.values_in_training["outputs"][-1]
        zeros = np.mean(output == 0)
        doubled = np.array_equal(output[output != 0], 2 * last_layer.h[output != 0])
        difference = np.abs(np.subtract(first_layer, first_layer_in_training)).max()
        return holds(abs(zeros - 0.5) < 0.02 and doubled and difference == 0), (
            f"with keep_prob 0.5, {zeros:.1%} of the last outputs are 0, the others "
            f"{'' if doubled else 'not '}twice the state's h; the first layer's state differs by "
            f"{difference:g} from that without dropout"
        )

    @states("004-zero-state", "The state starts as zeros.")
    def zero_state(self) -> Finding:
        parts = tf.nest.flatten(self.values["initial"])
        largest = max(np.abs(part).max() for part in parts)
        return holds(largest == 0), f"{len(parts)} tensors, the largest value {largest:g}"

    @states("004-output-shape", "outputs is [batch_size, timestep_size, hidden_size].")
    def output_shape(self) -> Finding:
        shape = self.values["dynamic_outputs"].shape
        stated = (len(self.images), port.TIMESTEP_SIZE, port.HIDDEN_SIZE)
        return holds(shape == stated), f"by dynamic_rnn, for {stated[0]} images: {list(shape)}"

    @states("004-last", "outputs[:, -1, :] is state[-1][1].")
    def last(self) -> Finding:
        differences = _differences_at_the_end(self.values)
        return holds(differences.max() == 0), (
            f"with keep_prob 1 they differ by {differences.max():g} at most"
        )

    @states("004-last-training", "In training as well, either of the two can be classified.")
    def last_in_training(self) -> Finding:
        differences = _differences_at_the_end(self.values_in_training)
        return holds(differences.max() == 0), (
            f"with keep_prob 0.5 they differ by {differences.max():.2g} at most, and in "
            f"{np.mean(differences > 0):.0%} of the values: none is dropped from the state"
        )

    @states("004-state-shape", "state is [layer_num, 2, batch_size, hidden_size].")
    def state_shape(self) -> Finding:
        shape = np.shape(self.values["dynamic_state"])
        stated = (port.LAYER_NUMBER, 2, len(self.images), port.HIDDEN_SIZE)
        return holds(shape == stated), f"nested tuples of the sizes {list(shape)}"

    @states("004-unrolled", "The loop over the time steps does what dynamic_rnn does.")
    def unrolled(self) -> Finding:
        outputs = np.stack(self.values["outputs"], axis=1)
        of_outputs = np.abs(outputs - self.values["dynamic_outputs"]).max()
        of_states = np.abs(np.subtract(self.values["state"], self.values["dynamic_state"])).max()
        return holds(max(of_outputs, of_states) < 1e-6), (
            f"with the same weights and keep_prob 1 the {outputs.shape[1]} outputs differ by "
            f"{of_outputs:g} at most, the last states by {of_states:g}"
        )

    @states("004-reuse", "reuse_variables shares one set of weights among the time steps.")
    def reuse(self) -> Finding:
        calls, variables = len(self.calls), len(self.cell_variables)
        return holds(variables == 2 * port.LAYER_NUMBER and calls == port.TIMESTEP_SIZE), (
            f"{calls} calls of {port.LAYER_NUMBER} layers make {variables} variables, a kernel and "
            "a bias for each layer"
        )

    @states("004-output-vector", "The output of the LSTM part is a tensor [hidden_size].")
    def output_vector(self) -> Finding:
        shape = self.values["outputs"][-1].shape
        return holds(
            shape == (port.HIDDEN_SIZE,)
        ), f"for {len(self.images)} images it is {list(shape)}"

    @states("004-cross-entropy", "The loss is the cross-entropy.")
    def cross_entropy(self) -> Finding:
        loss = self.values["loss"]
        entropy = -(self.labels * np.log(self.values["probabilities"])).sum(axis=1).mean()
        return holds(np.isclose(loss, entropy, rtol=1e-4)), (
            f"on a minibatch it is {loss:.4f}, the mean cross-entropy of an image {entropy:.4f}: "
            f"{entropy / loss:.2f} times as much, with {port.CLASS_NUMBER} classes"
        )

    @states("004-epochs", "mnist.train.epochs_completed is the number of epochs that are complete.")
    def epochs(self) -> Finding:
        images = self.mnist.train.num_examples
        batch = self.tutorial.batch_size
        right = sum(p.values["epoch"] == p.step * batch // images for p in self.loop.points)
        return holds(right == len(self.loop.points)), (
            f"in {right} of {len(self.loop.points)} lines it is how often {images:,} images have "
            f"been drawn, {batch} at a step"
        )

    @states("004-whole-images", "Its log is of batches of 128 images and of 10,000 test images.")
    def log_of_images(self) -> Finding:
        return whole_images(self.tutorial, training_accuracy=128, test_accuracy=10_000)

    @states("004-log", "A run prints its log: 40 lines of epoch, step and two accuracies.")
    def log(self) -> Finding:
        epochs = {(p.step, p.values["epoch"]) for p in self.loop.points}
        equal = sum((p.step, p.values["epoch"]) in epochs for p in self.tutorial.points)
        exact = f"the epoch is ours in {equal} of {len(epochs)} lines"
        if equal != len(epochs):
            return Verdict.DOES_NOT_HOLD, exact
        names = "training_accuracy", "test_accuracy"
        verdict, evidence = self.runs.beside(self.tutorial.points, *names)
        return verdict, f"{exact}; {evidence}"


def _differences_at_the_end(values: dict) -> np.ndarray:
    """Returns how far `dynamic_rnn`'s last output is from its last state's h, value by value."""
    return np.abs(values["dynamic_outputs"][:, -1, :] - values["dynamic_state"][-1][1])
