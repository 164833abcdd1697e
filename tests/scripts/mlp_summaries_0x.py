# A multilayer perceptron with summaries, in the spelling of TensorFlow 0.x.
from __future__ import print_function

import numpy as np
import tensorflow as tf

rng = np.random.RandomState(0)
inputs = rng.randn(200, 4).astype("float32")
classes = (inputs.sum(1) > 0).astype(int)
targets = np.eye(2)[classes]

x = tf.placeholder("float", [None, 4])
y = tf.placeholder("float", [None, 2])
hidden = tf.nn.relu(tf.matmul(x, tf.Variable(tf.random_normal([4, 16], seed=1))))
logits = tf.matmul(hidden, tf.Variable(tf.random_normal([16, 2], seed=2)))
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits, y))
correct = tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1))
accuracy = tf.reduce_mean(tf.cast(correct, "float"))
train = tf.train.AdamOptimizer(0.01).minimize(loss)

tf.scalar_summary("loss", loss)
tf.histogram_summary("hidden", hidden)
merged = tf.merge_all_summaries()
halves = tf.split(0, 2, tf.concat(0, [x, x]))

with tf.Session() as sess:
    writer = tf.train.SummaryWriter("./logs/mlp", sess.graph)
    tf.initialize_all_variables().run()
    for epoch in range(60):
        feed = {x: inputs, y: targets}
        _, summary, now = sess.run([train, merged, loss], feed_dict=feed)
        writer.add_summary(summary, epoch)
        if epoch % 20 == 0:
            print("epoch", epoch, "loss:", now)
    writer.close()
    print("loss:", loss.eval(feed), "accuracy:", accuracy.eval(feed))
    print("halves", [half.shape for half in sess.run(halves, feed)])
