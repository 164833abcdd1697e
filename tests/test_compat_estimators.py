"""The estimators of `tf.estimator` and `tf.contrib.learn`: rates, losses and arguments."""

from typing import NamedTuple

import numpy as np
import pytest

from compat.estimator import _canned

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*is deprecated"),  # pytest resets the filters
]

_X = np.random.default_rng(4).normal(size=(40, 3)).astype("f")
_Y = (_X[:, 0] > 0).astype(np.int32)


@pytest.fixture
def rates(monkeypatch):
    """The learning rates of the optimizers that are made, by the names of their classes."""
    from compat import tf

    made = {}
    for name in ("Adagrad", "Adam", "Ftrl"):
        optimizer = getattr(tf.train, f"{name}Optimizer")

        def record(rate, name=name, optimizer=optimizer):
            made[name] = rate
            return optimizer(rate)

        monkeypatch.setitem(_canned._OPTIMIZERS, name, record)
    return made


def _columns(tf, count=1):
    return [tf.feature_column.numeric_column(f"x{i}", shape=[3]) for i in range(count)]


def _fit(tf, estimator, steps=1):
    """Trains an estimator of either name space on all rows at once."""
    x = {f"x{i}": _X for i in range(2)} | {"w": np.arange(40, dtype="f")}
    input_fn = tf.estimator.inputs.numpy_input_fn(x, _Y, 40, None, shuffle=False)
    return estimator.train(input_fn, steps=steps)


def test_rates_of_the_sum_of_both_models(rates):
    from compat import tf

    columns = _columns(tf)
    both = {
        "linear_feature_columns": columns,
        "dnn_feature_columns": columns,
        "dnn_hidden_units": [4],
    }
    for kind in ("DNNLinearCombinedClassifier", "DNNLinearCombinedRegressor"):
        rates.clear()
        _fit(tf, getattr(tf.estimator, kind)(**both))
        assert rates == {"Adagrad": 0.001, "Ftrl": 0.005}
        rates.clear()
        _fit(tf, getattr(tf.contrib.learn, kind)(**both))
        assert rates == {"Adagrad": 0.05, "Ftrl": 0.2}
    _fit(tf, tf.estimator.DNNClassifier([4], columns))
    _fit(tf, tf.estimator.LinearClassifier(columns))
    assert rates == {"Adagrad": 0.05, "Ftrl": 0.2}


def test_weights_of_contrib_learn():
    from compat import tf

    column = tf.contrib.layers.real_valued_column("x0", 3)
    options = {"optimizer": tf.train.GradientDescentOptimizer(1.0), "weight_column_name": "w"}
    made = _fit(tf, tf.contrib.learn.LinearRegressor([column], **options))
    weights = np.arange(40)
    # The gradient of Σ w (0 - y)² / 40.
    assert made.bias_ == pytest.approx(2 * (weights * _Y).sum() / 40)
    still = {"optimizer": tf.train.GradientDescentOptimizer(0.0), "weight_column_name": "w"}
    made = _fit(tf, tf.contrib.learn.LinearClassifier([column], **still))
    x = {"x0": _X, "w": weights.astype("f")}
    found = made.evaluate(input_fn=tf.estimator.inputs.numpy_input_fn(x, _Y, 40, 1, shuffle=False))
    assert found["loss"] == pytest.approx(np.log(2))


def test_options_of_contrib_learn(rates):
    from compat import tf

    learn, layers = tf.contrib.learn, tf.contrib.layers
    words = layers.sparse_column_with_keys("word", ["a", "b"])
    embeddings = [layers.embedding_column(words, 2, initializer=tf.ones_initializer())]

    def input_fn():
        labels = tf.constant(["no", "yes", "no", "no"])
        return {"word": tf.constant([["a"], ["b"], ["a"], ["a"]])}, labels

    sgd = tf.train.GradientDescentOptimizer(0.5)
    options = {"label_keys": ["no", "yes"], "embedding_lr_multipliers": {embeddings[0]: 0.0}}
    made = learn.DNNClassifier([4], embeddings, optimizer=sgd, **options)
    made.fit(input_fn=input_fn, steps=1)
    (name,) = [name for name in made.get_variable_names() if "embedding_weights" in name]
    np.testing.assert_array_equal(made.get_variable_value(name), np.ones((2, 2)))
    assert set(made.predict(input_fn=input_fn)) <= {b"no", b"yes"}
    options["embedding_lr_multipliers"] = None
    made = learn.DNNClassifier([4], embeddings, optimizer=sgd, **options)
    made.fit(input_fn=input_fn, steps=1)
    assert (made.get_variable_value(name) != 1).any()

    _fit(tf, learn.LinearClassifier(_columns(tf), optimizer="Adam"))
    assert rates.pop("Adam") == 0.2
    _fit(tf, learn.DNNClassifier([4], _columns(tf), optimizer="Adam"))
    assert rates.pop("Adam") == 0.05
    made = learn.LinearClassifier([words], label_keys=["no", "yes"], optimizer="SGD")
    made.fit(input_fn=input_fn, steps=20)
    assert list(made.predict(input_fn=input_fn)) == [b"no", b"yes", b"no", b"no"]
    with pytest.raises(ValueError, match="enable_centered_bias is not covered by compat; leave"):
        learn.DNNRegressor([4], enable_centered_bias=True)


def test_params_of_any_kind():
    from compat import tf

    class Rate(NamedTuple):
        rate: float

    def model_fn(features, labels, mode, params):
        loss = tf.get_variable("x", [], initializer=tf.zeros_initializer())
        step = tf.train.get_global_step()
        train = tf.train.GradientDescentOptimizer(params.rate).minimize(loss, step)
        return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train)

    for params in (Rate(0.25), tf.contrib.training.HParams(rate=0.25)):
        made = _fit(tf, tf.estimator.Estimator(model_fn, params=params))
        assert made.get_variable_value("x") == -0.25
        assert type(made.params) is type(params)
        assert made.params is not made.params or isinstance(params, tuple)
