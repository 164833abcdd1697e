"""Calls of `tf.contrib.layers`, and of what `tf.contrib.slim` has of it."""

import functools

import numpy as np

from tests.calls import near, run
from tests.calls.layers import IMAGES, POOLED, ROWS, SEQUENCES, VOLUMES, shaped


def _fully_connected(name):
    def call(tf, layers):
        y = getattr(layers, name)(tf.constant(ROWS), 3, scope="fc")
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            w, b, got = session.run(["fc/weights:0", "fc/biases:0", y])
        expected = ROWS @ w + b
        if name == "relu6":
            expected = np.clip(expected, 0, 6)
        elif name != "linear":
            expected = np.maximum(expected, 0)
        np.testing.assert_allclose(got, expected, atol=1e-5)
        return True

    return call


def _elu(tf, layers):
    return run(layers.elu(tf.constant(ROWS), 3)).min() > -1


def _contrib_batch_norm(tf, layers):
    x = tf.constant(IMAGES)
    for options in ({}, {"updates_collections": None}, {"fused": False}):
        with tf.variable_scope(None, "net"):
            values = run(layers.batch_norm(x, is_training=True, **options))
        np.testing.assert_allclose(values.mean((0, 1, 2)), 0, atol=1e-4)
    names = {v.op.name for v in tf.trainable_variables()}
    assert names == {f"net{k}/BatchNorm/beta" for k in ("", "_1", "_2")}
    return len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)) == 4


def _contrib_dropout(tf, layers):
    ones = np.ones((100, 10), "f")
    assert near(layers.dropout(ones, 0.5, is_training=False), ones)
    return set(np.unique(run(layers.dropout(ones, keep_prob=0.5)))) == {0, 2}


def _optimize_loss(tf, layers):
    w = tf.get_variable("w", [], initializer=tf.constant_initializer(4.0))
    step = tf.train.get_or_create_global_step()
    train = layers.optimize_loss(
        tf.square(w), step, 0.1, optimizer="SGD", clip_gradients=1.0, summaries=["loss"]
    )
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for _ in range(3):
            session.run(train)
        assert session.run(step) == 3
        return abs(session.run(w) - 3.7) < 1e-5


def _optimizers(tf, layers):
    return layers.OPTIMIZER_CLS_NAMES["Adam"] is tf.train.AdamOptimizer


def _adaptive(tf, layers):
    clip = layers.adaptive_clipping_fn(static_max_norm=1.0)
    ((gradient, _),) = clip([(tf.constant([30.0, 40.0]), tf.get_variable("v", [2]))])
    return near(gradient, [0.6, 0.8])


def _regularizer(name, expected, **scale):
    def call(tf, layers):
        with tf.variable_scope("r", regularizer=getattr(layers, name)(**scale)):
            tf.get_variable("w", initializer=tf.constant([3.0, -4.0]))
        return near(tf.losses.get_regularization_loss(), expected)

    return call


def _sum_regularizer(tf, layers):
    both = layers.sum_regularizer([layers.l1_regularizer(1.0), layers.l2_regularizer(1.0)])
    return near(both(tf.constant([3.0, -4.0])), 7 + 12.5)


def _apply(tf, layers):
    w = tf.get_variable("w", initializer=tf.constant([3.0, -4.0]))
    return near(layers.apply_regularization(layers.l2_regularizer(2.0), [w]), 25)


def _spread(make, expected):
    def call(tf, layers):
        w = tf.get_variable("w", [3, 3, 20, 60], initializer=make(layers))
        return abs(run(w).std() / expected - 1) < 0.05

    return call


def _summary(name, wanted):
    def call(tf, layers):
        x = tf.constant(ROWS, name="x")
        tf.add_to_collection(tf.GraphKeys.ACTIVATIONS, x)
        made = getattr(layers, name)(*wanted(tf, x))
        assert all("x" in s.op.name for s in (made if isinstance(made, list) else [made]))
        return tf.get_collection(tf.GraphKeys.SUMMARIES) != []

    return call


def _one_hot(tf, layers):
    return near(layers.one_hot_encoding([0, 2], 3), [[1, 0, 0], [0, 0, 1]])


def _repeat(tf, layers):
    y = layers.repeat(tf.constant(ROWS), 2, layers.fully_connected, 3, scope="fc")
    assert {v.op.name for v in tf.trainable_variables()} == {
        f"fc/fc_{k}/{name}" for k in (1, 2) for name in ("weights", "biases")
    }
    return run(y).shape == (2, 3)


