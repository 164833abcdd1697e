"""Calls of data sets and tools."""

import gzip
import struct
import tempfile
from pathlib import Path

import numpy as np
import pytest

from tests.calls import near, run

_DOCUMENTS = ["the cat sat", "the dog's off-road", "the cat"]


def _small(call):
    """`call` with a directory that has a small data set of MNIST's format."""

    def with_data(tf):
        with tempfile.TemporaryDirectory() as directory:
            for part, count in (("t10k", 20), ("train", 60)):
                for kind, shape in (("images-idx3", (count, 28, 28)), ("labels-idx1", (count,))):
                    header = struct.pack(f">{1 + len(shape)}I", 0x0800 + len(shape), *shape)
                    content = gzip.compress(header + bytes(np.prod(shape)))
                    Path(directory, f"{part}-{kind}-ubyte.gz").write_bytes(content)
            return call(tf, directory)

    return with_data


def _read(module):
    def call(tf, directory):
        return _as_mnist(module(tf).read_data_sets(directory, one_hot=True, validation_size=10))

    return _small(call)


def _as_mnist(data):
    images, labels = data.train.next_batch(4)
    return images.shape == (4, 784) and labels.shape == (4, 10) and data.test.num_examples == 20


def _iris(load):
    def call(tf):
        iris = load(tf.contrib.learn.datasets)
        assert iris.data.shape == (150, 4)
        return sorted(set(iris.target)) == [0, 1, 2]

    return call


def _load_dataset(tf):
    with pytest.raises(ValueError, match="Name of dataset is not found: dbpedia"):
        tf.contrib.learn.datasets.load_dataset("dbpedia")
    return _iris(lambda datasets: datasets.load_dataset("iris"))(tf)


def _data_set(tf):
    images = np.arange(8, dtype=np.uint8).reshape(2, 2, 2, 1)
    data = tf.contrib.learn.datasets.mnist.DataSet(images, np.array([3, 4]))
    batch, labels = data.next_batch(2, shuffle=False)
    return labels.tolist() == [3, 4] and np.allclose(batch, images.reshape(2, 4) / 255)


def _load_mnist(tf, directory):
    with pytest.raises(ValueError, match="Validation size should be between 0 and 60"):
        tf.contrib.learn.datasets.mnist.load_mnist(directory)  # whose 5,000 are too many here
    return True


_MIDDLES = np.array([[0, 3], [4, 1], [-3, -2]], "f")


def _clustered(tf, points, rounds=5, **kwargs):
    """The centers after some rounds, the nearest ones of the points, and the mean distances."""
    factorization = tf.contrib.factorization
    inputs = tf.placeholder(tf.float32, [None, 2])
    graph = factorization.KMeans(inputs, 3, **kwargs).training_graph()
    all_scores, (nearest,), (scores,), ready, centers, first, step = graph
    assert all_scores[0].shape.as_list() == [None, 3]
    with tf.Session() as session:
        feed = {inputs: points}
        session.run(tf.global_variables_initializer(), feed)
        assert not session.run(ready)
        session.run(first, feed)
        before = session.run(centers)
        session.run(first, feed)  # which stays as it is
        np.testing.assert_array_equal(session.run(centers), before)
        means = [session.run([scores, step], feed)[0].mean() for _ in range(rounds)]
        return session.run(centers), session.run(nearest, feed), means


def _k_means(tf):
    factorization = tf.contrib.factorization
    rng = np.random.default_rng(2)
    points = np.concatenate([rng.normal(middle, 0.1, (40, 2)) for middle in _MIDDLES])
    groups = np.repeat(np.arange(3), 40)
    first = {"initial_clusters": points[::40] + 1}
    centers, nearest, _ = _clustered(tf, points, **first)
    np.testing.assert_array_equal(nearest, groups)
    np.testing.assert_allclose(centers, [points[groups == g].mean(0) for g in range(3)], rtol=1e-4)
    centers, nearest, _ = _clustered(tf, points, 80, use_mini_batch=True, **first)
    np.testing.assert_allclose(centers, _MIDDLES, atol=0.1)
    best = factorization.KMEANS_PLUS_PLUS_INIT
    _, _, means = _clustered(
        tf, points, distance_metric=factorization.COSINE_DISTANCE, initial_clusters=best
    )
    assert means[-1] < 0.01
    euclidean = factorization.SQUARED_EUCLIDEAN_DISTANCE
    _, _, means = _clustered(
        tf, points, initial_clusters=factorization.RANDOM_INIT, distance_metric=euclidean
    )
    with pytest.raises(ValueError, match="Unsupported distance metric"):
        factorization.KMeans(points, 3, distance_metric="manhattan")
    with pytest.raises(ValueError, match="Unsupported initialization"):
        factorization.KMeans(points, 3, "first")
    return means[-1] <= means[0]


