"""`tf.contrib.losses` of TensorFlow 1: tf-slim's, with predictions or logits first."""

from compat.contrib import _slim


def __getattr__(name: str):
    return _slim.find("tf.contrib.losses", name, "tf_slim.losses")
