"""`mnist` of TensorFlow 1's MNIST tutorials: the network of the feed-forward tutorial."""

import math

from compat import names
from compat._v1 import v1

__all__ = [
    "IMAGE_PIXELS",
    "IMAGE_SIZE",
    "NUM_CLASSES",
    "evaluation",
    "inference",
    "loss",
    "training",
]

NUM_CLASSES = 10
IMAGE_SIZE = 28
IMAGE_PIXELS = IMAGE_SIZE * IMAGE_SIZE


def inference(images, hidden1_units, hidden2_units):
    """Returns the logits [batch, 10] of `images` [batch, 784], after two hidden layers."""
    hidden = v1.nn.relu(_layer("hidden1", images, IMAGE_PIXELS, hidden1_units))
    hidden = v1.nn.relu(_layer("hidden2", hidden, hidden1_units, hidden2_units))
    return _layer("softmax_linear", hidden, hidden2_units, NUM_CLASSES)


def _layer(name, inputs, width, units):
    with v1.name_scope(name):
        first = v1.truncated_normal([width, units], stddev=1 / math.sqrt(width))
        weights = v1.Variable(first, name="weights")
        biases = v1.Variable(v1.zeros([units]), name="biases")
        return v1.matmul(inputs, weights) + biases


def loss(logits, labels):
    """Returns the mean cross entropy; `labels` are ints [batch]."""
    return v1.losses.sparse_softmax_cross_entropy(v1.cast(labels, v1.int64), logits)


def training(loss, learning_rate):
    """Returns the operation of a step of gradient descent; the loss gets a summary."""
    v1.summary.scalar("loss", loss)
    step = v1.Variable(0, name="global_step", trainable=False)
    return v1.train.GradientDescentOptimizer(learning_rate).minimize(loss, global_step=step)


def evaluation(logits, labels):
    """Returns how many of the batch are right."""
    return v1.reduce_sum(v1.cast(v1.nn.in_top_k(logits, labels, 1), v1.int32))


def __getattr__(name: str):
    raise names.missing("tf.examples.tutorials.mnist.mnist", name)