def _network(tf):
    network = tf.examples.tutorials.mnist.mnist
    assert network.IMAGE_PIXELS == network.IMAGE_SIZE**2 == 784
    images = np.eye(20, 784, dtype="f")
    labels = tf.constant(np.arange(20) % network.NUM_CLASSES, tf.int32)
    logits = network.inference(tf.constant(images), 16, 8)
    loss = network.loss(logits, labels)
    step = network.training(loss, 1.0)
    right = network.evaluation(logits, labels)
    assert [v.op.name for v in tf.trainable_variables()][-2:] == [
        "softmax_linear/weights",
        "softmax_linear/biases",
    ]
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        before = session.run(loss)
        for _ in range(300):
            session.run(step)
        after, good = session.run([loss, right])
        assert session.run("global_step:0") == 300
    return after < before and 15 < good <= 20


def _vocabulary(tf):
    processor = tf.contrib.learn.preprocessing.VocabularyProcessor(4)
    numbers = np.array(list(processor.fit_transform(_DOCUMENTS)))
    assert numbers.tolist() == [[1, 2, 3, 0], [1, 4, 5, 0], [1, 2, 0, 0]]
    assert len(processor.vocabulary_) == 6
    assert next(processor.transform(["a cat sat on the mat"])).tolist() == [0, 2, 3, 0]
    assert list(processor.reverse([[1, 4, 0]])) == ["the dog's <UNK>"]
    with tempfile.NamedTemporaryFile() as file:
        processor.save(file.name)
        restored = tf.contrib.learn.preprocessing.VocabularyProcessor.restore(file.name)
    assert next(restored.transform(["cat"])).tolist() == [2, 0, 0, 0]
    rare = tf.contrib.learn.preprocessing.VocabularyProcessor(3, min_frequency=1)
    assert next(rare.fit_transform(_DOCUMENTS)).tolist() == [1, 2, 0]
    letters = tf.contrib.learn.preprocessing.VocabularyProcessor(
        2, tokenizer_fn=lambda d: map(list, d)
    )
    return [x.tolist() for x in letters.fit_transform(["ab", "ba"])] == [[1, 2], [2, 1]]


def _categories(tf):
    vocabulary = tf.contrib.learn.preprocessing.CategoricalVocabulary()
    for word in ["b", "a", "b", "c", "b", "c"]:
        vocabulary.add(word)
    assert vocabulary.get("a") == 2
    vocabulary.trim(1)
    vocabulary.freeze()
    assert vocabulary.get("a") == vocabulary.get("new") == 0
    assert [vocabulary.reverse(k) for k in range(len(vocabulary))] == ["<UNK>", "b", "c"]
    return len(vocabulary) == 3


def _hparams(tf):
    hparams = tf.contrib.training.HParams(rate=0.1, units=[3, 4], name="n", deep=True, steps=5)
    hparams.parse("rate=1,units=[5,6,7],deep=false,name=other name,steps=9")
    assert hparams.values() == {
        "rate": 1.0,
        "units": [5, 6, 7],
        "name": "other name",
        "deep": False,
        "steps": 9,
    }
    assert isinstance(hparams.rate, float)
    hparams.parse("units[1]=2").override_from_dict({"steps": 1.0}).parse_json('{"name": "j"}')
    assert (hparams.units, hparams.steps, hparams.name) == ([5, 2, 7], 1, "j")
    assert "rate" in hparams
    assert hparams.get("none", 3) == 3
    assert '"rate": 1.0' in hparams.to_json()
    hparams.add_hparam("late", 1)
    hparams.del_hparam("rate")
    assert not hasattr(hparams, "rate")
    for bad, message in (
        ("nothing=1", "Unknown hyperparameter"),
        ("steps=x", "Could not parse"),
        ("steps=1,steps=2", "Multiple assignments"),
        ("steps", "Malformed"),
        ("units=3", "Must pass a list"),
    ):
        with pytest.raises(ValueError, match=message):
            hparams.parse(bad)
    with pytest.raises(ValueError, match="reserved"):
        hparams.add_hparam("late", 2)
    with pytest.raises(ValueError, match="Could not cast"):
        hparams.set_hparam("steps", 1.5)
    return True


