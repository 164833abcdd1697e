"""Calls of `tf.contrib.framework`, `slim` beside its layers, `losses` and `metrics`."""

import functools
import tempfile

import numpy as np

from tests.calls import near, run


def _arg_scope(tf, slim):
    @slim.add_arg_scope
    def scaled(x, by=1):
        return x * by

    with slim.arg_scope([scaled], by=3) as scope:
        assert scaled(2) == 6
        assert slim.current_arg_scope() is scope or slim.current_arg_scope() == scope
    with slim.arg_scope(scope):
        assert scaled(2) == 6
    assert slim.has_arg_scope(scaled)
    assert slim.arg_scoped_arguments(scaled) == ("by",)
    assert slim.arg_scope_func_key(scaled)
    return scaled(2) == 2


def _variables(tf, slim):
    """The functions on variables, all in one small graph."""
    with tf.variable_scope("net"):
        weights = slim.model_variable("weights", [2], initializer=tf.ones_initializer())
        counter = slim.variable("counter", [], trainable=False, initializer=tf.zeros_initializer())
    local = slim.local_variable(7.0, name="local")
    shared = slim.global_variable(8.0, name="shared")
    slim.add_model_variable(counter)
    assert set(slim.get_model_variables()) == {weights, counter}
    assert set(slim.get_variables("net")) == {weights, counter}
    assert slim.get_variables_by_name("weights", "net") == [weights]
    assert slim.get_variables_by_suffix("ter") == [counter]
    assert slim.get_unique_variable("net/weights") is weights
    assert slim.get_variable_full_name(weights) == "net/weights"
    assert slim.get_trainable_variables("net") == [weights]
    assert slim.get_local_variables() == [local]
    assert shared in tf.global_variables()
    assert slim.get_variables_to_restore(include=["net"], exclude=["net/counter"]) == [weights]
    kept = slim.filter_variables([weights, counter], include_patterns=["weights"])
    assert kept == [weights]
    with tf.Graph().as_default(), tf.device(slim.VariableDeviceChooser(num_tasks=1)):
        assert slim.variable("placed", [1]).device == "/job:ps/task:0/device:CPU:0"
    assign, feed = slim.assign_from_values({"net/counter": np.float32(5)})
    assign_fn = slim.assign_from_values_fn({"net/weights": np.float32([3, 4])})
    with tf.Session() as session, tempfile.TemporaryDirectory() as directory:
        session.run(tf.variables_initializer([weights, counter]))
        session.run(assign, feed)
        assign_fn(session)
        path = tf.train.Saver([weights, counter]).save(session, f"{directory}/model")
        for restore in ("assign_from_checkpoint", "assign_from_checkpoint_fn"):
            session.run(tf.variables_initializer([weights, counter]))
            restored = getattr(slim, restore)(path, [weights, counter])
            if restore.endswith("fn"):
                restored(session)
            else:
                session.run(*restored)
            got = session.run([weights, counter])
            assert [x.tolist() for x in got] == [[3, 4], 5]
    return True


def _global_step(tf, slim):
    assert slim.get_global_step() is None
    step = slim.create_global_step()
    slim.assert_global_step(step)
    assert slim.get_global_step() is slim.get_or_create_global_step() is step
    slim.assert_or_get_global_step(tf.get_default_graph(), step)
    return step.dtype.base_dtype == tf.int64


def _nest(tf):
    nest = tf.contrib.framework.nest
    assert nest.is_sequence([1])
    assert not nest.is_sequence(tf.constant([1]))
    assert nest.flatten_up_to([0, 0], [1, (2, [3])]) == [1, (2, [3])]
    assert nest.map_structure_up_to([0, 0], len, [[1], [2, 3]]) == [1, 2]
    nest.assert_shallow_structure([0, 0], [1, (2, [3])])
    assert "flatten" in dir(nest)
    return nest.flatten([1, (2, [3])]) == [1, 2, 3]


def _checkpoint(tf):
    framework = tf.contrib.framework
    with tempfile.TemporaryDirectory() as directory:
        with tf.Session() as session:
            v = tf.get_variable("old/v", initializer=tf.constant([1.0, 2.0]))
            session.run(v.initializer)
            path = tf.train.Saver().save(session, f"{directory}/model")
        assert framework.list_variables(path) == [("old/v", [2])]
        assert framework.load_variable(path, "old/v").tolist() == [1, 2]
        assert framework.load_checkpoint(path).has_tensor("old/v")
        with tf.Graph().as_default():
            with tf.variable_scope("new"):
                w = tf.get_variable("v", [2])
            framework.init_from_checkpoint(path, {"old/": "new/"})
            return near(w, [1, 2])


