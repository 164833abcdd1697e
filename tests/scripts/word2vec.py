# Word vectors by noise-contrastive estimation, in the spelling of TensorFlow 1.0.
from __future__ import absolute_import, division, print_function

import collections
import math
import random

import numpy as np
import tensorflow as tf
from six.moves import xrange

random.seed(0)
np.random.seed(0)
words = ("one two three four five six seven eight nine ten " * 30).split()
count = [["UNK", -1]]
count.extend(collections.Counter(words).most_common(10))
dictionary = {word: number for number, (word, _) in enumerate(count)}
data = [dictionary.get(word, 0) for word in words]
data_index = 0


def generate_batch(batch_size, num_skips, skip_window):
    global data_index
    batch = np.ndarray(shape=(batch_size), dtype=np.int32)
    labels = np.ndarray(shape=(batch_size, 1), dtype=np.int32)
    span = 2 * skip_window + 1
    window = collections.deque(maxlen=span)
    for _ in range(span):
        window.append(data[data_index])
        data_index = (data_index + 1) % len(data)
    for i in range(batch_size // num_skips):
        context = [w for w in range(span) if w != skip_window]
        for j, word in enumerate(random.sample(context, num_skips)):
            batch[i * num_skips + j] = window[skip_window]
            labels[i * num_skips + j, 0] = window[word]
        window.append(data[data_index])
        data_index = (data_index + 1) % len(data)
    return batch, labels


graph = tf.Graph()
with graph.as_default():
    tf.set_random_seed(0)
    train_inputs = tf.placeholder(tf.int32, shape=[32])
    train_labels = tf.placeholder(tf.int32, shape=[32, 1])
    with tf.device("/cpu:0"):
        embeddings = tf.Variable(tf.random_uniform([11, 8], -1.0, 1.0))
        embed = tf.nn.embedding_lookup(embeddings, train_inputs)
        nce_weights = tf.Variable(tf.truncated_normal([11, 8], stddev=1.0 / math.sqrt(8)))
        nce_biases = tf.Variable(tf.zeros([11]))
    loss = tf.reduce_mean(
        tf.nn.nce_loss(
            weights=nce_weights,
            biases=nce_biases,
            labels=train_labels,
            inputs=embed,
            num_sampled=4,
            num_classes=11,
        )
    )
    optimizer = tf.train.GradientDescentOptimizer(1.0).minimize(loss)
    norm = tf.sqrt(tf.reduce_sum(tf.square(embeddings), 1, keep_dims=True))
    normalized = embeddings / norm
    init = tf.global_variables_initializer()

with tf.Session(graph=graph) as session:
    init.run()
    average_loss = 0
    for step in xrange(1, 301):
        inputs, labels = generate_batch(32, 2, 1)
        feed = {train_inputs: inputs, train_labels: labels}
        _, loss_val = session.run([optimizer, loss], feed_dict=feed)
        average_loss += loss_val
        if step % 100 == 0:
            print("Average loss at step ", step, "loss: ", average_loss / 100)
            average_loss = 0
    print("vectors", normalized.eval().shape)
