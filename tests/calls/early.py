"""Calls of the names of TensorFlow 0.x."""

import numpy as np

from tests.calls import near, run

_MATRIX = np.array([[2.0, 1.0], [1.0, 3.0]], "f")
_BATCH = np.stack([_MATRIX, 2 * _MATRIX])
_INVERSE = np.linalg.inv(_BATCH)
_VECTORS = np.array([[[1.0], [2.0]], [[3.0], [4.0]]], "f")
_COMPLEX = np.array([[1 + 2j, 3 - 1j], [0.5j, 2]], "complex64")


def _tags(merged) -> list[str]:
    from compat import tf

    return [value.tag for value in tf.Summary.FromString(run(merged)).value]


def _concat(tf):
    a, b = tf.ones([2, 3]), tf.zeros([2, 3])
    axis = tf.constant(1)
    for joined in (
        tf.concat(0, [a, b]),
        tf.concat(concat_dim=0, values=[a, b]),
        tf.concat(np.int64(0), (a, b), name="joined"),
        tf.concat([a, b], 0),
        tf.concat(axis=0, values=[a, b]),
    ):
        assert joined.shape == [4, 3]
    assert tf.concat(0, [a, b], "named").op.name == "named"
    return run(tf.concat(axis, [a, b])).shape == run(tf.concat([a, b], axis)).shape == (2, 6)


def _split(tf):
    x = tf.reshape(tf.range(12), [4, 3])
    for parts in (
        tf.split(0, 2, x),
        tf.split(0, num_split=2, value=x),
        tf.split(split_dim=0, num_split=2, value=x),
        tf.split(x, 2),
        tf.split(x, [2, 2], 0),
        tf.split(value=x, num_or_size_splits=2, axis=0),
    ):
        assert run(parts[1]).tolist() == [[6, 7, 8], [9, 10, 11]]
    return len(tf.split(1, 3, np.ones((4, 3)))) == 3


def _reverse(tf):
    x = [[1, 2], [3, 4]]
    ways = (
        tf.reverse(x, [False, True]),
        tf.reverse(x, dims=[False, True]),
        tf.reverse(x, tf.constant([False, True])),
        tf.reverse(x, [1]),
        tf.reverse(x, axis=[-1]),
    )
    return all(run(way).tolist() == [[2, 1], [4, 3]] for way in ways)


def _scalar_summary(tf, scope):
    assert _tags(scope.scalar_summary("loss", 2.0)) == ["loss"]
    with tf.name_scope("below"):
        scope.scalar_summary(["a b", "c"], [1.0, 2.0])
    return sorted(_tags(tf.merge_all_summaries())) == ["a b", "c", "loss"]


def _of_either_order(name):
    def call(tf):
        logits = tf.constant([[1.0, 2.0], [0.5, 0.0]])
        labels = tf.constant([1, 0]) if "sparse" in name else tf.constant([[0.0, 1.0], [1.0, 0.0]])
        loss = getattr(tf.nn, name)
        by_name = run(loss(labels=labels, logits=logits))
        z = np.array([[1, 2], [0.5, 0]])
        y = np.array([[0, 1], [1, 0]])
        expected = (
            np.maximum(z, 0) - z * y + np.log1p(np.exp(-abs(z)))
            if "sigmoid" in name
            else np.log(np.exp(z).sum(1)) - (z * y).sum(1)
        )
        np.testing.assert_allclose(by_name, expected, rtol=1e-5)
        if "sigmoid" in name:
            assert near(loss(logits, targets=labels), expected)
        return near(loss(logits, labels), expected)

    return call


def _ctc_loss(tf):
    inputs = tf.constant(np.random.default_rng(0).normal(size=(4, 1, 3)), tf.float32)
    labels = tf.SparseTensor([[0, 0], [0, 1]], [1, 0], [1, 2])
    losses = [
        tf.nn.ctc_loss(labels, inputs, [4]),
        tf.nn.ctc_loss(inputs, labels, [4]),
        tf.nn.ctc_loss(inputs, labels=labels, sequence_length=[4]),
        tf.nn.ctc_loss(inputs=inputs, labels=labels, sequence_length=[4]),
    ]
    assert np.ptp(run(losses)) == 0
    apart = tf.nn.ctc_loss(inputs, labels, [4], False, False)
    return near(apart, run(tf.nn.ctc_loss(labels, inputs, [4], ctc_merge_repeated=False)))


def _sampled(name):
    def call(tf):
        tf.set_random_seed(1)
        weights, biases = tf.ones([9, 2]), tf.zeros([9])
        inputs, labels = tf.ones([3, 2]), tf.constant([[1], [2], [3]], tf.int64)
        sampled = (tf.constant([4, 5], tf.int64), tf.ones([3, 1]), tf.ones([2]))
        loss = getattr(tf.nn, name)
        old = loss(weights, biases, inputs, labels, 2, 9, sampled_values=sampled)
        new = loss(weights, biases, labels, inputs, 2, 9, sampled_values=sampled)
        by_name = loss(
            weights=weights,
            biases=biases,
            labels=labels,
            inputs=inputs,
            num_sampled=2,
            num_classes=9,
            sampled_values=sampled,
        )
        return near(old, run(new)) and near(old, run(by_name)) and run(old).shape == (3,)

    return call


