"""Calls of `tf.contrib.image`, of small images whose pixels one can follow."""

import numpy as np
import pytest

from tests.calls import near, run

_IMAGE = np.arange(12, dtype="f").reshape(3, 4)
_BATCH = np.stack([_IMAGE, -_IMAGE])[..., None]


def _rotate(tf):
    rotate = tf.contrib.image.rotate
    square = _IMAGE[:, :3]
    for turns in range(4):
        assert near(rotate(square, turns * np.pi / 2), np.rot90(square, turns))
    assert near(rotate(_IMAGE.astype("i4"), np.pi), _IMAGE[::-1, ::-1])
    both = rotate(_BATCH, [0.0, np.pi], interpolation="bilinear")
    assert both.shape.as_list() == [2, 3, 4, 1]
    assert near(both, np.stack([_BATCH[0], _BATCH[1][::-1, ::-1]]))
    assert near(rotate(_BATCH[0], np.pi), _BATCH[0][::-1, ::-1])
    with pytest.raises(TypeError, match="Invalid dtype"):
        rotate(tf.constant([["a"]]), 1.0)
    with pytest.raises(TypeError, match="rank between 2 and 4"):
        rotate(tf.zeros([3]), 1.0)
    with pytest.raises(TypeError, match="Angles should have rank 0 or 1"):
        rotate(_BATCH, [[1.0]])
    return _gradient(tf)


def _gradient(tf):
    """A turn about half is its own transpose."""
    image, weights = tf.constant(_IMAGE), tf.constant(_IMAGE[::-1] ** 2)
    (gradient,) = tf.gradients(
        tf.reduce_sum(weights * tf.contrib.image.rotate(image, np.pi)), [image]
    )
    return near(gradient, (_IMAGE[::-1] ** 2)[::-1, ::-1])


def _translate(tf):
    translate = tf.contrib.image.translate
    moved = np.zeros_like(_IMAGE)
    moved[1:, 2:] = _IMAGE[:-1, :-2]
    assert near(translate(_IMAGE, [2, 1]), moved)
    half = (_IMAGE[:, 1:] + _IMAGE[:, :-1]) / 2
    assert near(translate(_IMAGE, [0.5, 0], "BILINEAR")[:, 1:], half)
    assert near(translate(_BATCH, [[2, 1], [0, 0]]), np.stack([moved[..., None], _BATCH[1]]))
    with pytest.raises(TypeError, match="Translations should have rank 1 or 2"):
        translate(_IMAGE, 1.0)
    return True


def _transform(tf):
    image = tf.contrib.image
    twice = image.transform(_IMAGE, [0.5, 0, 0, 0, 0.5, 0, 0, 0], output_shape=[5, 7])
    at = [0, 0.5, 1, 1.5, 2, 2.5, 3]
    rounded = [int(np.floor(x + 0.5)) for x in at]  # away from 0
    assert near(twice, _IMAGE[np.ix_(rounded[:5], rounded)])
    # What lies behind the plane: (x, y) of the input is that of the output / (1 + x).
    seen = run(image.transform(_IMAGE, [2.0, 0, 0, 0, 1, 0, 1, 0]))
    assert seen[0].tolist() == [0, 1, 1, 2]  # at 0, 1, 4/3 and 3/2
    with pytest.raises(TypeError, match="Transforms should have rank 1 or 2"):
        image.transform(_IMAGE, 1.0)
    return True


def _compose(tf):
    """One after another is the product of the matrices, and one transform."""
    image = tf.contrib.image
    turn = image.angles_to_projective_transforms(np.pi, 3, 4)
    move = image.translations_to_projective_transforms([1, 0])
    one_by_one = image.transform(image.transform(_IMAGE, turn), move)
    assert near(image.transform(_IMAGE, image.compose_transforms(turn, move)), run(one_by_one))
    with pytest.raises(AssertionError, match="cannot be empty"):
        image.compose_transforms()
    matrices = image.flat_transforms_to_matrices(move)
    assert near(matrices, [[[1, 0, -1], [0, 1, 0], [0, 0, 1]]])
    assert near(image.matrices_to_flat_transforms(2 * matrices), run(move))
    c, s = np.cos(0.3), np.sin(0.3)
    middle = np.array([1.5, 1.0]) - np.array([[c, -s], [s, c]]) @ [1.5, 1.0]
    transform = image.angles_to_projective_transforms([0.3], 3, 4)
    return near(transform, [[c, -s, middle[0], s, c, middle[1], 0, 0]])


def _warp(tf):
    """Against the interpolation of one pixel at a time; gradients go to the image and the flow."""
    rng = np.random.default_rng(13)
    images = rng.normal(size=(2, 3, 4, 2)).astype("f")
    flow = rng.normal(0, 2, (2, 3, 4, 2)).astype("f")
    expected = np.empty_like(images)
    for k, row, column in np.ndindex(2, 3, 4):
        y = np.clip(row - flow[k, row, column, 0], 0, 2)
        x = np.clip(column - flow[k, row, column, 1], 0, 3)
        expected[k, row, column] = sum(
            max(0, 1 - abs(y - j)) * max(0, 1 - abs(x - i)) * images[k, j, i]
            for j, i in np.ndindex(3, 4)
        )
    inputs = [tf.constant(images), tf.placeholder_with_default(flow, [None] * 4)]
    warped = tf.contrib.image.dense_image_warp(*inputs)
    assert near(warped, expected)
    to_image, to_flow = run(tf.gradients(warped, inputs))
    np.testing.assert_allclose(to_image.sum(), images.size, rtol=1e-5)
    return np.isfinite(to_flow).all() and to_flow.any()


CALLS = {
    "angles_to_projective_transforms": _compose,
    "compose_transforms": _compose,
    "dense_image_warp": _warp,
    "flat_transforms_to_matrices": _compose,
    "matrices_to_flat_transforms": _compose,
    "rotate": _rotate,
    "transform": _transform,
    "translate": _translate,
    "translations_to_projective_transforms": _compose,
}
