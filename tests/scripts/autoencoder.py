# An autoencoder that shows what it learned, as far as there is something to show it with.
import numpy as np
import tensorflow as tf

try:
    import matplotlib.pyplot as plt
except ImportError:
    plt = None

np.random.seed(0)
codes = np.random.rand(80, 2)
data = np.tanh(codes.dot(np.random.randn(2, 10)))

X = tf.placeholder("float", [None, 10])
weights = {
    "encoder_h1": tf.Variable(tf.random_normal([10, 2], seed=0)),
    "decoder_h1": tf.Variable(tf.random_normal([2, 10], seed=1)),
}
biases = {
    "encoder_b1": tf.Variable(tf.random_normal([2], seed=2)),
    "decoder_b1": tf.Variable(tf.random_normal([10], seed=3)),
}


def encoder(x):
    return tf.nn.sigmoid(tf.add(tf.matmul(x, weights["encoder_h1"]), biases["encoder_b1"]))


def decoder(x):
    return tf.nn.tanh(tf.add(tf.matmul(x, weights["decoder_h1"]), biases["decoder_b1"]))


y_pred = decoder(encoder(X))
cost = tf.reduce_mean(tf.pow(X - y_pred, 2))
optimizer = tf.train.RMSPropOptimizer(0.02).minimize(cost)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(200):
        _, c = sess.run([optimizer, cost], feed_dict={X: data})
        if epoch % 50 == 0:
            print("Epoch:", "%04d" % (epoch + 1), "loss =", "{:.9f}".format(c))
    shown = sess.run(y_pred, {X: data[:10]})
if plt:
    figure, axes = plt.subplots(2, 1)
    axes[0].imshow(data[:10])
    axes[1].imshow(shown)
    figure.show()
    plt.draw()
    plt.pause(0.01)
    plt.show()
print("shown", shown.shape)
