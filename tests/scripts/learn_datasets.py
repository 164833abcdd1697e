# Data sets of tf.contrib.learn.
import numpy as np
import tensorflow as tf
from tensorflow.contrib.learn.python.learn.datasets.mnist import read_data_sets

iris = tf.contrib.learn.datasets.load_dataset("iris")
rows = iris.data[iris.target < 2].astype(np.float32)
classes = iris.target[iris.target < 2].reshape(-1, 1).astype(np.float32)
x = tf.placeholder(tf.float32, [None, 4])
y = tf.placeholder(tf.float32, [None, 1])
logits = tf.contrib.layers.linear(x, 1)
loss = tf.losses.sigmoid_cross_entropy(y, logits)
train = tf.train.FtrlOptimizer(0.5).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(31):
        _, now = sess.run([train, loss], {x: rows, y: classes})
        if step % 15 == 0:
            print(step, "loss:", now)

mnist = tf.contrib.learn.datasets.load_dataset("mnist")
print(mnist.train.images.shape, mnist.test.labels.dtype, iris.data.shape)
print(read_data_sets("MNIST_data", one_hot=True).train.labels.shape)
