"""Calls of estimators, and of what feeds them."""

import tempfile

import numpy as np
import pytest

from tests.calls import near, run

_X = np.random.default_rng(3).normal(size=(120, 2)).astype("f")
_Y = (_X[:, 0] > _X[:, 1]).astype(np.int32)
_NUMBERS = 3 * _X[:, :1] - 1


def _columns(tf):
    return [tf.feature_column.numeric_column("x", shape=[2])]


def _batches(tf, y, endless=True):
    epochs = None if endless else 1
    return tf.estimator.inputs.numpy_input_fn({"x": _X}, y, 30, epochs, shuffle=endless)


def _classifier(**kwargs):
    def call(tf, make):
        classifier = make(tf, **kwargs).train(_batches(tf, _Y), steps=150)
        found = classifier.evaluate(_batches(tf, _Y, endless=False))
        assert found["accuracy"] > 0.9
        assert found["global_step"] == 150
        assert found["auc"] > 0.9
        assert 0 < found["average_loss"] < found["loss"]
        rows = list(classifier.predict(_batches(tf, None, endless=False)))
        assert rows[0]["classes"] == [str(_Y[0]).encode()]
        assert rows[0]["probabilities"].shape == (2,)
        return np.mean([row["class_ids"][0] for row in rows] == _Y) > 0.9

    return call


def _regressor(tf, make):
    regressor = make(tf).train(_batches(tf, _NUMBERS), steps=300)
    found = regressor.evaluate(_batches(tf, _NUMBERS, endless=False))
    assert found["average_loss"] < 2
    assert abs(found["label/mean"] - _NUMBERS.mean()) < 1e-4
    (first, *_) = regressor.predict(_batches(tf, None, endless=False))
    return first["predictions"].shape == (1,)


def _linear(kind):
    return lambda tf, **kwargs: getattr(tf.estimator, kind)(_columns(tf), **kwargs)


def _dense(kind):
    return lambda tf, **kwargs: getattr(tf.estimator, kind)([8], _columns(tf), **kwargs)


def _combined(kind):
    def make(tf, **kwargs):
        columns = _columns(tf)
        return getattr(tf.estimator, kind)(
            linear_feature_columns=columns,
            dnn_feature_columns=columns,
            dnn_hidden_units=[8],
            # Theirs learn little in so few steps.
            linear_optimizer=lambda: tf.train.FtrlOptimizer(0.2),
            dnn_optimizer=lambda: tf.train.AdagradOptimizer(0.05),
            **kwargs,
        )

    return make


def _slope(tf):
    """A model function, whose variable has a name."""

    def model_fn(features, labels, mode, params):
        slope = tf.get_variable("slope", [], initializer=tf.zeros_initializer())
        y = slope * features
        if mode == tf.estimator.ModeKeys.PREDICT:
            return tf.estimator.EstimatorSpec(mode, predictions={"y": y, "x": features})
        loss = tf.reduce_mean(tf.square(y - labels))
        step = tf.train.get_global_step()
        train = tf.train.GradientDescentOptimizer(params["rate"]).minimize(loss, step)
        worst = tf.metrics.mean(tf.reduce_max(abs(y - labels)))
        return tf.estimator.EstimatorSpec(
            mode, loss=loss, train_op=train, eval_metric_ops={"worst": worst}
        )

    return model_fn


def _rows(tf, repeated=None):
    def input_fn():
        x = np.arange(8, dtype="f")
        return tf.data.Dataset.from_tensor_slices((x, 2 * x)).repeat(repeated).batch(4)

    return input_fn


def _estimator(tf):
    with tempfile.TemporaryDirectory() as folder:
        made = tf.estimator.Estimator(_slope(tf), folder, params={"rate": 0.01})
        made.train(_rows(tf), steps=50)
        assert made.get_variable_value("slope") == pytest.approx(2, abs=1e-3)
        again = tf.estimator.Estimator(_slope(tf), folder, params={"rate": 0.01})
        again.train(_rows(tf), max_steps=50)  # which have been
        again.train(_rows(tf, 3))  # until the input ends
        assert again.get_variable_value("global_step") == 56
        assert set(again.get_variable_names()) == {"global_step", "slope"}
        found = again.evaluate(_rows(tf, 1))
        assert found["global_step"] == 56
        assert found["loss"] < 1e-4
        assert found["worst"] < 0.01
        rows = list(again.predict(_rows(tf, 1), predict_keys=["y"]))
        assert len(rows) == 8
        assert list(rows[0]) == ["y"]
        (first, _) = again.predict(_rows(tf, 1), yield_single_examples=False)
        with pytest.raises(ValueError, match="both steps and max_steps"):
            again.train(_rows(tf), steps=1, max_steps=2)
        return first["y"].shape == (4,)


def _spec(tf):
    modes = tf.estimator.ModeKeys
    for mode, missing in ((modes.TRAIN, "train_op"), (modes.EVAL, "loss")):
        with pytest.raises(ValueError, match=f"Missing {missing}"):
            tf.estimator.EstimatorSpec(mode)
    return tf.estimator.EstimatorSpec(modes.PREDICT, predictions=1).predictions == 1