def _resize_images(tf):
    image = np.arange(16, dtype="f").reshape(1, 4, 4, 1)
    new = run(tf.image.resize_images(image, [2, 2]))
    assert new.shape == (1, 2, 2, 1)
    nearest = tf.image.ResizeMethod.NEAREST_NEIGHBOR
    assert run(tf.image.resize_images(image, 2, 2, nearest)).ravel().tolist() == [0, 2, 8, 10]
    return near(tf.image.resize_images(image, 2, 2), new)


def _writer(tf, writer):
    import glob
    import tempfile

    with tempfile.TemporaryDirectory() as directory:
        writer = writer(directory)
        summary = tf.Summary(value=[tf.Summary.Value(tag="t", simple_value=1.0)])
        writer.add_summary(summary, 1)
        writer.close()
        (path,) = glob.glob(f"{directory}/events.*")
        *_, last = tf.train.summary_iterator(path)
    return last.summary.value[0].tag == "t"


def _writer_cache(tf):
    import tempfile

    with tempfile.TemporaryDirectory() as directory:
        cache = tf.train.SummaryWriterCache
        same = cache.get(directory) is cache.get(directory)
        cache.clear()
    return same


def _unrolled(tf, unroll, cells):
    inputs = [tf.ones([2, 3])] * 4
    outputs, *_ = unroll(
        *(tf.nn.rnn_cell.BasicRNNCell(5) for _ in range(cells)), inputs, dtype=tf.float32
    )
    return len(outputs) == 4 and run(outputs[-1]).shape == (2, 5 * cells)


def state_saving(unroll):
    from compat import tf

    class Saver:
        def state(self, name):
            return tf.ones([2, 5]) if name == "h" else None

        def save_state(self, name, state):
            assert name == "h"
            return tf.identity(state)

    cell = tf.nn.rnn_cell.BasicRNNCell(5)
    outputs, state = unroll(cell, [tf.ones([2, 3])], Saver(), "h")
    got, saved = run([outputs[0], state])
    np.testing.assert_array_equal(got, saved)
    return got.shape == (2, 5)


def _eig(tf):
    values, vectors = run(tf.batch_self_adjoint_eig(_BATCH))
    return np.allclose(
        vectors @ (values[..., None] * vectors.transpose(0, 2, 1)), _BATCH, atol=1e-5
    )


def _svd(tf):
    s, u, v = run(tf.batch_svd(_BATCH))
    return np.allclose(u @ (s[..., None] * v.transpose(0, 2, 1)), _BATCH, atol=1e-5)


_TRIANGLE = np.linalg.cholesky(_BATCH)
_SUMMARIES = {
    "audio_summary": lambda tf, scope: (
        _tags(scope.audio_summary("a", tf.zeros([2, 8, 1]), 8000, max_outputs=1)) == ["a/audio"]
    ),
    "histogram_summary": lambda tf, scope: _tags(scope.histogram_summary("h", [1.0, 2.0])) == ["h"],
    "image_summary": lambda tf, scope: (
        _tags(scope.image_summary("i", tf.zeros([2, 4, 4, 1]), max_images=1)) == ["i/image"]
    ),
    "scalar_summary": _scalar_summary,
    "merge_all_summaries": lambda tf, scope: (
        scope.merge_all_summaries() is None
        and scope.scalar_summary("x", 1.0) is not None
        and _tags(scope.merge_all_summaries()) == ["x"]
    ),
    "merge_summary": lambda tf, scope: (
        _tags(scope.merge_summary([scope.scalar_summary(tag, 1.0) for tag in "ab"])) == ["a", "b"]
    ),
}

