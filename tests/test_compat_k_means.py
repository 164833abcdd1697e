"""`tf.contrib.factorization.KMeans` moves its centers as TensorFlow 1 did."""

import numpy as np
import pytest

from compat import tf

_POINTS = np.random.default_rng(3).normal([1, 2], 1, (20, 2)).astype("f")
_FAR = [[1, 2], [2, 1], [-90, -80]]
"""The last of these centers gets no points."""


def _centers(points=_POINTS, steps=3, **kwargs):
    """The centers before, and after each step."""
    with tf.Graph().as_default(), tf.Session() as session:
        graph = tf.contrib.factorization.KMeans(tf.constant(points), 3, **kwargs).training_graph()
        *_, centers, first, step = graph
        session.run(tf.global_variables_initializer())
        session.run(first)
        found = [session.run(centers)]
        for _ in range(steps):
            session.run(step)
            found.append(session.run(centers))
        return found


def _nearest(points, centers, cosine):
    if cosine:
        return np.argmax(points @ _normal(centers).T, 1)
    return np.argmin(((points[:, None] - centers) ** 2).sum(2), 1)


def _normal(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


@pytest.mark.parametrize("cosine", [False, True])
@pytest.mark.parametrize("mini_batch", [False, True])
def test_how_centers_move(cosine, mini_batch):
    metric = "cosine" if cosine else "squared_euclidean"
    first, *rest = _centers(
        initial_clusters=_FAR, distance_metric=metric, use_mini_batch=mini_batch
    )
    points = _normal(_POINTS) if cosine else _POINTS
    expected = np.array(_FAR, "f")
    if cosine:
        expected = _normal(expected)
    np.testing.assert_allclose(first, expected, rtol=1e-5)
    assert 2 not in _nearest(points, expected, cosine)
    np.testing.assert_allclose(rest[0][2], first[2] if mini_batch else [0, 0])
    counts = np.ones(3)
    for found in rest:
        groups = _nearest(points, expected, cosine)
        got = np.bincount(groups, minlength=3)[:, None]
        sums = np.stack([points[groups == k].sum(0) for k in range(3)])
        if mini_batch:
            counts += got[:, 0]
            expected = expected + (sums - got * expected) / counts[:, None]
        else:
            expected = sums / (got + 1e-6)
            expected = _normal(expected) if cosine else expected
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)


def test_random_centers_may_be_the_same():
    drawn = [tuple(_centers(steps=0, random_seed=seed)[0][:, 0].tolist()) for seed in range(30)]
    assert all(x in _POINTS[:, 0] for centers in drawn for x in centers)
    assert any(len(set(centers)) < 3 for centers in drawn)
    few = _centers(_POINTS[:3], steps=0)[0]
    np.testing.assert_array_equal(few, _POINTS[:3])
