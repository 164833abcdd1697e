# Recurrent networks in the spellings of TensorFlow 0.x, from private modules too.
import numpy as np
import tensorflow as tf
from tensorflow.models.rnn import rnn_cell as old_cells
from tensorflow.python.ops import rnn, rnn_cell

np.random.seed(0)
steps, size, hidden = 5, 3, 6
data = np.random.rand(30, steps, size).astype("float32")
target = data[:, 0, :1]

x = tf.placeholder("float", [None, steps, size])
y = tf.placeholder("float", [None, 1])
inputs = tf.split(0, steps, tf.reshape(tf.transpose(x, [1, 0, 2]), [-1, size]))
with tf.variable_scope("one"):
    outputs, _ = rnn.rnn(rnn_cell.BasicRNNCell(hidden), inputs, dtype=tf.float32)
with tf.variable_scope("two"):
    both, _, _ = tf.nn.bidirectional_rnn(
        old_cells.GRUCell(hidden), tf.nn.rnn_cell.LSTMCell(hidden), inputs, dtype=tf.float32
    )
state = tf.placeholder("float", [None, 2 * hidden])
with tf.variable_scope("three"):
    joined, _ = tf.nn.rnn(rnn_cell.BasicLSTMCell(hidden), inputs, initial_state=state)
with tf.variable_scope("four"):
    mixed = tf.tanh(rnn_cell._linear([joined[-1], outputs[-1]], hidden, True, scope="Mixed"))
last = tf.concat(1, [mixed, both[0]])
w = tf.Variable(tf.truncated_normal([3 * hidden, 1], stddev=0.1))
cost = tf.reduce_mean(tf.square(tf.sub(tf.matmul(last, w), y)))
train = tf.train.RMSPropOptimizer(0.01).minimize(cost)

sess = tf.Session()
sess.run(tf.initialize_all_variables())
feed = {x: data, y: target, state: np.zeros((30, 2 * hidden))}
for i in range(61):
    if i % 20 == 0:
        print("%d loss: %f" % (i, sess.run(cost, feed)))
    sess.run(train, feed)
