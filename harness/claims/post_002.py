"""What post 002 states about `rnn()`, about context and gradients, and about the accuracy."""

import functools
from typing import NamedTuple

import numpy as np

from compat import tf
from compat.contrib import rnn
from harness.claims import graphs
from harness.claims.inspection import MNIST_NEEDED, Inspection
from harness.claims.ledger import Finding, holds, states
from harness.claims.post_001 import PLAIN_NETWORK
from reproductions import static_rnn as port

_SUITABLE_RATE = 0.01
"""Adam's learning rate in post 003."""

_SUITABLE_STEPS = 125


class _Training(NamedTuple):
    """What came of training the port's graph with Adam instead of gradient descent.

    before, after: how much of the loss's gradient at the last row is left at the first.
    plain: the same as `before`, with a plain RNN in place of the LSTM.
    accuracy: after training, on the 128 test images that the post uses.
    """

    before: float
    plain: float
    after: float
    accuracy: float


class Post(Inspection):
    """The checks of post 002."""

    port = port
    watched = (rnn, "static_rnn")

    @states("002-rnn-function", "The function of TensorFlow that it shows is rnn().")
    def rnn_function(self) -> Finding:
        # TensorFlow 1's own name space; compat adds what 0.x had, where it was rnn().
        there = [name for name in dir(tf.compat.v1.nn) if name.endswith("rnn")]
        return holds("rnn" in there), (
            f"the listing calls static_rnn, {len(self.calls)} time; tf.nn has {', '.join(there)}"
        )

    @states("002-context", "The context is kept: the output depends on the whole sequence.")
    def context(self) -> Finding:
        outputs, _ = self.calls[0].result
        rows = self.rows_that_matter(outputs[-1:])
        return holds(rows.all()), f"the last output depends on {rows.sum()} of {rows.size} rows"

    @states("002-accuracy", "The listing gets a good accuracy (above a plain network's 87.79 %).")
    def accuracy(self) -> Finding:
        return self.runs.all_above(
            PLAIN_NETWORK,
            lambda run: run[port.training_steps, "test_accuracy"],
            "accuracy on 128 test images",
        )

    @states("002-suitable", "With suitable settings and iterations the accuracy is good.")
    def suitable(self) -> Finding:
        if self.arrays.stand_in:
            return MNIST_NEEDED
        accuracy = self.training.accuracy
        return holds(accuracy > PLAIN_NETWORK), (
            f"with Adam at {_SUITABLE_RATE:g}, as in post 003, it is {accuracy:.4f} on 128 test "
            f"images after {_SUITABLE_STEPS} steps; a plain network's is {PLAIN_NETWORK:g}"
        )

    @states("002-gradients", "The gates keep the gradient from vanishing and from exploding.")
    def gradients(self) -> Finding:
        before, plain, after, _ = self.training
        return holds(abs(np.log(before)) < abs(np.log(plain))), (
            f"of the gradient at the last row {before:.1%} is left at the first, of a plain RNN's "
            f"{plain:.1%}, with initial weights; after {_SUITABLE_STEPS} steps of Adam {after:.0%}"
        )

    @functools.cached_property
    def training(self) -> _Training:
        weights = tf.trainable_variables()
        train = tf.train.AdamOptimizer(_SUITABLE_RATE).apply_gradients(
            [(graphs.applied_gradient(w), w) for w in weights]
        )
        cells = self.calls[0].arguments["cell"], rnn.BasicRNNCell(port.num_hidden)
        gradient, plain_gradient = (self._gradient_by_rows(cell, *weights[:2]) for cell in cells)
        self.session.run([v.initializer for v in tf.global_variables()])
        before, plain = map(_left_at_first_row, self.run([gradient, plain_gradient]))
        for _ in range(_SUITABLE_STEPS):
            images, labels = self.mnist.train.next_batch(port.batch_size)
            self.run(train, images=images, labels=labels)
        after = _left_at_first_row(self.run(gradient))
        images, labels = self.mnist.test.next_batch(128, shuffle=False)
        accuracy = self.run(self.tensors.accuracy, images=images, labels=labels)
        return _Training(before, plain, after, accuracy)

    def _gradient_by_rows(self, cell, weights, biases):
        """Returns the gradient of the loss by X, for this cell before the listing's classifier."""
        outputs, _ = tf.nn.dynamic_rnn(cell, self.tensors.X, dtype=tf.float32)
        logits = tf.matmul(outputs[:, -1], weights) + biases
        loss = tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=self.tensors.Y)
        return tf.gradients(loss, self.tensors.X)[0]


def _left_at_first_row(gradient: np.ndarray) -> float:
    """Returns the norm of the gradient at the first row, in units of that at the last.

    gradient: of the loss by the images, float32 [batch, rows, columns].
    """
    by_row = np.linalg.norm(gradient, axis=(0, 2))
    return by_row[0] / by_row[-1]
