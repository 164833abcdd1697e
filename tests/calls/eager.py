"""Calls of `tf.contrib.eager`, in eager mode for as long as a call takes."""

import tempfile

import numpy as np
import pytest


def _eagerly(call):
    def in_eager_mode(tf):
        from tensorflow.python.eager import context

        with context.eager_mode():
            return call(tf, tf.contrib.eager)

    return in_eager_mode


def _gradients(tf, tfe):
    w = tfe.Variable(3.0, name="w")
    x, y = tf.constant(3.0), tf.constant(2.0)
    assert [float(g) for g in tfe.gradients_function(lambda x, y: x * x * y)(x, y)] == [12, 9]
    value, (gradient,) = tfe.value_and_gradients_function(lambda x: x * x)(x)
    assert (float(value), float(gradient)) == (9, 6)
    pairs = tfe.implicit_gradients(lambda x: w * w * x)(y)
    assert [(float(gradient), variable is w) for gradient, variable in pairs] == [(12, True)]
    value, pairs = tfe.implicit_value_and_gradients(lambda x: w * w * x)(y)
    assert float(value) == 18
    tf.train.GradientDescentOptimizer(0.1).apply_gradients(pairs)
    with tfe.GradientTape() as tape:
        square = w * w
    return np.allclose([w.numpy(), tape.gradient(square, w)], [1.8, 3.6])


def _custom_gradient(tf, tfe):
    @tfe.custom_gradient
    def doubled(x):
        return x, lambda upstream: upstream * 2

    (gradient,) = tfe.gradients_function(doubled)(tf.constant(1.0))
    return float(gradient) == 2


def _iterator(tf, tfe):
    iterator = tfe.Iterator(tf.data.Dataset.range(3))
    assert [int(iterator.next()), int(iterator.get_next())] == [0, 1]
    assert [int(n) for n in iterator] == [2]
    with pytest.raises(StopIteration):
        iterator.next()
    return True


def _defun(tf, tfe):
    @tfe.defun
    def doubled(x):
        return x * 2 if tf.executing_eagerly() else x * 3

    graph = tfe.defun(lambda x: x + 1)
    return (int(doubled(tf.constant(2))), int(graph(tf.constant(2)))) == (6, 3)


def _enabled(tf, tfe):
    """What it does holds for a process: see tests/test_old_keras.py."""
    with pytest.raises(TypeError, match="config must be"):
        tfe.enable_eager_execution(config=3)
    return tfe.enable_eager_execution is tf.enable_eager_execution


def _modes(tf, tfe):
    assert tfe.executing_eagerly()
    assert tfe.in_eager_mode()
    with tf.Graph().as_default():
        return not tfe.executing_eagerly()


def _variables(tf, tfe):
    store = tfe.EagerVariableStore()
    with store.as_default():
        y = tf.layers.dense(tf.ones([1, 2]), 3)
    return y.shape == [1, 3] and len(store.variables()) == 2


def _template(tf, tfe):
    made = tfe.make_template("t", lambda: tf.get_variable("v", initializer=2.0))
    return made() is made()


def _checkpoint(tf, tfe):
    v = tfe.Variable(1.0)
    with tempfile.TemporaryDirectory() as folder:
        path = tfe.Checkpoint(v=v).save(f"{folder}/c")
        v.assign(5.0)
        tfe.Checkpoint(v=v).restore(path)
    return v.numpy() == 1


def _metric(name, expected, labels, predictions, *arguments):
    def call(tf, tfe):
        metric = getattr(tfe.metrics, name)(*arguments)
        assert isinstance(metric, tfe.metrics.Metric)
        metric(tf.constant(labels), tf.constant(predictions))
        assert float(metric.result()) == expected
        metric.init_variables()
        weights = tf.constant([1.0, 0.0])
        metric(labels=tf.constant(labels), predictions=tf.constant(predictions), weights=weights)
        assert float(metric.result()) == 1
        with tf.Graph().as_default(), tf.Session() as session:
            metric = getattr(tfe.metrics, name)(*arguments)
            result = metric(tf.constant(labels), tf.constant(predictions))
            session.run(metric.init_variables())
            return session.run(result) == expected

    return call


def _mean(tf, tfe):
    mean = tfe.metrics.Mean("loss")
    mean(tf.constant([1.0, 2.0]))
    mean(6.0)
    assert float(mean.result()) == 3
    mean.init_variables()
    mean(tf.constant([1.0, 2.0]), weights=tf.constant([3.0, 1.0]))
    return float(mean.result()) == 1.25


_METRICS = {
    "Accuracy": _metric("Accuracy", 0.5, [1, 2], [1, 3]),
    "BinaryAccuracy": _metric("BinaryAccuracy", 0.5, [[1.0], [1.0]], [[0.4], [-0.2]], 0.0),
    "CategoricalAccuracy": _metric(
        "CategoricalAccuracy", 0.5, [[0.0, 1.0], [0.0, 1.0]], [[0.1, 0.9], [0.8, 0.2]]
    ),
    "Mean": _mean,
    "Metric": _mean,
    "SparseAccuracy": _metric("SparseAccuracy", 0.5, [1, 1], [[0.1, 0.9], [0.8, 0.2]]),
}

_CALLS = {
    **dict.fromkeys(
        (
            *("GradientTape", "Variable", "gradients_function", "implicit_gradients"),
            *("implicit_value_and_gradients", "value_and_gradients_function"),
        ),
        _gradients,
    ),
    "Checkpoint": _checkpoint,
    "EagerVariableStore": _variables,
    "Iterator": _iterator,
    "custom_gradient": _custom_gradient,
    "defun": _defun,
    "enable_eager_execution": _enabled,
    "executing_eagerly": _modes,
    "in_eager_mode": _modes,
    "list_devices": lambda tf, tfe: any("CPU:0" in name for name in tfe.list_devices()),
    "make_template": _template,
    "num_gpus": lambda tf, tfe: tfe.num_gpus() == len(tf.config.list_physical_devices("GPU")),
    "py_func": lambda tf, tfe: (
        float(tfe.py_func(lambda x: x.numpy() * 2, [tf.constant(2.0)], tf.float32)) == 4
    ),
    "python.tfe": lambda tf, tfe: tfe.python.tfe.Variable(2.0).numpy() == 2,
    **{f"metrics.{name}": call for name, call in _METRICS.items()},
}

CALLS = {f"tf.contrib.eager.{name}": _eagerly(call) for name, call in _CALLS.items()}
