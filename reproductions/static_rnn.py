"""Port of post 002: `static_rnn`, unrolled into 28 copies of the cell.

Post: "TensorFlow中的rnn()函数与LSTM结合的强大理由" (宙启技术站, 2023-12-18; states no TensorFlow
version; its imports say 1.x).

The 28 rows of an image become a Python list, `static_rnn` writes the LSTM of 128 units into the
graph once per row, and the last output is classified. Trained with plain gradient descent.

Deviations: none.

Quirks kept:
Q1. The learning rate of 0.001 suits Adam; gradient descent with it has only begun to learn after
    1,000 steps: about half of the images are classified correctly. The post publishes no log and
    speaks of good accuracy with suitable settings, which these are not.
Q2. The accuracy at the end is that of the first 128 test images, not of all 10,000.
Q3. Each accuracy before it is that of the minibatch just trained on, after the update.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from compat import tf
from compat.contrib import rnn
from reproductions import log_formats

LOG = log_formats.BY_TUTORIAL["static_rnn"]

# Post: part 2, the hyperparameters.
learning_rate = 0.001
training_steps = 1000
batch_size = 128
display_step = 100

# Post: part 4, the dimensions.
input_dim = 28
timesteps = 28
num_hidden = 128
num_classes = 10


class Graph(NamedTuple):
    """The tensors and operations that training needs."""

    X: Any  # float32 [None, timesteps, input_dim]
    Y: Any  # float32 [None, num_classes], one-hot
    loss_op: Any  # float32 scalar
    train_op: Any
    accuracy: Any  # float32 scalar
    init: Any


def RNN(x, weights, biases):
    """Returns the logits, float32 [batch, num_classes]. Post: part 7."""
    x = tf.unstack(x, timesteps, 1)
    lstm_cell = rnn.BasicLSTMCell(num_hidden, forget_bias=1.0)
    outputs, states = rnn.static_rnn(lstm_cell, x, dtype=tf.float32)
    return tf.matmul(outputs[-1], weights["out"]) + biases["out"]


def build_graph() -> Graph:
    """Builds the post's operations in the default graph, in the post's order."""
    # Post: part 5, the placeholders.
    X = tf.placeholder("float", [None, timesteps, input_dim])
    Y = tf.placeholder("float", [None, num_classes])

    # Post: part 6, weights and biases.
    weights = {"out": tf.Variable(tf.random_normal([num_hidden, num_classes]))}
    biases = {"out": tf.Variable(tf.random_normal([num_classes]))}

    # Post: part 8, the model.
    logits = RNN(X, weights, biases)
    prediction = tf.nn.softmax(logits)

    # Post: part 9, loss and optimizer.
    loss_op = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=Y))
    optimizer = tf.train.GradientDescentOptimizer(learning_rate=learning_rate)  # Port[Q1]
    train_op = optimizer.minimize(loss_op)

    # Post: part 10, accuracy.
    correct_pred = tf.equal(tf.argmax(prediction, 1), tf.argmax(Y, 1))
    accuracy = tf.reduce_mean(tf.cast(correct_pred, tf.float32))

    # Post: part 11, initialization.
    init = tf.global_variables_initializer()
    return Graph(X, Y, loss_op, train_op, accuracy, init)


def bound(steps: int) -> int:
    """Returns the `training_steps` that ends the loop after `steps` steps."""
    return steps


def train(
    session, graph: Graph, mnist, training_steps: int = training_steps
) -> Iterator[log_formats.Point]:
    """Runs the post's loop in `session`; yields what the post prints, when it prints it.

    Post: part 12.
    """
    session.run(graph.init)

    for step in range(1, training_steps + 1):
        batch_x, batch_y = mnist.train.next_batch(batch_size)
        batch_x = batch_x.reshape((batch_size, timesteps, input_dim))

        session.run(graph.train_op, feed_dict={graph.X: batch_x, graph.Y: batch_y})
        if step % display_step == 0 or step == 1:
            loss, acc = session.run(  # Port[Q3]
                [graph.loss_op, graph.accuracy], feed_dict={graph.X: batch_x, graph.Y: batch_y}
            )
            yield LOG.point(step, minibatch_loss=loss, training_accuracy=acc)

    yield LOG.point(training_steps)

    test_data = mnist.test.images[:128].reshape((-1, timesteps, input_dim))  # Port[Q2]
    test_label = mnist.test.labels[:128]
    accuracy = session.run(graph.accuracy, feed_dict={graph.X: test_data, graph.Y: test_label})
    yield LOG.point(training_steps, test_accuracy=accuracy)
