# A generative adversarial network: two optimizers, each with variables of its own.
import numpy as np
import tensorflow as tf

np.random.seed(0)
tf.set_random_seed(0)


def generator(z, reuse=None):
    with tf.variable_scope("gen", reuse=reuse):
        hidden = tf.layers.dense(z, 16, activation=tf.nn.leaky_relu)
        return tf.layers.dense(hidden, 2)


def discriminator(x, reuse=None):
    with tf.variable_scope("dis", reuse=reuse):
        hidden = tf.layers.dense(x, 16, activation=lambda h: tf.maximum(0.2 * h, h))
        return tf.layers.dense(hidden, 1)


real = tf.placeholder(tf.float32, [None, 2])
z = tf.placeholder(tf.float32, [None, 4])
fake = generator(z)
on_real, on_fake = discriminator(real), discriminator(fake, reuse=True)


def loss_of(logits, labels):
    return tf.reduce_mean(
        tf.nn.sigmoid_cross_entropy_with_logits(logits=logits, labels=labels(logits))
    )


d_loss = loss_of(on_real, tf.ones_like) + loss_of(on_fake, tf.zeros_like)
g_loss = loss_of(on_fake, tf.ones_like)
variables = tf.trainable_variables()
d_vars = [v for v in variables if "dis" in v.name]
g_vars = [v for v in variables if v.name.startswith("gen")]
d_train = tf.train.AdamOptimizer(0.01, beta1=0.5).minimize(d_loss, var_list=d_vars)
g_train = tf.train.AdamOptimizer(0.01, beta1=0.5).minimize(g_loss, var_list=g_vars)
assert len(d_vars) == len(g_vars) == 4

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    points = np.random.randn(64, 2) * 0.1 + [3, -2]
    for step in range(201):
        feed = {real: points, z: np.random.uniform(-1, 1, [64, 4])}
        d, _ = sess.run([d_loss, d_train], feed)
        g, _ = sess.run([g_loss, g_train], feed)
        if step % 100 == 0:
            away = np.abs(sess.run(fake, feed).mean(axis=0) - [3, -2]).sum()
            print("Step %d: away loss: %.4f, generator %.4f, critic %.4f" % (step, away, g, d))
