# A convolutional network of tf.layers, in the spelling of TensorFlow 1.4 and later.
import numpy as np
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)
tf.set_random_seed(0)
rng = np.random.RandomState(0)
images = rng.rand(60, 12, 12, 1).astype(np.float32)
labels = (images[:, :6].mean((1, 2, 3)) > images[:, 6:].mean((1, 2, 3))).astype(np.int32)

features = tf.placeholder(tf.float32, [None, 12, 12, 1])
targets = tf.placeholder(tf.int32, [None])
training = tf.placeholder_with_default(False, [])

net = tf.layers.conv2d(features, 8, 3, padding="same", activation=tf.nn.relu, name="conv1")
net = tf.layers.max_pooling2d(net, pool_size=[2, 2], strides=2)
net = tf.layers.batch_normalization(net, momentum=0.5, training=training)
net = tf.layers.flatten(net)
net = tf.layers.dense(
    inputs=net,
    units=16,
    activation=tf.nn.relu,
    kernel_initializer=tf.contrib.layers.xavier_initializer(),
    kernel_regularizer=tf.contrib.layers.l2_regularizer(1e-4),
)
net = tf.layers.dropout(net, rate=0.2, training=training)
logits = tf.layers.dense(net, 2)

loss = tf.losses.sparse_softmax_cross_entropy(labels=targets, logits=logits)
total = loss + tf.losses.get_regularization_loss()
accuracy, update_accuracy = tf.metrics.accuracy(targets, tf.argmax(logits, 1))
step = tf.train.get_or_create_global_step()
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    train = tf.train.AdamOptimizer(0.01).minimize(total, global_step=step)

with tf.Session() as sess:
    sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    feed = {features: images, targets: labels}
    for _ in range(4):
        print("step", sess.run(step), "loss:", sess.run(loss, feed))
        for _ in range(10):
            sess.run(train, {**feed, training: True})
    print("step", sess.run(step), "loss:", sess.run(loss, feed))
    sess.run(update_accuracy, feed)
    print("variables", [v.name for v in tf.trainable_variables()][:2])