_VARIABLES = (
    *("VariableDeviceChooser", "add_model_variable", "assign_from_checkpoint"),
    *("assign_from_checkpoint_fn", "assign_from_values", "assign_from_values_fn"),
    *("filter_variables", "get_local_variables", "get_model_variables"),
    *("get_trainable_variables", "get_unique_variable", "get_variable_full_name"),
    *("get_variables", "get_variables_by_name", "get_variables_by_suffix"),
    *("get_variables_to_restore", "global_variable", "local_variable", "model_variable"),
    "variable",
)
_STEPS = (
    *("assert_global_step", "assert_or_get_global_step", "create_global_step"),
    *("get_global_step", "get_or_create_global_step"),
)
_SCOPES = (
    *("add_arg_scope", "arg_scope", "arg_scope_func_key", "arg_scoped_arguments"),
    *("current_arg_scope", "has_arg_scope"),
)
_BOTH = {
    **dict.fromkeys(_VARIABLES, _variables),
    **dict.fromkeys(_STEPS, _global_step),
    **dict.fromkeys(_SCOPES, _arg_scope),
}


_LOGITS = np.array([[2.0, 1.0], [0.0, 3.0]], "f")
_ONE_HOT = np.array([[1.0, 0.0], [1.0, 0.0]], "f")
_LOG_SUMS = np.log(np.exp(_LOGITS).sum(1))
_SOFTMAX = (_LOG_SUMS - _LOGITS[:, 0]).mean()
_SIGMOID = (np.log1p(np.exp(_LOGITS)) - _LOGITS * _ONE_HOT).mean()


def _loss(name, expected, *args, **kwargs):
    def call(tf):
        loss = getattr(tf.contrib.losses, name)(*map(tf.constant, args), **kwargs)
        assert tf.contrib.losses.get_losses() == [loss]
        return near(loss, expected)

    return call


def _total(tf):
    losses = tf.contrib.losses
    losses.add_loss(tf.constant(2.0))
    tf.add_to_collection(tf.GraphKeys.REGULARIZATION_LOSSES, tf.constant(0.5))
    assert len(losses.get_regularization_losses()) == len(losses.get_losses()) == 1
    return near(losses.get_total_loss(), 2.5)


_UNIT = np.array([[0.6, 0.8]], "f")
_LOSSES = {
    "absolute_difference": _loss("absolute_difference", 1.5, [1.0, 2.0], [2.0, 4.0]),
    "add_loss": _total,
    "compute_weighted_loss": _loss("compute_weighted_loss", 6.0, [2.0, 4.0], weights=2.0),
    "cosine_distance": _loss("cosine_distance", 0.04, _UNIT, _UNIT[:, ::-1].copy(), axis=1),
    "get_losses": _total,
    "get_regularization_losses": _total,
    "get_total_loss": _total,
    "hinge_loss": lambda tf: near(
        tf.contrib.losses.hinge_loss(tf.constant([0.5, -2.0]), tf.constant([1.0, 1.0])), [0.5, 3.0]
    ),
    "log_loss": _loss("log_loss", -np.log(0.25), [0.25, 0.25], [1.0, 1.0]),
    "mean_pairwise_squared_error": _loss(
        "mean_pairwise_squared_error", 2.0, [[1.0, 3.0]], [[1.0, 1.0]]
    ),
    "mean_squared_error": _loss("mean_squared_error", 2.5, [1.0, 2.0], [2.0, 4.0]),
    "sigmoid_cross_entropy": _loss("sigmoid_cross_entropy", _SIGMOID, _LOGITS, _ONE_HOT),
    "softmax_cross_entropy": _loss("softmax_cross_entropy", _SOFTMAX, _LOGITS, _ONE_HOT),
    "sparse_softmax_cross_entropy": _loss(
        "sparse_softmax_cross_entropy", _SOFTMAX, _LOGITS, np.array([0, 0])
    ),
}


def _streaming(name, expected, predictions, labels=None, **kwargs):
    def call(tf):
        given = [tf.constant(x) for x in (predictions, labels) if x is not None]
        value, update = getattr(tf.contrib.metrics, name)(*given, **kwargs)
        with tf.Session() as session:
            session.run(tf.local_variables_initializer())
            session.run(update)
            np.testing.assert_allclose(session.run(value), expected, atol=1e-4)
        return True

    return call


def _aggregated(tf):
    metrics = tf.contrib.metrics
    pairs = {"mean": metrics.streaming_mean([1.0, 3.0]), "mean2": metrics.streaming_mean([4.0])}
    values, updates = metrics.aggregate_metric_map(pairs)
    assert set(values) == set(updates) == set(pairs)
    values, updates = metrics.aggregate_metrics(*pairs.values())
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        session.run(updates)
        return session.run(values) == [2, 4]


_TRUE, _GUESS = np.array([1, 1, 0, 0]), np.array([1, 0, 1, 0])
_METRICS = {
    "accuracy": lambda tf: near(
        tf.contrib.metrics.accuracy(tf.constant(_GUESS), tf.constant(_TRUE)), 0.5
    ),
    "aggregate_metric_map": _aggregated,
    "aggregate_metrics": _aggregated,
    "streaming_accuracy": _streaming("streaming_accuracy", 0.5, _GUESS, _TRUE),
    "streaming_auc": _streaming("streaming_auc", 1.0, [0.9, 0.8, 0.2, 0.1], _TRUE > 0),
    "streaming_mean": _streaming("streaming_mean", 2.0, [1.0, 3.0]),
    "streaming_mean_absolute_error": _streaming(
        "streaming_mean_absolute_error", 1.5, [1.0, 2.0], [2.0, 4.0]
    ),
    "streaming_mean_iou": _streaming("streaming_mean_iou", 1 / 3, _GUESS, _TRUE, num_classes=2),
    "streaming_mean_squared_error": _streaming(
        "streaming_mean_squared_error", 2.5, [1.0, 2.0], [2.0, 4.0]
    ),
    "streaming_precision": _streaming("streaming_precision", 0.5, _GUESS, _TRUE),
    "streaming_recall": _streaming("streaming_recall", 0.5, _GUESS, _TRUE),
    "streaming_root_mean_squared_error": _streaming(
        "streaming_root_mean_squared_error", np.sqrt(2.5), [1.0, 2.0], [2.0, 4.0]
    ),
}


