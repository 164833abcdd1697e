"""Calls of `tf.ops`, and of what `tf.contrib.learn` had to end a model and to run a graph."""

import tempfile
from pathlib import Path

import numpy as np
import pytest

from tests.calls import near, run


def _ops(tf):
    """The names of `tf.ops`, as a script of 0.x used them."""
    with tf.ops.Graph().as_default() as graph, tf.ops.name_scope("a"), tf.ops.device("/cpu:0"):
        assert tf.ops.get_default_graph() is graph
        x = tf.ops.convert_to_tensor([1.0])
        with tf.ops.control_dependencies([x]):
            y = x + 1
        tf.ops.add_to_collection(tf.ops.GraphKeys.LOSSES, y)
        assert tf.ops.get_collection("losses") == [y]
        assert isinstance(y, tf.ops.Tensor)
        assert isinstance(y.op, tf.ops.Operation)
        assert y.op.name == "a/add"
        with pytest.raises(AssertionError):  # which a reset within `with` is
            tf.ops.reset_default_graph()
        return near(y, [2.0])


def _run_feeds(tf):
    learn = tf.contrib.learn
    x = tf.placeholder_with_default(3.0, [])
    v = tf.Variable(2.0)
    table = tf.train.input_producer([[5], [6]], shuffle=False).dequeue()
    outputs = {"product": x * v, "from_queue": table}
    first, second = learn.run_feeds(outputs, [None, {x: 4.0}])
    assert (first["product"], second["product"]) == (6.0, 8.0)
    assert [first["from_queue"].tolist(), second["from_queue"].tolist()] == [[5], [6]]
    assert [got["product"] for got in learn.run_n(outputs, {x: 1.0}, n=3)] == [2.0] * 3
    with pytest.raises(ValueError, match="output_dict is invalid"):
        learn.run_n({})
    with tempfile.TemporaryDirectory() as directory, tf.Session() as session:
        session.run(v.assign(7.0))
        path = tf.train.Saver().save(session, str(Path(directory, "v")))
        return learn.run_n({"v": v}, restore_checkpoint_path=path)[0]["v"] == 7.0


def _linear_regression(tf):
    regress = tf.contrib.learn.models.linear_regression
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    with tf.variable_scope("net", initializer=tf.ones_initializer()):
        predictions, loss = regress(x, [4.0, 9.0])
    assert near(predictions, [4.0, 8.0])
    assert near(loss, 0.5)
    assert regress(x, tf.zeros([2, 3]), init_mean=0.0)[0].shape == [2, 3]
    return {v.op.name for v in tf.trainable_variables()} == {
        f"{scope}linear_regression/{name}" for scope in ("net/", "") for name in ("weights", "bias")
    }


def _logistic_regression(tf):
    x, y = tf.constant([[1.0, 2.0]]), tf.constant([[0.0, 1.0]])
    probabilities, loss = tf.contrib.learn.models.logistic_regression(
        x, y, class_weight=[1.0, 2.0], init_mean=0.5
    )
    values, cost = run([probabilities, loss])
    np.testing.assert_allclose(cost, -np.log(values[0, 1]), atol=1e-6)
    return abs(values.sum() - 1) < 1e-6


CALLS = {
    **{
        f"tf.ops.{name}": _ops
        for name in (
            *("Graph", "GraphKeys", "Operation", "Tensor", "add_to_collection"),
            *("control_dependencies", "convert_to_tensor", "device", "get_collection"),
            *("get_default_graph", "name_scope", "reset_default_graph"),
        )
    },
    "tf.contrib.learn.models.linear_regression": _linear_regression,
    "tf.contrib.learn.models.logistic_regression": _logistic_regression,
    "tf.contrib.learn.run_feeds": _run_feeds,
    "tf.contrib.learn.run_n": _run_feeds,
}
