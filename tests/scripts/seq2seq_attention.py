# Encoder, attention and decoder of tf.contrib.seq2seq: learns to copy a sequence.
import numpy as np
import tensorflow as tf
from tensorflow.contrib import seq2seq
from tensorflow.python.layers.core import Dense

np.random.seed(0)
tf.set_random_seed(0)
vocabulary, units, length, batch = 8, 16, 4, 32
GO, END = 0, 1

source = tf.placeholder(tf.int32, [batch, length])
target = tf.placeholder(tf.int32, [batch, length + 1])
lengths = tf.fill([batch], length + 1)
embedding = tf.get_variable("embedding", [vocabulary, units])

encoder = tf.contrib.rnn.GRUCell(units)
memory, state = tf.nn.dynamic_rnn(
    encoder, tf.nn.embedding_lookup(embedding, source), dtype=tf.float32
)
attention = seq2seq.BahdanauAttention(units, memory)
decoder_cell = seq2seq.AttentionWrapper(
    tf.contrib.rnn.GRUCell(units), attention, attention_layer_size=units
)
start = decoder_cell.zero_state(batch, tf.float32).clone(cell_state=state)
project = Dense(vocabulary, use_bias=False)

go = tf.fill([batch, 1], GO)
decoder_inputs = tf.nn.embedding_lookup(embedding, tf.concat([go, target[:, :-1]], 1))
with tf.variable_scope("decode"):
    helper = seq2seq.TrainingHelper(decoder_inputs, lengths)
    decoder = seq2seq.BasicDecoder(decoder_cell, helper, start, output_layer=project)
    outputs, _, _ = seq2seq.dynamic_decode(decoder, maximum_iterations=length + 1)
with tf.variable_scope("decode", reuse=True):
    greedy = seq2seq.GreedyEmbeddingHelper(embedding, tf.fill([batch], GO), END)
    decoder = seq2seq.BasicDecoder(decoder_cell, greedy, start, output_layer=project)
    predicted, _, _ = seq2seq.dynamic_decode(decoder, maximum_iterations=length + 1)

weights = tf.sequence_mask(lengths, length + 1, dtype=tf.float32)
loss = seq2seq.sequence_loss(outputs.rnn_output, target, weights)
train = tf.train.AdamOptimizer(0.02).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(101):
        words = np.random.randint(2, vocabulary, [batch, length])
        feed = {source: words, target: np.hstack([words, np.full([batch, 1], END)])}
        _, now = sess.run([train, loss], feed)
        if step % 50 == 0:
            print(step, "loss:", now)
    print("decoded", sess.run(predicted.sample_id, feed).shape[0])
