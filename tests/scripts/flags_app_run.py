# Flags and a main function, as TensorFlow's own examples had them.
import os
import sys

import tensorflow as tf

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_string("log_dir", "summaries/", "where summaries go")  # absl has one of this name
flags.DEFINE_integer("max_steps", 200, "number of steps")
flags.DEFINE_integer("max_steps", 20, "number of steps, defined again")
flags.DEFINE_float("learning_rate", 0.1, "initial learning rate")
flags.DEFINE_boolean("fake_data", False, "whether to use fake data")
tf.flags.DEFINE_string("data_dir", "MNIST_data/", "where the data are")


def train():
    x = tf.Variable(5.0)
    loss = tf.square(x - 1, name="loss")
    step = tf.Variable(0, trainable=False, name="step")
    rate = tf.train.exponential_decay(FLAGS.learning_rate, step, 10, 0.9, staircase=True)
    descend = tf.train.GradientDescentOptimizer(rate).minimize(loss, global_step=step)
    tf.summary.scalar("loss", loss)
    summaries = tf.summary.merge_all()
    with tf.Session() as sess:
        writer = tf.summary.FileWriter(os.path.join(FLAGS.log_dir, "train"), sess.graph)
        sess.run(tf.global_variables_initializer())
        for number in range(FLAGS.max_steps):
            _, summary, now = sess.run([descend, summaries, loss])
            writer.add_summary(summary, number)
            if number % 10 == 0:
                print("step", number, "loss:", now)
        writer.close()


def main(argv=None):
    if tf.gfile.Exists(FLAGS.log_dir):
        tf.gfile.DeleteRecursively(FLAGS.log_dir)
    tf.gfile.MakeDirs(FLAGS.log_dir)
    train()
    print("left", argv[1:], "files", len(os.listdir(FLAGS.log_dir + "/train")))
    sys.exit(3)


if __name__ == "__main__":
    tf.app.run()