CALLS = {
    "tf.batch_cholesky": lambda tf: near(tf.batch_cholesky(_BATCH), _TRIANGLE),
    "tf.batch_cholesky_solve": lambda tf: near(
        tf.batch_cholesky_solve(_TRIANGLE, _VECTORS), _INVERSE @ _VECTORS
    ),
    "tf.batch_fft": lambda tf: near(tf.batch_fft(_COMPLEX), np.fft.fft(_COMPLEX)),
    "tf.batch_fft2d": lambda tf: near(tf.batch_fft2d(_COMPLEX[None]), np.fft.fft2(_COMPLEX[None])),
    "tf.batch_fft3d": lambda tf: near(
        tf.batch_fft3d(_COMPLEX[None, None]), np.fft.fftn(_COMPLEX)[None, None]
    ),
    "tf.batch_ifft": lambda tf: near(tf.batch_ifft(_COMPLEX), np.fft.ifft(_COMPLEX)),
    "tf.batch_ifft2d": lambda tf: near(
        tf.batch_ifft2d(_COMPLEX[None]), np.fft.ifft2(_COMPLEX[None])
    ),
    "tf.batch_ifft3d": lambda tf: near(
        tf.batch_ifft3d(_COMPLEX[None, None]), np.fft.ifftn(_COMPLEX)[None, None]
    ),
    "tf.batch_matmul": lambda tf: near(
        tf.batch_matmul(_BATCH, _VECTORS, adj_x=True), _BATCH @ _VECTORS
    ),
    "tf.batch_matrix_band_part": lambda tf: near(
        tf.batch_matrix_band_part(_BATCH, 0, -1), np.triu(_BATCH)
    ),
    "tf.batch_matrix_determinant": lambda tf: near(
        tf.batch_matrix_determinant(_BATCH), np.linalg.det(_BATCH)
    ),
    "tf.batch_matrix_diag": lambda tf: near(
        tf.batch_matrix_diag([[1.0, 2.0]]), [[[1.0, 0.0], [0.0, 2.0]]]
    ),
    "tf.batch_matrix_diag_part": lambda tf: near(
        tf.batch_matrix_diag_part(_BATCH), [[2.0, 3.0], [4.0, 6.0]]
    ),
    "tf.batch_matrix_inverse": lambda tf: near(tf.batch_matrix_inverse(_BATCH), _INVERSE),
    "tf.batch_matrix_set_diag": lambda tf: near(
        tf.batch_matrix_set_diag(_BATCH[:1], [[7.0, 8.0]]), [[[7.0, 1.0], [1.0, 8.0]]]
    ),
    "tf.batch_matrix_solve": lambda tf: near(
        tf.batch_matrix_solve(_BATCH, _VECTORS), _INVERSE @ _VECTORS
    ),
    "tf.batch_matrix_solve_ls": lambda tf: near(
        tf.batch_matrix_solve_ls(_BATCH, _VECTORS, fast=False), _INVERSE @ _VECTORS
    ),
    "tf.batch_matrix_transpose": lambda tf: near(
        tf.batch_matrix_transpose(_VECTORS), _VECTORS.transpose(0, 2, 1)
    ),
    "tf.batch_matrix_triangular_solve": lambda tf: near(
        tf.batch_matrix_triangular_solve(_TRIANGLE, _VECTORS),
        np.linalg.inv(_TRIANGLE) @ _VECTORS,
    ),
    "tf.batch_self_adjoint_eig": _eig,
    "tf.batch_svd": _svd,
    "tf.complex_abs": lambda tf: near(tf.complex_abs(_COMPLEX), abs(_COMPLEX)),
    "tf.concat": _concat,
    "tf.inv": lambda tf: near(tf.inv(4.0), 0.25),
    "tf.listdiff": lambda tf: run(tf.listdiff([1, 2, 3, 4], [2, 4])[0]).tolist() == [1, 3],
    "tf.mul": lambda tf: near(tf.mul(2.0, [3.0, 4.0], name="m"), [6.0, 8.0]),
    "tf.neg": lambda tf: near(tf.neg(2.0), -2.0),
    "tf.pack": lambda tf: near(tf.pack([[1.0, 2.0], [3.0, 4.0]], axis=1), [[1.0, 3.0], [2.0, 4.0]]),
    "tf.reverse": _reverse,
    "tf.select": lambda tf: near(tf.select([True, False], [1.0, 2.0], e=[3.0, 4.0]), [1.0, 4.0]),
    "tf.split": _split,
    "tf.sub": lambda tf: near(tf.sub([5.0], 3.0), [2.0]),
    "tf.unpack": lambda tf: (
        [run(x).tolist() for x in tf.unpack(tf.constant([[1, 2], [3, 4]]))] == [[1, 2], [3, 4]]
    ),
    **{f"tf.{name}": lambda tf, call=call: call(tf, tf) for name, call in _SUMMARIES.items()},
    **{
        f"tf.contrib.deprecated.{name}": lambda tf, call=call: call(tf, tf.contrib.deprecated)
        for name, call in _SUMMARIES.items()
    },
    "tf.train.SummaryWriter": lambda tf: _writer(tf, tf.train.SummaryWriter),
    "tf.train.SummaryWriterCache": _writer_cache,
    "tf.image.per_image_whitening": lambda tf: (
        abs(
            run(tf.image.per_image_whitening(np.arange(12.0, dtype="f").reshape(2, 2, 3))).std() - 1
        )
        < 1e-5
    ),
    "tf.image.resize_images": _resize_images,
    "tf.nn.bidirectional_rnn": lambda tf: _unrolled(tf, tf.nn.bidirectional_rnn, 2),
    "tf.nn.rnn": lambda tf: _unrolled(tf, tf.nn.rnn, 1),
    "tf.nn.state_saving_rnn": lambda tf: state_saving(tf.nn.state_saving_rnn),
    **{
        f"tf.nn.{name}": _of_either_order(name)
        for name in (
            "sigmoid_cross_entropy_with_logits",
            "softmax_cross_entropy_with_logits",
            "sparse_softmax_cross_entropy_with_logits",
        )
    },
    "tf.nn.ctc_loss": _ctc_loss,
    **{f"tf.nn.{name}": _sampled(name) for name in ("nce_loss", "sampled_softmax_loss")},
}
