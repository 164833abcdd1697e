"""Port of post 001: `dynamic_rnn`, classified by its final state.

Post: "Python人工智能 | 十二.循环神经网络RNN和LSTM原理详解及TensorFlow分类案例" (Eastmount;
listing dated 2020-01-03, published 2022-01-17; states no TensorFlow version).

The same network as post 000: rows widened to 128 values by a linear layer, an LSTM of 128 units
from top to bottom. It classifies `states[1]`, the final hidden state, which is the last output:
with equal seeds both posts print the same 40 lines.

Deviations: none.

Quirks kept:
Q1. `train_iters` counts images, not iterations: the post calls 100,000 the number of training
    iterations, the loop ends after 782. The first accuracy that it quotes, 2.187 %, is a misprint:
    its log begins with 21.875 %.
Q2. Each accuracy is that of the minibatch just trained on, after the update; no test image is seen.
Q3. The initial state is made for exactly `batch_size` images; no other number can be fed.
Q4. Variables are initialized by `tf.initialize_all_variables`, deprecated since TensorFlow 0.12.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from compat import tf
from reproductions import log_formats

LOG = log_formats.BY_TUTORIAL["dynamic_rnn_final_state"]

# Post: the parameters.
learning_rate = 0.001
train_iters = 100000
batch_size = 128

n_inputs = 28
n_steps = 28
n_hidden_units = 128
n_classes = 10


class Graph(NamedTuple):
    """The tensors and operations that training needs."""

    x: Any  # float32 [None, n_steps, n_inputs]
    y: Any  # float32 [None, n_classes], one-hot
    train_step: Any
    accuracy: Any  # float32 scalar
    init: Any


def RNN(X, weights, biases):
    """Returns the logits, float32 [batch_size, n_classes]."""
    # Post: the hidden layer on the way in, applied to all rows of all images at once.
    X = tf.reshape(X, [-1, n_inputs])
    X_in = tf.matmul(X, weights["in"]) + biases["in"]
    X_in = tf.reshape(X_in, [-1, n_steps, n_hidden_units])

    # Post: the cell, unrolled from a state of zeros.
    # Port: the forget bias of 1 is added at every step inside the cell, not stored in its bias.
    lstm_cell = tf.nn.rnn_cell.BasicLSTMCell(n_hidden_units, forget_bias=1.0, state_is_tuple=True)
    _init_state = lstm_cell.zero_state(batch_size, dtype=tf.float32)  # Port[Q3]
    outputs, states = tf.nn.dynamic_rnn(
        lstm_cell, X_in, initial_state=_init_state, time_major=False
    )

    # Post: the hidden layer on the way out reads the final state: states is (c, h).
    # Port: the post shows a second way, commented out: post 000's transpose, unstack, outputs[-1].
    return tf.matmul(states[1], weights["out"]) + biases["out"]


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

    # Post: loss, training and accuracy.
    pre = RNN(x, weights, biases)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=pre, labels=y))
    train_step = tf.train.AdamOptimizer(learning_rate).minimize(cost)

    correct_pred = tf.equal(tf.argmax(pre, 1), tf.argmax(y, 1))
    accuracy = tf.reduce_mean(tf.cast(correct_pred, tf.float32))

    init = tf.initialize_all_variables()  # Port[Q4]
    return Graph(x, y, train_step, accuracy, init)


def bound(steps: int) -> int:
    """Returns the `train_iters` that ends the loop after `steps` steps."""
    return steps * batch_size


def train(
    session, graph: Graph, mnist, train_iters: int = train_iters
) -> Iterator[log_formats.Point]:
    """Runs the post's loop in `session`; yields what the post prints, when it prints it."""
    session.run(graph.init)
    step = 0
    while step * batch_size < train_iters:  # Port[Q1]
        batch_xs, batch_ys = mnist.train.next_batch(batch_size)
        batch_xs = batch_xs.reshape([batch_size, n_steps, n_inputs])
        session.run([graph.train_step], feed_dict={graph.x: batch_xs, graph.y: batch_ys})
        if step % 20 == 0:
            accuracy = session.run(  # Port[Q2]
                graph.accuracy, feed_dict={graph.x: batch_xs, graph.y: batch_ys}
            )
            yield LOG.point(step, training_accuracy=accuracy)
        step += 1
