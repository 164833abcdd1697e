"""Calls of `tf.layers`."""

import numpy as np

from tests.calls import near, run

IMAGES = np.random.default_rng(0).normal(size=(2, 6, 6, 4)).astype("f")
VOLUMES = np.random.default_rng(1).normal(size=(2, 4, 4, 4, 2)).astype("f")
ROWS = np.random.default_rng(2).normal(size=(2, 4)).astype("f")
SEQUENCES = np.random.default_rng(3).normal(size=(2, 6, 4)).astype("f")


def shaped(x, name, *args, shape, variables=None, **kwargs):
    """A call of a layer on `x` that gives this shape, and has variables of these names."""

    def call(tf, layers):
        y = getattr(layers, name)(tf.constant(x), *args, **kwargs)
        if variables is not None:
            assert {v.op.name for v in tf.trainable_variables()} == set(variables)
            assert all(g is not None for g in tf.gradients(y, tf.trainable_variables()))
        return run(y).shape == shape

    return call


def _layer_class(name, x, *args, shape, **kwargs):
    def call(tf, layers):
        layer = getattr(layers, name)(*args, **kwargs)
        assert isinstance(layer, layers.Layer)
        return run(layer(tf.constant(x))).shape == shape

    return call


def _dense_values(tf, layers):
    y = layers.dense(ROWS, 3, activation=tf.nn.relu, name="d")
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        w, got = session.run(["d/kernel:0", y])
    np.testing.assert_allclose(got, np.maximum(ROWS @ w, 0), atol=1e-5)
    again = layers.dense(ROWS, 3, name="d", reuse=True)
    return again.shape == [2, 3] and len(tf.trainable_variables()) == 2


def _batch_normalization(tf, layers):
    training = tf.placeholder(tf.bool, [])
    y = layers.batch_normalization(tf.constant(IMAGES), training=training)
    assert len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)) == 2
    values = run(y, {training: True})
    np.testing.assert_allclose(values.mean((0, 1, 2)), 0, atol=1e-4)
    np.testing.assert_allclose(values.std((0, 1, 2)), 1, atol=1e-2)
    names = {v.op.name for v in tf.trainable_variables()}
    return names == {f"batch_normalization/{name}" for name in ("gamma", "beta")}


def _dropout(tf, layers):
    ones = np.ones((100, 10), "f")
    assert near(layers.dropout(ones), ones)
    dropped = run(layers.dropout(ones, rate=0.5, training=True))
    return set(np.unique(dropped)) == {0, 2}


def _input_spec(tf, layers):
    layer = layers.Dense(2)
    layer.input_spec = layers.InputSpec(ndim=2)
    try:
        layer(tf.constant(IMAGES))
    except ValueError:
        return True


def _own_layer(tf, layers):
    class Scaled(layers.Layer):
        def build(self, shape):
            self.scale = self.add_variable("scale", [], initializer=tf.constant_initializer(3.0))
            super().build(shape)

        def call(self, inputs):
            return inputs * self.scale

    return near(Scaled()(tf.constant(ROWS)), 3 * ROWS)


POOLED = (2, 3, 3, 4)
_LAYERS = {
    "AveragePooling1D": _layer_class("AveragePooling1D", SEQUENCES, 2, 2, shape=(2, 3, 4)),
    "AveragePooling2D": _layer_class("AveragePooling2D", IMAGES, 2, 2, shape=POOLED),
    "AveragePooling3D": _layer_class("AveragePooling3D", VOLUMES, 2, 2, shape=(2, 2, 2, 2, 2)),
    "BatchNormalization": _layer_class("BatchNormalization", ROWS, shape=(2, 4)),
    "Conv1D": _layer_class("Conv1D", SEQUENCES, 5, 3, shape=(2, 4, 5)),
    "Conv2D": _layer_class("Conv2D", IMAGES, 5, 3, padding="same", shape=(2, 6, 6, 5)),
    "Conv2DTranspose": _layer_class("Conv2DTranspose", IMAGES, 5, 2, 2, shape=(2, 12, 12, 5)),
    "Conv3D": _layer_class("Conv3D", VOLUMES, 5, 3, shape=(2, 2, 2, 2, 5)),
    "Conv3DTranspose": _layer_class("Conv3DTranspose", VOLUMES, 5, 2, 2, shape=(2, 8, 8, 8, 5)),
    "Dense": _layer_class("Dense", ROWS, 3, shape=(2, 3)),
    "Dropout": _layer_class("Dropout", ROWS, 0.5, shape=(2, 4)),
    "Flatten": _layer_class("Flatten", IMAGES, shape=(2, 144)),
    "InputSpec": _input_spec,
    "Layer": _own_layer,
    "MaxPooling1D": _layer_class("MaxPooling1D", SEQUENCES, 2, 2, shape=(2, 3, 4)),
    "MaxPooling2D": _layer_class("MaxPooling2D", IMAGES, 2, 2, shape=POOLED),
    "MaxPooling3D": _layer_class("MaxPooling3D", VOLUMES, 2, 2, shape=(2, 2, 2, 2, 2)),
    "SeparableConv1D": _layer_class("SeparableConv1D", SEQUENCES, 5, 3, shape=(2, 4, 5)),
    "SeparableConv2D": _layer_class("SeparableConv2D", IMAGES, 5, 3, shape=(2, 4, 4, 5)),
    "average_pooling1d": shaped(SEQUENCES, "average_pooling1d", 2, 2, shape=(2, 3, 4)),
    "average_pooling2d": shaped(IMAGES, "average_pooling2d", 2, 2, shape=POOLED),
    "average_pooling3d": shaped(VOLUMES, "average_pooling3d", 2, 2, shape=(2, 2, 2, 2, 2)),
    "batch_normalization": _batch_normalization,
    "conv1d": shaped(SEQUENCES, "conv1d", 5, 3, shape=(2, 4, 5)),
    "conv2d": shaped(
        IMAGES,
        "conv2d",
        filters=5,
        kernel_size=[3, 3],
        padding="same",
        shape=(2, 6, 6, 5),
        variables=("conv2d/kernel", "conv2d/bias"),
    ),
    "conv2d_transpose": shaped(IMAGES, "conv2d_transpose", 5, 2, 2, shape=(2, 12, 12, 5)),
    "conv3d": shaped(VOLUMES, "conv3d", 5, 3, shape=(2, 2, 2, 2, 5)),
    "conv3d_transpose": shaped(VOLUMES, "conv3d_transpose", 5, 2, 2, shape=(2, 8, 8, 8, 5)),
    "dense": _dense_values,
    "dropout": _dropout,
    "flatten": shaped(IMAGES, "flatten", shape=(2, 144)),
    "max_pooling1d": shaped(SEQUENCES, "max_pooling1d", 2, 2, shape=(2, 3, 4)),
    "max_pooling2d": shaped(IMAGES, "max_pooling2d", [2, 2], 2, shape=POOLED),
    "max_pooling3d": shaped(VOLUMES, "max_pooling3d", 2, 2, shape=(2, 2, 2, 2, 2)),
    "separable_conv1d": shaped(SEQUENCES, "separable_conv1d", 5, 3, shape=(2, 4, 5)),
    "separable_conv2d": shaped(IMAGES, "separable_conv2d", 5, 3, shape=(2, 4, 4, 5)),
}

CALLS = {f"tf.layers.{n}": lambda tf, c=c: c(tf, tf.layers) for n, c in _LAYERS.items()}
