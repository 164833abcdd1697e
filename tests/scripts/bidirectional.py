# Networks that read in both directions.
import numpy as np
import tensorflow as tf
import tensorflow.contrib.rnn as rnn

np.random.seed(0)
batch = np.random.rand(20, 4, 3).astype(np.float32)
first = batch[:, 0, :1]
x = tf.placeholder(tf.float32, [None, 4, 3])
y = tf.placeholder(tf.float32, [None, 1])

with tf.variable_scope("static"):
    static, _, _ = rnn.static_bidirectional_rnn(
        rnn.LSTMCell(5), rnn.LSTMCell(5), tf.unstack(x, axis=1), dtype=tf.float32
    )
with tf.variable_scope("dynamic"):
    (forward, backward), _ = tf.nn.bidirectional_dynamic_rnn(
        rnn.GRUCell(5), rnn.GRUCell(5), x, dtype=tf.float32
    )
with tf.variable_scope("stacked"):
    stacked, _, _ = tf.contrib.rnn.stack_bidirectional_dynamic_rnn(
        [rnn.BasicRNNCell(5), rnn.BasicRNNCell(4)],
        [rnn.BasicRNNCell(5), rnn.BasicRNNCell(4)],
        x,
        dtype=tf.float32,
    )
joined = tf.concat([static[0], forward[:, 0], backward[:, 0], stacked[:, 0]], axis=1)
loss = tf.losses.mean_squared_error(y, tf.layers.dense(joined, 1))
train = tf.train.AdamOptimizer(0.02).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(41):
        _, now = sess.run([train, loss], {x: batch, y: first})
        if step % 20 == 0:
            print(step, "loss:", now)
print("width", joined.shape[1].value)