def _stack(tf, layers):
    y = layers.stack(tf.constant(ROWS), layers.fully_connected, [5, 3], scope="fc")
    return run(y).shape == (2, 3) and len(tf.trainable_variables()) == 4


def _normalized(name, axes):
    def call(tf, layers):
        x = tf.constant(IMAGES)
        y = getattr(layers, name)(x, 2) if name == "group_norm" else getattr(layers, name)(x)
        values = run(y)
        np.testing.assert_allclose(values.mean(axes), 0, atol=1e-4)
        return len(tf.trainable_variables()) == 2

    return call


def _scale_gradient(tf, layers):
    x = tf.constant(2.0)
    (gradient,) = tf.gradients(layers.scale_gradient(x * 3, 0.5), x)
    return near(gradient, 1.5)


def _dense_to_sparse(tf, layers):
    return run(layers.dense_to_sparse(tf.constant([[0, 3], [4, 0]]))).values.tolist() == [3, 4]


def _spatial_softmax(tf, layers):
    x = np.zeros((1, 3, 3, 1), "f")
    x[0, 0, 2] = 99  # row 0, column 2: x is 1 and y −1
    return sorted(run(layers.spatial_softmax(tf.constant(x), temperature=1.0))[0]) == [-1, 1]


_CONTRIB = {
    "OPTIMIZER_CLS_NAMES": _optimizers,
    "OPTIMIZER_SUMMARIES": lambda tf, layers: "loss" in layers.OPTIMIZER_SUMMARIES,
    "adaptive_clipping_fn": _adaptive,
    "apply_regularization": _apply,
    "avg_pool2d": shaped(IMAGES, "avg_pool2d", 2, shape=POOLED),
    "avg_pool3d": shaped(VOLUMES, "avg_pool3d", 2, shape=(2, 2, 2, 2, 2)),
    "batch_norm": _contrib_batch_norm,
    "bias_add": shaped(ROWS, "bias_add", shape=(2, 4), variables=("BiasAdd/biases",)),
    **{
        name: shaped(
            SEQUENCES, name, 5, 3, shape=(2, 6, 5), variables=("Conv/weights", "Conv/biases")
        )
        for name in ("conv1d", "convolution1d")
    },
    **{
        name: shaped(
            IMAGES, name, 5, [3, 3], shape=(2, 6, 6, 5), variables=("Conv/weights", "Conv/biases")
        )
        for name in ("conv2d", "convolution", "convolution2d")
    },
    **{
        name: shaped(IMAGES, name, [1, 2], shape=(2, 6, 6, 4))
        for name in ("conv2d_in_plane", "convolution2d_in_plane")
    },
    **{
        name: shaped(IMAGES, name, 5, 2, 2, shape=(2, 12, 12, 5))
        for name in ("conv2d_transpose", "convolution2d_transpose")
    },
    **{
        name: shaped(VOLUMES, name, 5, 3, shape=(2, 4, 4, 4, 5))
        for name in ("conv3d", "convolution3d")
    },
    **{
        name: shaped(VOLUMES, name, 5, 2, 2, shape=(2, 8, 8, 8, 5))
        for name in ("conv3d_transpose", "convolution3d_transpose")
    },
    "dense_to_sparse": _dense_to_sparse,
    "dropout": _contrib_dropout,
    "elu": _elu,
    "flatten": shaped(IMAGES, "flatten", shape=(2, 144)),
    "fully_connected": _fully_connected("fully_connected"),
    "group_norm": _normalized("group_norm", (1, 2, 3)),
    "images_to_sequence": shaped(IMAGES, "images_to_sequence", shape=(6, 12, 4)),
    "instance_norm": _normalized("instance_norm", (1, 2)),
    "l1_l2_regularizer": _regularizer("l1_l2_regularizer", 7 + 12.5, scale_l1=1.0, scale_l2=1.0),
    "l1_regularizer": _regularizer("l1_regularizer", 3.5, scale=0.5),
    "l2_regularizer": _regularizer("l2_regularizer", 6.25, scale=0.5),
    "layer_norm": _normalized("layer_norm", (1, 2, 3)),
    "linear": _fully_connected("linear"),
    "max_pool2d": shaped(IMAGES, "max_pool2d", [2, 2], shape=POOLED),
    "max_pool3d": shaped(VOLUMES, "max_pool3d", 2, shape=(2, 2, 2, 2, 2)),
    "maxout": shaped(ROWS, "maxout", 2, shape=(2, 2)),
    "one_hot_encoding": _one_hot,
    "optimize_loss": _optimize_loss,
    "pool": shaped(IMAGES, "pool", [2, 2], "MAX", stride=2, shape=POOLED),
    "relu": _fully_connected("relu"),
    "relu6": _fully_connected("relu6"),
    "repeat": _repeat,
    "scale_gradient": _scale_gradient,
    **{
        name: shaped(IMAGES, name, 5, 3, 1, shape=(2, 6, 6, 5))
        for name in ("separable_conv2d", "separable_convolution2d")
    },
    "sequence_to_images": shaped(
        np.zeros((6, 12, 4), "f"), "sequence_to_images", 6, shape=(2, 6, 6, 4)
    ),
    "softmax": lambda tf, layers: near(
        layers.softmax(tf.constant(ROWS)), np.exp(ROWS) / np.exp(ROWS).sum(1, keepdims=True)
    ),
    "spatial_softmax": _spatial_softmax,
    "stack": _stack,
    "sum_regularizer": _sum_regularizer,
    "summarize_activation": _summary("summarize_activation", lambda tf, x: (x,)),
    "summarize_activations": _summary("summarize_activations", lambda tf, x: ()),
    "summarize_collection": _summary(
        "summarize_collection", lambda tf, x: (tf.GraphKeys.ACTIVATIONS,)
    ),
    "summarize_tensor": _summary("summarize_tensor", lambda tf, x: (x,)),
    "summarize_tensors": _summary("summarize_tensors", lambda tf, x: ([x],)),
    "unit_norm": lambda tf, layers: near(
        layers.unit_norm(tf.constant(ROWS), 1), ROWS / np.linalg.norm(ROWS, axis=1)[:, None]
    ),
    "variance_scaling_initializer": _spread(
        lambda layers: layers.variance_scaling_initializer(), np.sqrt(2 / 180)
    ),
    "xavier_initializer": _spread(
        lambda layers: layers.xavier_initializer(), np.sqrt(2 / (180 + 540))
    ),
    "xavier_initializer_conv2d": _spread(
        lambda layers: layers.xavier_initializer_conv2d(uniform=False), np.sqrt(2 / (180 + 540))
    ),
}


