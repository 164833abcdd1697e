"""Calls of feature columns, and of what learns from them: wide, and wide and deep."""

import tempfile
from pathlib import Path

import numpy as np
import pytest

from tests.calls import near

_ROWS = 200
_RNG = np.random.default_rng(0)
_AGE = _RNG.integers(18, 80, _ROWS).astype(float)
_STUDIED = _RNG.choice(["no", "some", "all"], _ROWS)
_WORK = _RNG.choice(["office", "farm", "sea"], _ROWS)
_LABELS = ((_AGE > 40) & (_STUDIED == "all")).astype(int)


def _census(tf):
    """As the census of the tutorial: numbers in a tensor, words in sparse ones."""

    def words(values):
        indices = [[row, 0] for row in range(_ROWS)]
        return tf.SparseTensor(indices, values, [_ROWS, 1])

    features = {"age": tf.constant(_AGE), "studied": words(_STUDIED), "work": words(_WORK)}
    return features, tf.constant(_LABELS)


def _wide_and_deep(tf):
    layers = tf.contrib.layers
    studied = layers.sparse_column_with_keys("studied", ["no", "some", "all"])
    work = layers.sparse_column_with_hash_bucket("work", 50)
    age = layers.real_valued_column("age")
    ages = layers.bucketized_column(age, [25, 40, 60])
    crossed = [layers.crossed_column(pair, 10_000) for pair in ([studied, work], [ages, studied])]
    wide = [studied, work, ages, *crossed]
    deep = [layers.embedding_column(work, 4), layers.one_hot_column(studied), age]
    return wide, deep


def _learnt(tf, made, names):
    """Trains and asks a classifier of the census, whose variables are to have these names."""
    assert made.fit(input_fn=lambda: _census(tf), steps=100) is made
    found = made.evaluate(input_fn=lambda: _census(tf), steps=1)
    assert found["accuracy"] > 0.9
    assert found["global_step"] == 100
    assert names <= set(made.get_variable_names())
    rows = list(made.predict(input_fn=lambda: _census(tf)[0]))  # one batch, as all is constant
    return len(rows) == _ROWS and np.mean(rows == _LABELS) > 0.9


def _linear_on_columns(tf):
    wide, _ = _wide_and_deep(tf)
    made = tf.contrib.learn.LinearClassifier(wide, optimizer=tf.train.FtrlOptimizer(0.2))
    names = {f"linear/{name}/weights" for name in ("studied", "work", "age_bucketized_X_studied")}
    return _learnt(tf, made, names | {"linear/bias_weight"})


def _classifier(tf):
    wide, deep = _wide_and_deep(tf)
    made = tf.contrib.learn.DNNLinearCombinedClassifier(
        linear_feature_columns=wide,
        linear_optimizer=tf.train.FtrlOptimizer(0.2),
        dnn_feature_columns=deep,
        dnn_hidden_units=[8, 4],
        gradient_clip_norm=5.0,
    )
    with pytest.raises(ValueError, match="Either linear_feature_columns or dnn_feature_columns"):
        tf.contrib.learn.DNNLinearCombinedClassifier()
    assert _linear_on_columns(tf)
    return _learnt(tf, made, {"linear/studied/weights", "dnn/hiddenlayer_1/weights"})


def _regressor(tf):
    x = np.linspace(-1, 1, 60, dtype="f")
    column = tf.contrib.layers.real_valued_column("x")
    made = tf.contrib.learn.DNNLinearCombinedRegressor(
        linear_feature_columns=[tf.contrib.layers.bucketized_column(column, [0.0])],
        linear_optimizer=tf.train.FtrlOptimizer(0.3),
        dnn_feature_columns=[column],
        dnn_hidden_units=[4],
    )
    made.fit({"x": x}, np.sign(x), steps=200)
    scores = made.predict({"x": x}, as_iterable=False)
    return scores.shape == (60,) and np.abs(scores - np.sign(x)).mean() < 0.4


def _counted(tf, column, features, expected):
    """Compares how often each id of a sparse column is there."""
    counts = tf.contrib.layers.one_hot_column(column)
    inputs = tf.contrib.layers.input_from_feature_columns(features, [counts])
    with tf.Session() as session:
        session.run(tf.tables_initializer())
        np.testing.assert_array_equal(session.run(inputs), expected)
    return True


def _keys(tf):
    layers = tf.contrib.layers
    words = {"w": tf.constant([["b", "a"], ["b", "?"]])}
    two = layers.sparse_column_with_keys("w", ["a", "b"])
    assert _counted(tf, two, words, [[1, 1], [0, 1]])
    known = layers.sparse_column_with_keys("w", ["a", "b"], default_value=0)
    return _counted(tf, known, words, [[1, 1], [1, 1]])