def run_config(tf, config):
    assert config().save_checkpoints_secs == 600
    by_steps = config(save_checkpoints_steps=5, tf_random_seed=4)
    assert (by_steps.save_checkpoints_secs, by_steps.save_checkpoints_steps) == (None, 5)
    with pytest.raises(ValueError, match="both save_checkpoints_steps and"):
        config(save_checkpoints_steps=5, save_checkpoints_secs=6)
    values = [
        tf.estimator.Estimator(_drawn(tf), config=by_steps).train(_rows(tf), steps=1)
        for _ in range(2)
    ]
    first, second = (made.get_variable_value("drawn") for made in values)
    return first == second and by_steps.replace(model_dir="m").model_dir == "m"


def _drawn(tf):
    def model_fn(features, labels):
        drawn = tf.get_variable("drawn", [])
        step = tf.assign_add(tf.train.get_global_step(), 1)
        return tf.estimator.EstimatorSpec("train", loss=drawn, train_op=step)

    return model_fn


def _train_and_evaluate(tf):
    made = tf.estimator.Estimator(_slope(tf), params={"rate": 0.01})
    train = tf.estimator.TrainSpec(_rows(tf), max_steps=30)
    asked = tf.estimator.EvalSpec(_rows(tf, 1), throttle_secs=0)
    found, exports = tf.estimator.train_and_evaluate(made, train, asked)
    again, _ = tf.estimator.train_and_evaluate(made, train, asked)
    return found["global_step"] == 30 and exports is None and again == found


def numpy_batches(tf, module):
    x, y = np.arange(10).reshape(5, 2), np.arange(5)
    features, labels = module.numpy_input_fn({"a": x}, y, 2, 1, shuffle=False)()
    assert features["a"].shape.as_list() == [None, 2]
    with tf.Session() as session:
        got = [session.run((features["a"], labels)) for _ in range(3)]
        with pytest.raises(tf.errors.OutOfRangeError):
            session.run(labels)
    assert [row.tolist() for _, row in got] == [[0, 1], [2, 3], [4]]
    np.testing.assert_array_equal(np.concatenate([rows for rows, _ in got]), x)
    shuffled = module.numpy_input_fn(x, batch_size=5, num_epochs=None, shuffle=True)()
    assert sorted(run(shuffled).ravel()) == list(range(10))
    with pytest.raises(ValueError, match="mismatched"):
        module.numpy_input_fn(x, y[:3], shuffle=False)()
    return True


class _Frame(dict):
    """As much of a data frame as is asked for."""

    columns = property(dict.keys)


def frame_batches(module):
    x = _Frame(a=[1.0, 2.0], b=[3, 4])
    features, labels = module.pandas_input_fn(x, np.array([5, 6]), shuffle=False)()
    got = run((features, labels))
    return got[0]["b"].tolist() == [3, 4] and got[1].tolist() == [5, 6]


_ESTIMATORS = {
    "DNNClassifier": lambda tf: _classifier(optimizer="Adam")(tf, _dense("DNNClassifier")),
    "DNNLinearCombinedClassifier": lambda tf: _classifier()(
        tf, _combined("DNNLinearCombinedClassifier")
    ),
    "DNNLinearCombinedRegressor": lambda tf: _regressor(
        tf, _combined("DNNLinearCombinedRegressor")
    ),
    "DNNRegressor": lambda tf: _regressor(tf, _dense("DNNRegressor")),
    "Estimator": _estimator,
    "EstimatorSpec": _spec,
    "EvalSpec": lambda tf: tf.estimator.EvalSpec(print).steps == 100,
    "LinearClassifier": lambda tf: _classifier()(tf, _linear("LinearClassifier")),
    "LinearRegressor": lambda tf: _regressor(tf, _linear("LinearRegressor")),
    "ModeKeys": lambda tf: tf.estimator.ModeKeys.PREDICT == "infer",
    "RunConfig": lambda tf: run_config(tf, tf.estimator.RunConfig),
    "TrainSpec": lambda tf: tf.estimator.TrainSpec(print).max_steps is None,
    "train_and_evaluate": _train_and_evaluate,
}


CALLS = {
    **{f"tf.estimator.{name}": call for name, call in _ESTIMATORS.items()},
    "tf.estimator.inputs.numpy_input_fn": lambda tf: numpy_batches(tf, tf.estimator.inputs),
    "tf.estimator.inputs.pandas_input_fn": lambda tf: frame_batches(tf.estimator.inputs),
    "tf.contrib.layers.real_valued_column": lambda tf: near(
        tf.feature_column.input_layer(
            {"x": [[1.0, 2.0]]},
            [tf.contrib.layers.real_valued_column("x", 2, normalizer=lambda x: x + 1)],
        ),
        [[2.0, 3.0]],
    ),
}
