# Tags along sentences of several lengths, as of TensorFlow 1.4: words through a table, a recurrent
# network, and a conditional random field that knows which tag may follow which.
import numpy as np
import tensorflow as tf
from tensorflow.contrib import crf, lookup

sentences = [
    "the dog saw a cat",
    "a cat ran",
    "the man saw the dog",
    "dogs ran",
    "a man ran",
]
tags = [[0, 1, 2, 0, 1], [0, 1, 2], [0, 1, 2, 0, 1], [1, 2], [0, 1, 2]]
vocabulary = sorted(set(" ".join(sentences).split()))
lengths = np.array([len(t) for t in tags])
words = np.array([s.split() + [""] * (5 - len(s.split())) for s in sentences])
labels = np.array([t + [0] * (5 - len(t)) for t in tags])

words_in = tf.placeholder(tf.string, [None, None])
labels_in = tf.placeholder(tf.int32, [None, None])
lengths_in = tf.placeholder(tf.int32, [None])

table = lookup.index_table_from_tensor(
    mapping=tf.constant(vocabulary), num_oov_buckets=1
)
embeddings = tf.get_variable("embeddings", [len(vocabulary) + 1, 8])
inputs = tf.nn.embedding_lookup(embeddings, table.lookup(words_in))
outputs, _ = tf.nn.dynamic_rnn(
    tf.contrib.rnn.BasicLSTMCell(10), inputs, lengths_in, dtype=tf.float32
)
scores = tf.layers.dense(outputs, 3)

likelihood, transitions = crf.crf_log_likelihood(scores, labels_in, lengths_in)
loss = tf.reduce_mean(-likelihood)
train = tf.contrib.opt.LazyAdamOptimizer(0.05).minimize(loss)
best, _ = crf.crf_decode(scores, transitions, lengths_in)

feed = {words_in: words, labels_in: labels, lengths_in: lengths}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(tf.tables_initializer())
    for step in range(61):
        _, cost = sess.run([train, loss], feed)
        if step % 20 == 0:
            print("step %d loss: %.5f" % (step, cost))
    decoded, unary, between = sess.run([best, scores, transitions], feed)
    print("right %d of %d" % ((decoded == labels).sum(), labels.size))
    for row, length in zip(unary, lengths):
        sequence, _ = crf.viterbi_decode(row[:length], between)
    print("last", [int(tag) for tag in sequence])
