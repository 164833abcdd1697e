"""Port of post 003: `static_bidirectional_rnn`, one LSTM downwards and one upwards.

Post: "tensorflow实战-BiRNN" (CSDN; its page states neither author nor date; TensorFlow 1.4,
Python 3.5).

One LSTM of 256 units reads the rows of an image from top to bottom, another from bottom to top;
every output joins both. The output at the last row is classified.

Deviations:
D1. The post evaluates all 10,000 test images in one piece, here they go in chunks, for less memory.
    The images that are classified correctly are counted, so that the accuracy is the same number.

Quirks kept:
Q1. The classifier reads `outputs[-1]` only. There the backward cell has seen one row, the last,
    from a state of zeros: the other 27 of its steps reach nothing, and the recurrent part of its
    kernel gets a gradient of zero. The model is a forward LSTM with one row read twice.
Q2. The scopes `forward` and `backward` surround the constructors, but cells make their variables
    when they are called, under `birnn`: the two scopes leave no trace in the graph.
Q3. `max_samples` counts images: 400,000 are 3,124 steps (the 3,125th would reach the bound).
Q4. Loss and accuracy are those of the minibatch just trained on, after the update, and are computed
    in two runs.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from compat import tf
from reproductions import log_formats

LOG = log_formats.BY_TUTORIAL["static_bidirectional_rnn"]

# Post: the training parameters.
learning_rate = 0.01
max_samples = 400000
batch_size = 128
display_step = 10

# Post: the sizes: rows of 28 pixels, 28 steps, hidden units per direction, classes.
n_input = 28
n_steps = 28
n_hidden = 256
n_classes = 10

_CHUNK = 1000  # Port[D1]


class Graph(NamedTuple):
    """The tensors and operations that training needs."""

    x: Any  # float32 [None, n_steps, n_input]
    y: Any  # float32 [None, n_classes], one-hot
    cost: Any  # float32 scalar
    optimizer: Any
    correct_pred: Any  # bool [None]
    accuracy: Any  # float32 scalar
    init: Any


def BiRNN(x, weights, biases):
    """Returns the logits, float32 [batch, n_classes]."""
    # Post: from [batch, n_steps, n_input] to a list of n_steps tensors [batch, n_input].
    x = tf.transpose(x, [1, 0, 2])
    x = tf.reshape(x, [-1, n_input])
    x = tf.split(x, n_steps)

    # Post: a scope for each direction, and one for the whole. Port[Q2]
    with tf.variable_scope("forward"):
        lstm_fw_cell = tf.contrib.rnn.BasicLSTMCell(n_hidden, forget_bias=1.0)
    with tf.variable_scope("backward"):
        lstm_bw_cell = tf.contrib.rnn.BasicLSTMCell(n_hidden, forget_bias=1.0)
    with tf.variable_scope("birnn"):
        outputs, _, _ = tf.contrib.rnn.static_bidirectional_rnn(
            lstm_fw_cell, lstm_bw_cell, x, dtype=tf.float32
        )
    return tf.matmul(outputs[-1], weights["out"]) + biases["out"]  # Port[Q1]


def build_graph() -> Graph:
    """Builds the post's operations in the default graph, in the post's order."""
    # Post: the placeholders.
    x = tf.placeholder("float", [None, n_steps, n_input])
    y = tf.placeholder("float", [None, n_classes])

    # Post: the classifier's weights, for the outputs of both directions, and its biases.
    weights = {"out": tf.Variable(tf.random_normal([2 * n_hidden, n_classes]))}
    biases = {"out": tf.Variable(tf.random_normal([n_classes]))}

    # Post: loss, optimizer and accuracy.
    pred = BiRNN(x, weights, biases)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=pred, labels=y))
    optimizer = tf.train.AdamOptimizer(learning_rate=learning_rate).minimize(cost)
    correct_pred = tf.equal(tf.argmax(pred, 1), tf.argmax(y, 1))
    accuracy = tf.reduce_mean(tf.cast(correct_pred, tf.float32))

    init = tf.global_variables_initializer()
    return Graph(x, y, cost, optimizer, correct_pred, accuracy, init)


def bound(steps: int) -> int:
    """Returns the `max_samples` that ends the loop after `steps` steps."""
    return (steps + 1) * batch_size


def train(
    session, graph: Graph, mnist, max_samples: int = max_samples
) -> Iterator[log_formats.Point]:
    """Runs the post's loop in `session`; yields what the post prints, when it prints it."""
    session.run(graph.init)
    step = 1
    while step * batch_size < max_samples:  # Port[Q3]
        batch_x, batch_y = mnist.train.next_batch(batch_size)
        batch_x = batch_x.reshape((batch_size, n_steps, n_input))

        session.run(graph.optimizer, feed_dict={graph.x: batch_x, graph.y: batch_y})
        if step % display_step == 0:  # Port[Q4]
            acc = session.run(graph.accuracy, feed_dict={graph.x: batch_x, graph.y: batch_y})
            loss = session.run(graph.cost, feed_dict={graph.x: batch_x, graph.y: batch_y})
            yield LOG.point(
                step, samples=step * batch_size, minibatch_loss=loss, training_accuracy=acc
            )
        step += 1

    yield LOG.point(step - 1)

    # Post: all test images.
    test_len = 10000
    test_data = mnist.test.images[:test_len].reshape((-1, n_steps, n_input))
    test_label = mnist.test.labels[:test_len]
    correct = 0
    for start in range(0, test_len, _CHUNK):  # Port[D1]
        chunk = slice(start, start + _CHUNK)
        correct_pred = session.run(
            graph.correct_pred,
            feed_dict={graph.x: test_data[chunk], graph.y: test_label[chunk]},
        )
        correct += correct_pred.sum()
    yield LOG.point(step - 1, test_accuracy=np.float32(correct) / np.float32(test_len))
