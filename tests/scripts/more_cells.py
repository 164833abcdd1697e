# Cells that only tf.contrib.rnn had.
import numpy as np
import tensorflow as tf

np.random.seed(0)
data = np.random.rand(16, 5, 4).astype(np.float32)
x = tf.placeholder(tf.float32, [16, 5, 4])
cells = [
    tf.contrib.rnn.LSTMBlockCell(4),
    tf.contrib.rnn.GRUBlockCellV2(4),
    tf.contrib.rnn.LayerNormBasicLSTMCell(4),
    tf.contrib.rnn.HighwayWrapper(tf.contrib.rnn.UGRNNCell(4)),
    tf.contrib.rnn.AttentionCellWrapper(tf.contrib.rnn.BasicLSTMCell(4), 2, state_is_tuple=True),
    tf.contrib.rnn.OutputProjectionWrapper(tf.contrib.rnn.NASCell(6), 4),
]
last = []
for number, cell in enumerate(cells):
    outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="cell%d" % number)
    last.append(outputs[:, -1])
fused, _ = tf.contrib.rnn.LSTMBlockFusedCell(4)(tf.transpose(x, [1, 0, 2]), dtype=tf.float32)
last.append(fused[-1])
loss = tf.reduce_mean(tf.square(tf.add_n(last) - x[:, 0]))
train = tf.train.AdamOptimizer(0.05).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(31):
        _, now = sess.run([train, loss], {x: data})
        if step % 15 == 0:
            print(step, "loss:", now)
