# A model of characters, with the seq2seq functions of 0.x and their later name.
import collections

import numpy as np
import tensorflow as tf
from tensorflow.contrib import legacy_seq2seq, rnn

text = "the quick brown fox jumps over the lazy dog " * 8
count_pairs = sorted(collections.Counter(text).items(), key=lambda pair: -pair[1])
chars, _ = zip(*count_pairs)
vocab = dict(zip(chars, range(len(chars))))
codes = np.array(list(map(vocab.get, text)))
batch_size, seq_length, size = 4, 10, 24
n = len(codes) // (batch_size * seq_length) * batch_size * seq_length
xs = np.split(codes[:n].reshape(batch_size, -1), n // (batch_size * seq_length), 1)
ys = np.split(np.roll(codes[:n], -1).reshape(batch_size, -1), n // (batch_size * seq_length), 1)

cell = rnn.MultiRNNCell([rnn.BasicLSTMCell(size), rnn.BasicLSTMCell(size)])
input_data = tf.placeholder(tf.int32, [batch_size, seq_length])
targets = tf.placeholder(tf.int32, [batch_size, seq_length])
initial_state = cell.zero_state(batch_size, tf.float32)
with tf.variable_scope("rnnlm"):
    softmax_w = tf.get_variable("softmax_w", [size, len(chars)])
    softmax_b = tf.get_variable("softmax_b", [len(chars)])
    embedding = tf.get_variable("embedding", [len(chars), size])
inputs = tf.split(tf.nn.embedding_lookup(embedding, input_data), seq_length, 1)
inputs = [tf.squeeze(each, [1]) for each in inputs]
outputs, last_state = legacy_seq2seq.rnn_decoder(inputs, initial_state, cell, scope="rnnlm")
output = tf.reshape(tf.concat(outputs, 1), [-1, size])
logits = tf.matmul(output, softmax_w) + softmax_b
loss = legacy_seq2seq.sequence_loss_by_example(
    [logits], [tf.reshape(targets, [-1])], [tf.ones([batch_size * seq_length])], len(chars)
)
cost = tf.reduce_sum(loss) / batch_size / seq_length
train = tf.train.AdamOptimizer(0.01).minimize(cost)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(9):
        state = sess.run(initial_state)
        for x, y in zip(xs, ys):
            feed = {input_data: x, targets: y}
            for i, (c, h) in enumerate(initial_state):
                feed[c] = state[i].c
                feed[h] = state[i].h
            now, state, _ = sess.run([cost, last_state, train], feed)
        if epoch % 4 == 0:
            print("epoch {}, train_loss = {:.3f}".format(epoch, now))
