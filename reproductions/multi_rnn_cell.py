"""Port of post 004: a `MultiRNNCell` of two layers with dropout, unrolled by hand.

Post: recognising handwritten digits with an LSTM, accuracy 98.4 % (blog post without title, author
and date; states no TensorFlow version; its shapeless batch size ran on TensorFlow 1.0).

Two LSTM layers of 256 units, each with dropout on its output, are called once per row of the image;
from the second call on the variable scope reuses the variables of the first. The last output is
classified. The session takes GPU memory as it needs it.

Deviations:
D1. The post prints a line when the data is loaded; it is not in its published log, nor in ours.
D2. The post evaluates all 10,000 test images in one piece, here they go in chunks, for half the
    memory. The images that are classified correctly are counted, so that the accuracy is the same
    number, and the chunks draw just as many random numbers (Q5), so that the rest is too.

Quirks kept:
Q1. The loss is the mean over all batch x 10 products of label and log-probability: a tenth of the
    cross-entropy per image. Adam does not mind the factor.
Q2. The loss takes the logarithm of a softmax; a probability of zero would make it NaN.
Q3. The batch size is a placeholder without shape, so its rank is unknown. TensorFlow 1.0 took it,
    later versions refuse it, `compat` takes it.
Q4. The last output is read, where half of the units are dropped in training; `state[-1][1]`, which
    the post names as another way, has them all, and equals it only at evaluation.
Q5. Evaluation runs with `keep_prob` 1, but still draws the random numbers of the dropout masks: the
    masks of the steps after it depend on how many images were evaluated.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from compat import tf
from compat.contrib import rnn
from reproductions import log_formats

LOG = log_formats.BY_TUTORIAL["multi_rnn_cell"]

# Post: the constants.
LEARNING_RATE = 1e-3
INPUT_SIZE = 28
TIMESTEP_SIZE = 28
HIDDEN_SIZE = 256
LAYER_NUMBER = 2
CLASS_NUMBER = 10
ITER_NUMBER = 2000

_CHUNK = 1000  # Port[D2]


class Graph(NamedTuple):
    """The tensors and operations that training needs."""

    batch_size: Any  # int32, a scalar when fed
    keep_prob: Any  # float32, a scalar when fed
    xs: Any  # float32 [None, 784]
    ys: Any  # float32 [None, CLASS_NUMBER], one-hot
    train_op: Any
    correct_prediction: Any  # bool [None]
    accuracy: Any  # float32 scalar
    init_op: Any


def get_drop(keep_prob):
    """Returns one layer: the cell, with dropout on its output. Post: steps 2 and 3."""
    lstm_cell = rnn.BasicLSTMCell(num_units=HIDDEN_SIZE, forget_bias=1.0, state_is_tuple=True)
    return rnn.DropoutWrapper(cell=lstm_cell, input_keep_prob=1.0, output_keep_prob=keep_prob)


def build_graph() -> Graph:
    """Builds the post's operations in the default graph, in the post's order."""
    # Post: the placeholders. Port[Q3]
    batch_size = tf.placeholder(tf.int32)
    keep_prob = tf.placeholder(tf.float32)

    xs = tf.placeholder(tf.float32, [None, 784])
    image_xs = tf.reshape(xs, [-1, TIMESTEP_SIZE, INPUT_SIZE])
    ys = tf.placeholder(tf.float32, [None, CLASS_NUMBER])

    # Post: step 4, the layers on top of each other.
    multi_lstm_cell = rnn.MultiRNNCell(
        [get_drop(keep_prob) for _ in range(LAYER_NUMBER)], state_is_tuple=True
    )

    # Post: step 5, the state starts at zero.
    state = multi_lstm_cell.zero_state(batch_size, dtype=tf.float32)

    # Post: step 6, unrolled by hand to show what `dynamic_rnn`, commented out, would do.
    outputs = []
    with tf.variable_scope("RNN"):
        for timestep in range(TIMESTEP_SIZE):
            if timestep > 0:
                tf.get_variable_scope().reuse_variables()
            (cell_output, state) = multi_lstm_cell(image_xs[:, timestep, :], state)
            outputs.append(cell_output)

    h_state = outputs[-1]  # Port[Q4]

    # Post: the softmax layer.
    weightes = tf.Variable(
        tf.truncated_normal([HIDDEN_SIZE, CLASS_NUMBER], stddev=0.1), dtype=tf.float32
    )
    biases = tf.Variable(tf.constant(0.1, shape=[CLASS_NUMBER]), dtype=tf.float32)
    predict_ys = tf.nn.softmax(tf.matmul(h_state, weightes) + biases)

    # Post: loss and evaluation. Port[Q1], Port[Q2]
    cross_entropy = -tf.reduce_mean(ys * tf.log(predict_ys))
    train_op = tf.train.AdamOptimizer(LEARNING_RATE).minimize(cross_entropy)

    correct_prediction = tf.equal(tf.argmax(predict_ys, 1), tf.argmax(ys, 1))
    accuracy = tf.reduce_mean(tf.cast(correct_prediction, "float"))

    init_op = tf.global_variables_initializer()
    # Port: the post makes its session here, with allow_growth; see compat.session.
    return Graph(batch_size, keep_prob, xs, ys, train_op, correct_prediction, accuracy, init_op)


def bound(steps: int) -> int:
    """Returns the `ITER_NUMBER` that ends the loop after `steps` steps."""
    return steps


def train(
    session, graph: Graph, mnist, ITER_NUMBER: int = ITER_NUMBER
) -> Iterator[log_formats.Point]:
    """Runs the post's loop in `session`; yields what the post prints, when it prints it.

    Port[D1]: but for the line about loading the data, which is the caller's business.
    """
    session.run(graph.init_op)

    [test_xs, test_ys] = [mnist.test.images, mnist.test.labels]

    for i in range(ITER_NUMBER):
        [train_xs, train_ys] = mnist.train.next_batch(128)
        session.run(
            graph.train_op,
            feed_dict={
                graph.xs: train_xs,
                graph.ys: train_ys,
                graph.keep_prob: 0.5,
                graph.batch_size: 128,
            },
        )
        if (i + 1) % 50 == 0:
            train_accuracy = session.run(
                graph.accuracy,
                feed_dict={
                    graph.xs: train_xs,
                    graph.ys: train_ys,
                    graph.keep_prob: 1.0,
                    graph.batch_size: 128,
                },
            )
            correct = 0
            for start in range(0, len(test_xs), _CHUNK):  # Port[D2]
                chunk = slice(start, start + _CHUNK)
                correct_prediction = session.run(  # Port[Q5]
                    graph.correct_prediction,
                    feed_dict={
                        graph.xs: test_xs[chunk],
                        graph.ys: test_ys[chunk],
                        graph.keep_prob: 1.0,
                        graph.batch_size: len(test_xs[chunk]),
                    },
                )
                correct += correct_prediction.sum()
            test_accuracy = np.float32(correct) / np.float32(len(test_xs))
            yield LOG.point(
                i + 1,
                epoch=mnist.train.epochs_completed,
                training_accuracy=train_accuracy,
                test_accuracy=test_accuracy,
            )