def _lines(tf):
    words = {"w": tf.constant([["b", "a"], ["?", "?"]])}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "words.txt")
        path.write_text("a\nb\nc\n")
        make = tf.contrib.layers.sparse_column_with_vocabulary_file
        assert _counted(tf, make("w", str(path)), words, [[1, 1, 0], [0, 0, 0]])
        two = make("w", str(path), num_oov_buckets=1, vocab_size=2)
        return _counted(tf, two, words, [[1, 1, 0], [0, 0, 2]])


def _weighted(tf):
    layers = tf.contrib.layers
    words = layers.sparse_column_with_keys("w", ["a", "b"], combiner="mean")
    column = layers.weighted_sparse_column(words, "often")
    features = {"w": tf.constant([["b", "a"]]), "often": tf.constant([[3.0, 0.5]])}
    return column.combiner == "mean" and _counted(tf, column, features, [[0.5, 3]])


def _hashed(tf):
    words = {"w": tf.constant([["a", "a"], ["b", ""]])}
    column = tf.contrib.layers.sparse_column_with_hash_bucket("w", 3, combiner="mean")
    ids = tf.string_to_hash_bucket_fast(["a", "b"], 3)
    with tf.Session() as session:
        first, second = session.run(tf.one_hot(ids, 3))
    return column.combiner == "mean" and _counted(tf, column, words, [2 * first, second])


def _integerized(tf):
    column = tf.contrib.layers.sparse_column_with_integerized_feature("n", 3)
    return _counted(tf, column, {"n": tf.constant([[2], [0]])}, [[0, 0, 1], [1, 0, 0]])


def _bucketized(tf):
    layers = tf.contrib.layers
    column = layers.bucketized_column(layers.real_valued_column("x"), [3.0, 1.0])
    inputs = layers.input_from_feature_columns({"x": [[0.0], [1.0], [5.0]]}, [column])
    return near(inputs, np.eye(3))


def _crossed(tf):
    layers = tf.contrib.layers
    hashed = layers.sparse_column_with_hash_bucket("w", 10)
    keys = layers.sparse_column_with_keys("v", ["x", "y"])
    column = layers.crossed_column([hashed, keys], 5)
    features = {"w": tf.constant([["a"], ["a"], ["b"]]), "v": tf.constant([["x"], ["x"], ["y"]])}
    inputs = layers.input_from_feature_columns(features, [layers.one_hot_column(column)])
    with pytest.raises(ValueError, match="columns from checkpoints are not covered"):
        layers.crossed_column([hashed, keys], 5, ckpt_to_load_from="c")
    with tf.Session() as session:
        session.run(tf.tables_initializer())
        found = session.run(inputs)
    return (found.sum(1) == 1).all() and (found[0] == found[1]).all()


def _embedding(tf):
    layers = tf.contrib.layers
    words = layers.sparse_column_with_keys("w", ["a", "b"])
    features = {"w": tf.constant([["a", "b"], ["b", ""]])}
    for combiner, first in ((None, 3.0), ("sum", 6.0)):
        column = layers.embedding_column(
            words, 1, combiner, initializer=tf.constant_initializer([[2.0], [4.0]])
        )
        with tf.variable_scope(combiner or "mean"), tf.Session() as session:
            inputs = layers.input_from_feature_columns(features, [column])
            session.run([tf.global_variables_initializer(), tf.tables_initializer()])
            assert session.run(inputs).tolist() == [[first], [4]]
    plain = layers.embedding_column(layers.sparse_column_with_integerized_feature("n", 10_000), 4)
    inputs = layers.input_from_feature_columns({"n": [[1]]}, [plain])
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        (variable,) = tf.trainable_variables()[-1:]
        assert np.abs(session.run(variable)).max() < 0.021  # two deviations of 1/√10,000
        return session.run(inputs).shape == (1, 4)


def _parsing(tf):
    layers = tf.contrib.layers
    spec = layers.create_feature_spec_for_parsing(
        {layers.real_valued_column("x", 2), layers.sparse_column_with_hash_bucket("w", 10)}
    )
    return spec == {
        "x": tf.FixedLenFeature((2,), tf.float32),
        "w": tf.VarLenFeature(tf.string),
    }


_LAYERS = {
    "bucketized_column": _bucketized,
    "create_feature_spec_for_parsing": _parsing,
    "crossed_column": _crossed,
    "embedding_column": _embedding,
    "input_from_feature_columns": _bucketized,
    "one_hot_column": _keys,
    "sparse_column_with_hash_bucket": _hashed,
    "sparse_column_with_integerized_feature": _integerized,
    "sparse_column_with_keys": _keys,
    "sparse_column_with_vocabulary_file": _lines,
    "weighted_sparse_column": _weighted,
}

CALLS = {
    **{f"tf.contrib.layers.{name}": call for name, call in _LAYERS.items()},
    "tf.contrib.learn.DNNLinearCombinedClassifier": _classifier,
    "tf.contrib.learn.DNNLinearCombinedRegressor": _regressor,
}
