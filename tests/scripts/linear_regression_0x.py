# Linear regression in the spelling of TensorFlow 0.x, and in Python 2.
import numpy as np
import tensorflow as tf

np.random.seed(0)
rate = 0.5
x_data = np.random.rand(100).astype(np.float32)
y_data = x_data * 3 + 2

x = tf.placeholder("float")
y = tf.placeholder("float")
w = tf.Variable(tf.random_uniform([1], -1.0, 1.0), name="weight")
b = tf.Variable(tf.zeros([1]), name="bias")
guess = tf.add(tf.mul(x, w), b)
loss = tf.reduce_sum(tf.pow(tf.sub(guess, y), 2)) / (2 * len(x_data))
train = tf.train.GradientDescentOptimizer(rate).minimize(loss)

init = tf.initialize_all_variables()
sess = tf.Session()
sess.run(init)
feed = {x: x_data, y: y_data}
for step in xrange(1001):
    sess.run(train, feed_dict=feed)
    if step % (1001 / 4) == 0:
        print "step", step, "loss: %.5f" % sess.run(loss, feed)
print "w %.1f b %.1f" % (sess.run(w), sess.run(b)),
print "negated", sess.run(tf.neg(tf.pack([1.0, 2.0]))).tolist()
