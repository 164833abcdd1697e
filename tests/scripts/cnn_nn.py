# A convolutional network of tf.nn's operations, in the spelling of TensorFlow 1.0.
import os

os.environ["CUDA_VISIBLE_DEVICES"] = "0"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
import numpy as np
import tensorflow as tf

np.random.seed(1)
images = np.random.rand(64, 8, 8, 1).astype(np.float32)
labels = np.zeros([64, 2])
labels[
    np.arange(64), (images[:, :4].mean((1, 2, 3)) > images[:, 4:].mean((1, 2, 3))).astype(np.int)
] = 1


def weight_variable(shape):
    return tf.Variable(tf.truncated_normal(shape, stddev=0.1))


def bias_variable(shape):
    return tf.Variable(tf.constant(0.1, shape=shape))


def conv2d(x, W):
    return tf.nn.conv2d(x, W, strides=[1, 1, 1, 1], padding="SAME")


def max_pool_2x2(x):
    return tf.nn.max_pool(x, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME")


sess = tf.InteractiveSession()
x = tf.placeholder(tf.float32, shape=[None, 8, 8, 1])
y_ = tf.placeholder(tf.float32, shape=[None, 2])
keep_prob = tf.placeholder("float")
h_conv = tf.nn.relu(conv2d(x, weight_variable([3, 3, 1, 8])) + bias_variable([8]))
h_pool = max_pool_2x2(h_conv)
norm = tf.nn.lrn(h_pool, 4, bias=1.0, alpha=0.001 / 9.0, beta=0.75)
flat = tf.reshape(norm, [-1, norm.get_shape()[1].value * norm.get_shape()[2].value * 8])
drop = tf.nn.dropout(flat, keep_prob)
y = tf.nn.softmax(tf.matmul(drop, weight_variable([flat.get_shape().as_list()[1], 2])))
cross_entropy = tf.reduce_mean(-tf.reduce_sum(y_ * tf.log(y), reduction_indices=[1]))
train_step = tf.train.AdamOptimizer(1e-2).minimize(cross_entropy)
sess.run(tf.global_variables_initializer())
for i in range(81):
    if i % 40 == 0:
        print("step", i, "loss:", cross_entropy.eval({x: images, y_: labels, keep_prob: 1}))
    train_step.run(feed_dict={x: images, y_: labels, keep_prob: 0.8})
print("parameters", np.product([3, 3, 1, 8]), np.asscalar(np.array([flat.shape[1].value])))
