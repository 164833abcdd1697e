"""Calls of the estimators of `tf.contrib.learn`."""

import numpy as np
import pytest

from tests.calls.estimators import frame_batches, numpy_batches, run_config

_X = np.random.default_rng(5).normal(size=(90, 3))
_Y = np.argmax(_X, 1)
_NUMBERS = _X[:, 0] - 2


def _columns(tf):
    return tf.contrib.learn.infer_real_valued_columns_from_input(_X)


def _classifier(tf, classifier):
    assert classifier.fit(_X, _Y, batch_size=30, steps=200) is classifier
    found = classifier.evaluate(_X, _Y)
    assert found["accuracy"] > 0.85
    assert set(found) == {"accuracy", "global_step", "loss"}
    classes = classifier.predict(_X, as_iterable=False)
    assert np.mean(classes == _Y) > 0.85
    assert list(classifier.predict(x=_X)) == list(classifier.predict_classes(_X)) == list(classes)
    assert classifier.predict_proba(_X, as_iterable=False).shape == (90, 3)
    return classifier


def _dnn_classifier(tf):
    learn = tf.contrib.learn
    _classifier(tf, learn.DNNClassifier([10], _columns(tf), n_classes=3, gradient_clip_norm=5.0))
    inferred = learn.DNNClassifier(hidden_units=[4], n_classes=3, dropout=0.1)
    return inferred.fit(_X, _Y, steps=2).evaluate(_X, _Y, steps=1)["global_step"] == 2


def _linear_classifier(tf):
    linear = tf.contrib.learn.LinearClassifier(_columns(tf), n_classes=3)
    _classifier(tf, linear)
    assert linear.get_variable_names()[1] == "linear//weight"
    np.testing.assert_array_equal(linear.weights_, linear.get_variable_value("linear//weight"))
    return linear.weights_.shape == (3, 3) and linear.bias_.shape == (3,)


def _regressor(tf, regressor, steps):
    regressor.fit(_X, _NUMBERS, steps=steps)
    assert regressor.evaluate(_X, _NUMBERS)["loss"] < 0.5
    scores = regressor.predict(_X, as_iterable=False)
    assert list(regressor.predict_scores(_X)) == list(scores)
    return scores.shape == (90,) and np.abs(scores - _NUMBERS).mean() < 0.6


def _linear_regressor(tf):
    columns = [tf.contrib.layers.real_valued_column("", dimension=3)]
    return _regressor(tf, tf.contrib.learn.LinearRegressor(columns), 600)


def _model_fn(tf, result):
    def model_fn(features, targets, mode):
        logits = tf.contrib.layers.fully_connected(features, 3, None)
        loss = tf.losses.sparse_softmax_cross_entropy(targets, logits) if mode != "infer" else None
        train_op = None
        if mode == tf.contrib.learn.ModeKeys.TRAIN:
            train_op = tf.contrib.layers.optimize_loss(
                loss, tf.contrib.framework.get_global_step(), 0.1, "Adam"
            )
        return result(mode, {"class": tf.argmax(logits, 1), "logits": logits}, loss, train_op)

    return model_fn


def _estimator(tf):
    learn = tf.contrib.learn
    made = learn.Estimator(_model_fn(tf, lambda mode, *rest: rest))
    made.fit(_X, _Y, steps=100)
    spec = learn.MetricSpec(tf.metrics.accuracy, prediction_key="class")
    found = made.evaluate(_X, _Y, metrics={"accuracy": spec})
    assert found["accuracy"] > 0.85
    assert set(made.evaluate(_X, _Y)) == {"global_step", "loss"}
    assert next(made.predict(_X, outputs=["class"])) == {"class": _Y[0]}
    with pytest.raises(TypeError, match="x should be an array; write input_fn=_estimator"):
        made.fit(_estimator)
    with pytest.raises(ValueError, match="Either x or input_fn"):
        made.fit()
    assert _with_a_loss_always(tf)
    return made.predict(_X, as_iterable=False)["logits"].shape == (90, 3)


def _with_a_loss_always(tf):
    """Predictions of a model function that has a loss in each mode, of labels in a column."""

    def model_fn(features, targets):
        predictions, loss = learn.models.linear_regression(features, targets)
        step = tf.contrib.framework.get_global_step()
        return predictions, loss, tf.contrib.layers.optimize_loss(loss, step, 0.1, "Adam")

    learn = tf.contrib.learn
    made = learn.Estimator(model_fn).fit(_NUMBERS, _NUMBERS[:, None] * 2, steps=200)
    near_double = np.abs(np.array(list(made.predict(_NUMBERS))) - _NUMBERS * 2).mean() < 0.5
    return near_double and np.shape(next(made.predict(_NUMBERS))) == ()


