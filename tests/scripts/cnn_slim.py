# A convolutional network of TF-Slim, which was in tf.contrib.
import numpy as np
import tensorflow as tf

slim = tf.contrib.slim

np.random.seed(0)
images = np.random.rand(40, 10, 10, 1).astype(np.float32)
labels = np.eye(2)[(images[:, :5].mean((1, 2, 3)) > images[:, 5:].mean((1, 2, 3))).astype(int)]


def network(inputs, is_training=True):
    with slim.arg_scope(
        [slim.conv2d, slim.fully_connected],
        activation_fn=tf.nn.relu,
        weights_initializer=tf.truncated_normal_initializer(0.0, 0.1),
        weights_regularizer=slim.l2_regularizer(0.0005),
    ):
        net = slim.repeat(inputs, 2, slim.conv2d, 6, [3, 3], scope="conv1")
        net = slim.max_pool2d(net, [2, 2], scope="pool1")
        net = slim.flatten(net)
        net = slim.dropout(net, 0.9, is_training=is_training, scope="drop")
        return slim.fully_connected(net, 2, activation_fn=None, scope="out")


x = tf.placeholder(tf.float32, [None, 10, 10, 1])
y = tf.placeholder(tf.float32, [None, 2])
logits = network(x)
slim.losses.softmax_cross_entropy(logits, y)
loss = slim.losses.get_total_loss()
train_op = slim.learning.create_train_op(loss, tf.train.AdamOptimizer(0.01))

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(60):
        now = sess.run(train_op, {x: images, y: labels})
        if step % 59 == 0:
            print("step", step, "loss:", now)
print([v.op.name for v in slim.get_model_variables()][:2])
