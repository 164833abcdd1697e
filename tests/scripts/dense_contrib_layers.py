# A dense network of tf.contrib.layers.
import numpy as np
import tensorflow as tf
from tensorflow.contrib.layers import fully_connected, xavier_initializer
from tensorflow.contrib.layers.python.layers import batch_norm
from tensorflow.contrib import layers

np.random.seed(0)
points = np.random.randn(100, 3).astype(np.float32)
values = (points**2).sum(axis=1, keepdims=True)

x = tf.placeholder(tf.float32, shape=(None, 3), name="X")
y = tf.placeholder(tf.float32, shape=(None, 1), name="y")
is_training = tf.placeholder(tf.bool, shape=(), name="is_training")

with tf.contrib.framework.arg_scope(
    [fully_connected],
    normalizer_fn=batch_norm,
    normalizer_params={"is_training": is_training, "decay": 0.9, "updates_collections": None},
):
    hidden = fully_connected(x, 20, scope="hidden", weights_initializer=xavier_initializer())
out = fully_connected(
    hidden, 1, activation_fn=None, weights_regularizer=layers.l2_regularizer(0.001), scope="out"
)
loss = tf.reduce_mean(tf.square(out - y)) + tf.add_n(
    tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
)
train = layers.optimize_loss(
    loss, tf.contrib.framework.get_or_create_global_step(), learning_rate=0.05, optimizer="Adam"
)

with tf.Session() as sess:
    tf.global_variables_initializer().run()
    for epoch in range(3):
        for _ in range(30):
            sess.run(train, feed_dict={x: points, y: values, is_training: True})
        print(epoch, "loss:", loss.eval({x: points, y: values, is_training: False}))
