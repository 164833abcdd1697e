# What no package gives back: the run stops there, and says so.
import tensorflow as tf

print("before")


def model_fn(features, labels, mode):
    loss = tf.reduce_mean(features["x"])
    return tf.estimator.EstimatorSpec(mode=mode, loss=loss)


classifier = tf.estimator.Estimator(model_fn=model_fn, model_dir="model")
