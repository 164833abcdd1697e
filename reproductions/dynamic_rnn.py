"""Port of post 000: `dynamic_rnn`, classified by the last of its outputs.

Post: "tensorflow 学习笔记12 循环神经网络RNN LSTM结构实现MNIST手写识别" (CSDN; its page states
neither author, date nor TensorFlow version; `tf.contrib` says 1.x).

Each image is read as 28 rows of 28 pixels. A linear layer widens every row to 128 values, one LSTM
layer of 128 units reads them from top to bottom, and its output at the last row is classified.

Deviations: none.

Quirks kept:
Q1. `training_iters` counts images, not iterations: 100,000 images are 782 steps of 128 images,
    less than two passes over the training set.
Q2. Each accuracy is that of the minibatch just trained on, after the update; no test image is seen.
Q3. The initial state is made for exactly `batch_size` images; no other number can be fed.
Q4. A forget bias of 1 is meant to forget nothing at first; it keeps sigmoid(1) = 73 % of the memory
    at each row, and so 0.016 % over the 28 rows of an image.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from compat import tf
from reproductions import log_formats

LOG = log_formats.BY_TUTORIAL["dynamic_rnn"]

# Post: the hyperparameters.
learning_rate = 0.001
training_iters = 100000
batch_size = 128

n_inputs = 28
n_steps = 28
n_hidden_units = 128
n_classes = 10


class Graph(NamedTuple):
    """The tensors and operations that training needs."""

    x: Any  # float32 [None, n_steps, n_inputs]
    y: Any  # float32 [None, n_classes], one-hot
    train_op: Any
    accuracy: Any  # float32 scalar
    init: Any


def RNN(X, weights, biases):
    """Returns the logits, float32 [batch_size, n_classes]."""
    # Post: the linear layer, applied to all rows of all images at once.
    X = tf.reshape(X, [-1, n_inputs])
    X_in = tf.matmul(X, weights["in"]) + biases["in"]
    X_in = tf.reshape(X_in, [-1, n_steps, n_hidden_units])

    # Post: the cell, with a forget bias of 1 so that it starts out remembering.
    # Port: the 1 is added at every step inside the cell; the bias variable itself starts at 0.
    cell = tf.contrib.rnn.BasicLSTMCell(  # Port[Q4]
        n_hidden_units, forget_bias=1.0, state_is_tuple=True
    )
    init_state = cell.zero_state(batch_size, dtype=tf.float32)  # Port[Q3]
    outputs, final_state = tf.nn.dynamic_rnn(cell, X_in, initial_state=init_state, time_major=False)

    # Post: time becomes the first axis, and the last of the 28 outputs is classified.
    # Port: the post's comment gives this shape as [28, 128, 28]; it is [28, 128, 128].
    outputs = tf.unstack(tf.transpose(outputs, [1, 0, 2]))
    return tf.matmul(outputs[-1], weights["out"]) + biases["out"]


def build_graph() -> Graph:
    """Builds the post's operations in the default graph, in the post's order."""
    # Post: the placeholders.
    x = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
    y = tf.placeholder(tf.float32, [None, n_classes])

    # Post: weights and biases of the layers before and after the cell.
    weights = {
        "in": tf.Variable(tf.random_normal([n_inputs, n_hidden_units])),
        "out": tf.Variable(tf.random_normal([n_hidden_units, n_classes])),
    }
    biases = {
        "in": tf.Variable(tf.constant(0.1, shape=[n_hidden_units])),
        "out": tf.Variable(tf.constant(0.1, shape=[n_classes])),
    }

    # Post: loss, optimizer and accuracy.
    pred = RNN(x, weights, biases)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=pred, labels=y))
    train_op = tf.train.AdamOptimizer(learning_rate).minimize(cost)

    correct_pred = tf.equal(tf.argmax(pred, 1), tf.argmax(y, 1))
    accuracy = tf.reduce_mean(tf.cast(correct_pred, tf.float32))

    init = tf.global_variables_initializer()
    return Graph(x, y, train_op, accuracy, init)


def bound(steps: int) -> int:
    """Returns the `training_iters` that ends the loop after `steps` steps."""
    return steps * batch_size


def train(
    session, graph: Graph, mnist, training_iters: int = training_iters
) -> Iterator[log_formats.Point]:
    """Runs the post's loop in `session`; yields what the post prints, when it prints it."""
    session.run(graph.init)
    step = 0
    while step * batch_size < training_iters:  # Port[Q1]
        batch_xs, batch_ys = mnist.train.next_batch(batch_size)
        batch_xs = batch_xs.reshape([batch_size, n_steps, n_inputs])
        session.run([graph.train_op], feed_dict={graph.x: batch_xs, graph.y: batch_ys})
        if step % 20 == 0:
            accuracy = session.run(  # Port[Q2]
                graph.accuracy, feed_dict={graph.x: batch_xs, graph.y: batch_ys}
            )
            yield LOG.point(step, training_accuracy=accuracy)
        step += 1
