# Unrolled recurrent networks, in the spelling of TensorFlow 1.0 to 1.15.
import numpy as np
import tensorflow as tf
from tensorflow.contrib import rnn

np.random.seed(0)
n_steps, n_input, n_hidden = 6, 2, 8
sequences = np.random.rand(50, n_steps, n_input).astype(np.float32)
sums = sequences.sum((1, 2)).reshape(-1, 1)

x = tf.placeholder("float", [None, n_steps, n_input])
y = tf.placeholder("float", [None, 1])
keep = tf.placeholder(tf.float32)


def cell():
    return rnn.DropoutWrapper(rnn.BasicLSTMCell(n_hidden, forget_bias=1.0), output_keep_prob=keep)


stacked = rnn.MultiRNNCell([cell() for _ in range(2)], state_is_tuple=True)
outputs, states = rnn.static_rnn(stacked, tf.unstack(x, n_steps, 1), dtype=tf.float32)
weights = {"out": tf.Variable(tf.random_normal([n_hidden, 1]))}
biases = {"out": tf.Variable(tf.random_normal([1]))}
pred = tf.matmul(outputs[-1], weights["out"]) + biases["out"]

# Beside it, a dynamic one that knows how long each sequence is.
with tf.variable_scope("dynamic"):
    gru = tf.contrib.rnn.GRUCell(num_units=n_hidden)
    start = gru.zero_state(tf.shape(x)[0], tf.float32)
    _, final = tf.nn.dynamic_rnn(
        gru, x, sequence_length=tf.fill([tf.shape(x)[0]], n_steps), initial_state=start
    )
pred += tf.layers.dense(final, 1)

cost = tf.reduce_mean(tf.square(pred - y))
optimizer = tf.train.AdamOptimizer(learning_rate=0.02)
gradients, variables = zip(*optimizer.compute_gradients(cost))
gradients, _ = tf.clip_by_global_norm(gradients, 5.0)
train = optimizer.apply_gradients(zip(gradients, variables))

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(81):
        _, loss = sess.run([train, cost], feed_dict={x: sequences, y: sums, keep: 0.9})
        if step % 20 == 0:
            print("Iter " + str(step) + ", Minibatch loss= " + "{:.6f}".format(loss))
print(type(states[0]).__name__, len(states))