def _learning(tf):
    slim = tf.contrib.slim
    w = slim.model_variable("w", [], initializer=tf.constant_initializer(4.0))
    slim.losses.add_loss(tf.square(w))
    train = slim.learning.create_train_op(
        slim.losses.get_total_loss(), tf.train.GradientDescentOptimizer(0.25)
    )
    with tempfile.TemporaryDirectory() as directory:
        slim.learning.train(train, directory, number_of_steps=3, save_summaries_secs=0)
        return tf.train.load_variable(directory, "w") == 0.5  # halved three times


def _evaluation(tf):
    slim = tf.contrib.slim
    value, update = slim.metrics.streaming_mean([1.0, 3.0])
    with tempfile.TemporaryDirectory() as directory:
        tf.train.get_or_create_global_step()
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            path = tf.train.Saver().save(session, f"{directory}/model")
        return (
            slim.evaluation.evaluate_once(
                "", path, directory, num_evals=1, eval_op=update, final_op=value
            )
            == 2
        )


def _vgg(tf):
    from tf_slim.nets import vgg

    images = tf.placeholder(tf.float32, [1, 224, 224, 3])
    nets = tf.contrib.slim.nets
    with tf.contrib.slim.arg_scope(nets.vgg.vgg_arg_scope()):
        logits, _ = nets.vgg.vgg_a(images, 10)
    return nets.vgg is vgg and logits.shape == [1, 10]


def _analyzed(tf):
    tf.contrib.slim.fully_connected(tf.ones([2, 4]), 3)
    size, _ = tf.contrib.slim.model_analyzer.analyze_vars(
        tf.contrib.slim.get_model_variables(), print_info=False
    )
    return size == 15


def _queued(tf):
    queue = tf.train.string_input_producer(["a"], num_epochs=1)
    read = queue.dequeue()
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        with tf.contrib.slim.queues.QueueRunners(session):
            return session.run(read) == b"a"


def _summarized(tf):
    tf.contrib.slim.summaries.add_scalar_summary(tf.constant(1.0), name="loss")
    return len(tf.get_collection(tf.GraphKeys.SUMMARIES)) == 1


_MODULES = {
    "evaluation": _evaluation,
    "layers": lambda tf: run(tf.contrib.slim.layers.flatten(tf.ones([2, 3, 4]))).shape == (2, 12),
    "learning": _learning,
    "losses": lambda tf: near(
        tf.contrib.slim.losses.mean_squared_error(tf.constant([1.0]), tf.constant([3.0])), 4
    ),
    "metrics": lambda tf: near(
        tf.contrib.slim.metrics.accuracy(tf.constant([1, 0]), tf.constant([1, 1])), 0.5
    ),
    "model_analyzer": _analyzed,
    "nets": _vgg,
    "queues": _queued,
    "summaries": _summarized,
}


@functools.cache  # one call for several names stays one
def _on(call, space):
    return lambda tf: call(tf, getattr(tf.contrib, space))


CALLS = {
    **{f"tf.contrib.slim.{n}": _on(c, "slim") for n, c in _BOTH.items()},
    **{f"tf.contrib.framework.{n}": _on(c, "framework") for n, c in _BOTH.items()},
    **{f"tf.contrib.slim.{n}": c for n, c in _MODULES.items()},
    **{f"tf.contrib.losses.{n}": c for n, c in _LOSSES.items()},
    **{f"tf.contrib.metrics.{n}": c for n, c in _METRICS.items()},
    "tf.contrib.metrics.confusion_matrix": lambda tf: near(
        tf.contrib.metrics.confusion_matrix([0, 1, 1], [0, 0, 1], num_classes=2), [[1, 0], [1, 1]]
    ),
    "tf.contrib.framework.argsort": lambda tf: (
        run(tf.contrib.framework.argsort([3.0, 1.0, 2.0])).tolist() == [1, 2, 0]
    ),
    "tf.contrib.framework.is_tensor": lambda tf: (
        tf.contrib.framework.is_tensor(tf.constant(1)) and not tf.contrib.framework.is_tensor(1)
    ),
    "tf.contrib.framework.nest": _nest,
    "tf.contrib.framework.sort": lambda tf: near(tf.contrib.framework.sort([3.0, 1.0]), [1, 3]),
    **{
        f"tf.contrib.framework.{name}": _checkpoint
        for name in ("init_from_checkpoint", "list_variables", "load_checkpoint", "load_variable")
    },
}