def _model_fn_ops(tf):
    learn = tf.contrib.learn
    made = learn.Estimator(_model_fn(tf, learn.ModelFnOps)).fit(_X, _Y, steps=1)
    return made.evaluate(_X, _Y)["global_step"] == 1


def _metric_spec(tf):
    predictions = {"class": tf.constant([1, 0]), "other": tf.constant([0])}
    spec = tf.contrib.learn.MetricSpec(lambda a, b: (a, b), "class")
    first, second = spec.create_metric_ops({}, "labels", predictions)
    assert (first, second) == (predictions["class"], "labels")
    by_name = tf.contrib.learn.MetricSpec(lambda labels, predictions: labels)
    with pytest.raises(ValueError, match="without specified prediction_key"):
        by_name.create_metric_ops({}, "labels", predictions)
    return by_name.create_metric_ops({}, "labels", 1) == "labels"


def _sk_compat(tf):
    learn = tf.contrib.learn
    made = learn.SKCompat(learn.DNNClassifier([8], _columns(tf), n_classes=3))
    assert made.fit(_X, _Y, batch_size=30, steps=100) is made
    assert made.score(_X, _Y)["global_step"] == 100
    found = made.predict(_X)
    return found["classes"].shape == (90,) and found["probabilities"].shape == (90, 3)


def _validation_monitor(tf):
    learn = tf.contrib.learn
    config = learn.RunConfig(save_checkpoints_steps=5)
    made = learn.LinearClassifier(_columns(tf), n_classes=3, config=config)
    monitor = learn.monitors.ValidationMonitor(
        _X,
        _Y,
        every_n_steps=5,
        early_stopping_rounds=20,
        early_stopping_metric="global_step",  # which is best at first
    )
    made.fit(_X, _Y, steps=100, monitors=[monitor])
    assert monitor.early_stopped
    assert made.get_variable_value("global_step") == monitor.best_step + 20 < 100
    watching = learn.monitors.ValidationMonitor(_X, _Y, every_n_steps=5)
    made.fit(_X, _Y, steps=20, monitors=[watching])
    with pytest.raises(ValueError, match="Either x or input_fn"):
        learn.monitors.ValidationMonitor()
    return not watching.early_stopped and monitor.best_metrics["loss"] > 0


def _inferred(tf):
    learn = tf.contrib.learn
    (column,) = learn.infer_real_valued_columns_from_input(np.zeros((4, 784)))
    named = learn.infer_real_valued_columns_from_input({"b": np.zeros(4), "a": np.zeros((4, 2))})
    assert [(c.key, c.shape) for c in named] == [("a", (2,)), ("b", (1,))]
    return (column.key, column.shape) == ("", (784,))


def _inferred_from_input_fn(tf):
    learn = tf.contrib.learn
    input_fn = learn.io.numpy_input_fn({"x": _X}, _Y)
    (column,) = learn.infer_real_valued_columns_from_input_fn(input_fn)
    return (column.key, column.shape) == ("x", (3,))


_LEARN = {
    "DNNClassifier": _dnn_classifier,
    "DNNRegressor": lambda tf: _regressor(
        tf, tf.contrib.learn.DNNRegressor([8], _columns(tf)), 300
    ),
    "Estimator": _estimator,
    "LinearClassifier": _linear_classifier,
    "LinearRegressor": _linear_regressor,
    "MetricSpec": _metric_spec,
    "ModelFnOps": _model_fn_ops,
    "RunConfig": lambda tf: run_config(tf, tf.contrib.learn.RunConfig),
    "SKCompat": _sk_compat,
    "infer_real_valued_columns_from_input": _inferred,
    "infer_real_valued_columns_from_input_fn": _inferred_from_input_fn,
    "monitors.ValidationMonitor": _validation_monitor,
    "io.numpy_input_fn": lambda tf: numpy_batches(tf, tf.contrib.learn.io),
    "io.pandas_input_fn": lambda tf: frame_batches(tf.contrib.learn.io),
}

CALLS = {f"tf.contrib.learn.{name}": call for name, call in _LEARN.items()}