def _embed_sequence(tf):
    embed = tf.contrib.layers.embed_sequence
    y = embed([[1, 2, 1]], vocab_size=5, embed_dim=3, scope="words")
    again = embed([[1]], scope="words", reuse=True)
    assert [v.op.name for v in tf.trainable_variables()] == ["words/embeddings"]
    first, second = run([y, again])
    np.testing.assert_array_equal(first[0, 0], second[0, 0])
    return first.shape == (1, 3, 3) and (first[0, 0] == first[0, 2]).all()


def _bow_encoder(tf):
    encode = functools.partial(
        tf.contrib.layers.bow_encoder,
        vocab_size=4,
        embed_dim=1,
        scope="bag",
        initializer=tf.constant_initializer([[9], [1], [2], [4]]),
    )
    assert near(encode([[1, 2, 0], [3, 3, 0]]), [[1.5], [4]])
    sparse = tf.SparseTensor([[0, 0], [0, 1]], [1, 3], [2, 2])
    assert near(encode(sparse, reuse=True), [[2.5], [9]])
    return near(encode([[1, 0]], sparse_lookup=False, reuse=True), [[5]])


def _keras(tf):
    keras = tf.contrib.keras
    dense = keras.layers.Dense(1, kernel_initializer="ones", bias_initializer="ones")
    return keras is tf.contrib.keras and near(dense(tf.constant([[1.0, 2.0]])), [[4.0]])


CALLS = {
    "tf.contrib.keras": _keras,
    **{
        f"tf.contrib.layers.{n}": lambda tf, c=c: c(tf, tf.contrib.layers)
        for n, c in _CONTRIB.items()
    },
    **{
        f"tf.contrib.slim.{n}": lambda tf, c=c: c(tf, tf.contrib.slim)
        for n, c in _CONTRIB.items()
        if not n.startswith("OPTIMIZER_")
    },
    "tf.contrib.layers.bow_encoder": _bow_encoder,
    "tf.contrib.layers.embed_sequence": _embed_sequence,
}
