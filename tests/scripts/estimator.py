# The estimators of 1.4, with a model function and with a model of their own; and those of 1.0.
from __future__ import absolute_import, division, print_function

import numpy as np
import tensorflow as tf
from tensorflow.contrib.learn.python.learn.estimators import model_fn as model_fn_lib

tf.logging.set_verbosity(tf.logging.ERROR)


def cnn_model_fn(features, labels, mode):
    images = tf.reshape(features["x"], [-1, 28, 28, 1])
    conv = tf.layers.conv2d(images, 8, [5, 5], strides=2, activation=tf.nn.relu)
    pool = tf.layers.max_pooling2d(conv, 2, 2)
    dropped = tf.layers.dropout(
        tf.layers.flatten(pool), 0.2, training=mode == tf.estimator.ModeKeys.TRAIN
    )
    logits = tf.layers.dense(dropped, 10)
    predictions = {
        "classes": tf.argmax(logits, axis=1),
        "probabilities": tf.nn.softmax(logits, name="softmax_tensor"),
    }
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode=mode, predictions=predictions)
    loss = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
    if mode == tf.estimator.ModeKeys.TRAIN:
        optimizer = tf.train.AdamOptimizer(learning_rate=0.003)
        train_op = optimizer.minimize(loss=loss, global_step=tf.train.get_global_step())
        return tf.estimator.EstimatorSpec(mode=mode, loss=loss, train_op=train_op)
    accuracy = tf.metrics.accuracy(labels=labels, predictions=predictions["classes"])
    return tf.estimator.EstimatorSpec(
        mode=mode, loss=loss, eval_metric_ops={"accuracy": accuracy}
    )


def old_model_fn(features, targets, mode, params):
    y = params["slope"] * tf.contrib.layers.fully_connected(features, 1, activation_fn=None)
    loss = tf.reduce_mean(tf.square(y[:, 0] - targets))
    step = tf.contrib.framework.get_global_step()
    train_op = tf.contrib.layers.optimize_loss(loss, step, learning_rate=0.1, optimizer="SGD")
    return model_fn_lib.ModelFnOps(mode=mode, predictions=y, loss=loss, train_op=train_op)


def main(unused_argv):
    mnist = tf.contrib.learn.datasets.load_dataset("mnist")
    train_labels = np.asarray(mnist.train.labels, dtype=np.int32)
    eval_labels = np.asarray(mnist.test.labels, dtype=np.int32)
    classifier = tf.estimator.Estimator(model_fn=cnn_model_fn, model_dir="convnet")
    hook = tf.train.LoggingTensorHook(
        tensors={"probabilities": "softmax_tensor"}, every_n_iter=50
    )
    train_input_fn = tf.estimator.inputs.numpy_input_fn(
        x={"x": mnist.train.images},
        y=train_labels,
        batch_size=100,
        num_epochs=None,
        shuffle=True,
    )
    eval_input_fn = tf.estimator.inputs.numpy_input_fn(
        x={"x": mnist.test.images[:1000]}, y=eval_labels[:1000], num_epochs=1, shuffle=False
    )
    for _ in range(2):
        classifier.train(input_fn=train_input_fn, steps=20, hooks=[hook])
        found = classifier.evaluate(input_fn=eval_input_fn)
        print("step %d loss: %g" % (found["global_step"], found["loss"]))
    print("rows", len(list(classifier.predict(input_fn=eval_input_fn))))

    columns = [tf.feature_column.numeric_column("x", shape=[784])]
    linear = tf.estimator.LinearClassifier(columns, "linear", n_classes=10)
    linear.train(input_fn=train_input_fn, steps=50)
    print("accurate", linear.evaluate(input_fn=eval_input_fn)["accuracy"] > 0.7)

    x = np.linspace(-1, 1, 50)[:, np.newaxis]
    old = tf.contrib.learn.Estimator(old_model_fn, "old", params={"slope": 2.0})
    old.fit(x, 3 * x[:, 0] + 1, steps=100)
    print("old", old.evaluate(x, 3 * x[:, 0] + 1, steps=1)["loss"] < 0.01)


if __name__ == "__main__":
    tf.app.run()
