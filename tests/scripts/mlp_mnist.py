# A multilayer perceptron on MNIST, as tutorials for TensorFlow 1.0 wrote it.
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("D:\\mnist\\data\\", one_hot=True)

batch_size = 100
steps = 60

with tf.name_scope("input"):
    x = tf.placeholder(tf.float32, [None, 784], name="x-input")
    y_ = tf.placeholder(tf.float32, [None, 10], name="y-input")
keep_prob = tf.placeholder(tf.float32)


def variable_summaries(var):
    with tf.name_scope("summaries"):
        mean = tf.reduce_mean(var)
        tf.summary.scalar("mean", mean)
        tf.summary.histogram("histogram", var)


def layer(inputs, rows, columns, name, act=tf.nn.relu):
    with tf.name_scope(name):
        weights = tf.Variable(tf.truncated_normal([rows, columns], stddev=0.1))
        variable_summaries(weights)
        biases = tf.Variable(tf.constant(0.1, shape=[columns]))
        return act(tf.matmul(inputs, weights) + biases)


hidden = layer(x, 784, 100, "layer1")
dropped = tf.nn.dropout(hidden, keep_prob)
y = layer(dropped, 100, 10, "layer2", act=tf.identity)
cross_entropy = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y_, logits=y))
tf.summary.scalar("cross_entropy", cross_entropy)
train_step = tf.train.AdamOptimizer(0.001).minimize(cross_entropy)
correct = tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1))
accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))
merged = tf.summary.merge_all()

sess = tf.InteractiveSession(config=tf.ConfigProto(gpu_options=tf.GPUOptions(allow_growth=True)))
writer = tf.summary.FileWriter("logs/train", sess.graph)
tf.global_variables_initializer().run()
for i in range(steps + 1):
    batch_xs, batch_ys = mnist.train.next_batch(batch_size)
    feed = {x: batch_xs, y_: batch_ys, keep_prob: 0.9}
    summary, _ = sess.run([merged, train_step], feed_dict=feed)
    writer.add_summary(summary, i)
    if i % 20 == 0:
        test = {x: mnist.test.images[:500], y_: mnist.test.labels[:500], keep_prob: 1.0}
        print(
            "step %d loss: %g accuracy %g"
            % ((i,) + tuple(sess.run([cross_entropy, accuracy], test)))
        )
writer.close()