def _log_prob(name, value, expected, **parameters):
    def call(tf):
        distribution = getattr(tf.contrib.distributions, name)(**parameters)
        assert isinstance(distribution, tf.contrib.distributions.Distribution)
        assert np.isfinite(run(distribution.sample(3, seed=1))).all()
        return near(distribution.log_prob(value), expected)

    return call


def _kl(tf):
    d = tf.contrib.distributions
    return near(d.kl_divergence(d.Normal(0.0, 1.0), d.Normal(1.0, 1.0)), 0.5)


_LOG_2PI = np.log(2 * np.pi)
_DISTRIBUTIONS = {
    "Bernoulli": _log_prob("Bernoulli", 1, np.log(0.25), probs=0.25),
    "Beta": _log_prob("Beta", 0.5, np.log(1.5), concentration1=2.0, concentration0=2.0),
    "Categorical": _log_prob("Categorical", 1, np.log(0.75), probs=[0.25, 0.75]),
    "Dirichlet": _log_prob("Dirichlet", [0.5, 0.5], 0.0, concentration=[1.0, 1.0]),
    "DirichletMultinomial": _log_prob(
        "DirichletMultinomial", [1.0, 0.0], np.log(0.5), total_count=1.0, concentration=[1.0, 1.0]
    ),
    "Distribution": _log_prob("Normal", 0.0, -_LOG_2PI / 2, loc=0.0, scale=1.0),
    "Exponential": _log_prob("Exponential", 1.0, np.log(2) - 2, rate=2.0),
    "Gamma": _log_prob("Gamma", 1.0, -1.0, concentration=1.0, rate=1.0),
    "Laplace": _log_prob("Laplace", 0.0, np.log(0.5), loc=0.0, scale=1.0),
    "Multinomial": _log_prob(
        "Multinomial", [1.0, 1.0], np.log(0.5), total_count=2.0, probs=[0.5, 0.5]
    ),
    "Normal": _log_prob("Normal", 1.0, -0.5 - _LOG_2PI / 2, loc=0.0, scale=1.0),
    "StudentT": _log_prob("StudentT", 0.0, -np.log(np.pi), df=1.0, loc=0.0, scale=1.0),
    "Uniform": _log_prob("Uniform", 1.0, np.log(0.5), low=0.0, high=2.0),
    "kl_divergence": _kl,
}

CALLS = {
    **{
        f"tf.contrib.factorization.{name}": _k_means
        for name in (
            *("COSINE_DISTANCE", "KMEANS_PLUS_PLUS_INIT", "KMeans"),
            *("RANDOM_INIT", "SQUARED_EUCLIDEAN_DISTANCE"),
        )
    },
    **{
        f"tf.examples.tutorials.mnist.mnist.{name}": _network
        for name in (
            *("IMAGE_PIXELS", "IMAGE_SIZE", "NUM_CLASSES"),
            *("evaluation", "inference", "loss", "training"),
        )
    },
    "tf.examples.tutorials.mnist.input_data.read_data_sets": _read(
        lambda tf: tf.examples.tutorials.mnist.input_data
    ),
    "tf.examples.tutorials.mnist.input_data.DataSet": _data_set,
    "tf.contrib.learn.datasets.load_dataset": _load_dataset,
    "tf.contrib.learn.datasets.load_iris": _iris(lambda datasets: datasets.load_iris()),
    "tf.contrib.learn.datasets.base.Dataset": lambda tf: (
        tf.contrib.learn.datasets.base.Dataset(data=1, target=2).target == 2
    ),
    "tf.contrib.learn.datasets.base.Datasets": lambda tf: (
        tf.contrib.learn.datasets.base.Datasets(1, 2, 3).validation == 2
    ),
    "tf.contrib.learn.datasets.mnist.DataSet": _data_set,
    "tf.contrib.learn.datasets.mnist.load_mnist": _small(_load_mnist),
    "tf.contrib.learn.datasets.mnist.read_data_sets": _read(
        lambda tf: tf.contrib.learn.datasets.mnist
    ),
    "tf.contrib.learn.ModeKeys": lambda tf: (
        (
            tf.contrib.learn.ModeKeys.TRAIN,
            tf.contrib.learn.ModeKeys.EVAL,
            tf.contrib.learn.ModeKeys.INFER,
        )
        == ("train", "eval", "infer")
    ),
    "tf.contrib.learn.preprocessing.CategoricalVocabulary": _categories,
    "tf.contrib.learn.preprocessing.VocabularyProcessor": _vocabulary,
    "tf.contrib.training.HParams": _hparams,
    "tf.contrib.training.python.training.hparam.HParams": _hparams,
    **{f"tf.contrib.distributions.{n}": c for n, c in _DISTRIBUTIONS.items()},
}
