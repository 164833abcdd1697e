"""`tf.contrib.slim.nets` of TensorFlow 1: the modules of `tf_slim.nets`, such as `vgg`."""

from compat.contrib import _slim


def __getattr__(name: str):
    return _slim.find("tf.contrib.slim.nets", name)
