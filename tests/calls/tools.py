"""Calls of `tf.contrib.nn`, `signal`, `stateless` and `util`; and those in files of their own."""

import numpy as np
import pytest

from tests.calls import crf, data, image, lookup, near, opt, run, training

_RNG = np.random.default_rng(11)


def _alpha_dropout(tf):
    nn = tf.contrib.nn
    x = tf.constant(_RNG.normal(size=(500, 400)).astype("f"))
    for keep_prob in (0.7, tf.placeholder_with_default(0.7, [])):
        before, after = run([x, nn.alpha_dropout(x, keep_prob, seed=3)])
        assert abs(after.mean()) < 0.02
        assert abs(after.var() - 1) < 0.02
        values, counts = np.unique(after, return_counts=True)
        dropped = after == values[counts.argmax()]
        assert abs(dropped.mean() - 0.3) < 0.01
        slope = (after[~dropped] - after[~dropped].mean()) / (
            before[~dropped] - before[~dropped].mean()
        )
        assert np.ptp(slope) < 0.1
    rows = run(nn.alpha_dropout(tf.ones([4, 9]), 0.5, noise_shape=[4, 1], seed=1))
    assert (rows == rows[:, :1]).all()
    assert nn.alpha_dropout(x, 1.0) is x
    with pytest.raises(ValueError, match=r"in the range \(0, 1\], got 1.5"):
        nn.alpha_dropout(x, 1.5)
    return True


def _conv1d_transpose(tf):
    """What a convolution's gradient is."""
    value, kernel = (_RNG.normal(size=shape).astype("f") for shape in ((2, 3, 4), (5, 6, 4)))
    inputs = tf.zeros([2, 6, 6])
    outputs = tf.nn.conv1d(inputs, tf.constant(kernel), stride=2, padding="SAME")
    (expected,) = tf.gradients(outputs, [inputs], [tf.constant(value)])
    return near(tf.contrib.nn.conv1d_transpose(value, kernel, [2, 6, 6], 2), run(expected))


def _flipped(name, labels):
    def call(tf):
        old = getattr(tf.contrib.nn, f"deprecated_flipped_{name}_cross_entropy_with_logits")
        logits = np.array([[2.0, -1.0], [0.5, 3.0]], "f")
        new = getattr(tf.nn, f"{name}_cross_entropy_with_logits")
        return near(old(logits, labels), run(new(labels=labels, logits=logits)))

    return call


def _nth_element(tf):
    rows = [[5.0, 1.0, 3.0], [2.0, 9.0, 4.0]]
    assert near(tf.contrib.nn.nth_element(rows, 0), [1, 2])
    return near(tf.contrib.nn.nth_element(rows, 1, reverse=True), [3, 4])


def _softplus(tf):
    x, alpha = tf.constant([-1.0, 0.0, 2.0]), tf.constant(0.5)
    y = 0.5 * np.log1p(np.exp([-2.0, 0, 4]))
    assert near(tf.contrib.nn.scaled_softplus(x, alpha), y)
    clipped = tf.contrib.nn.scaled_softplus(x, alpha, clip=1.0)
    assert near(clipped, np.minimum(y, 1))
    return near(tf.gradients(clipped, [x])[0], [*1 / (1 + np.exp([2.0, 0])), 0])


_NN = {
    "alpha_dropout": _alpha_dropout,
    "conv1d_transpose": _conv1d_transpose,
    "deprecated_flipped_sigmoid_cross_entropy_with_logits": _flipped(
        "sigmoid", np.array([[1.0, 0.0], [0.0, 1.0]], "f")
    ),
    "deprecated_flipped_softmax_cross_entropy_with_logits": _flipped(
        "softmax", np.array([[1.0, 0.0], [0.5, 0.5]], "f")
    ),
    "deprecated_flipped_sparse_softmax_cross_entropy_with_logits": _flipped(
        "sparse_softmax", np.array([1, 0])
    ),
    "nth_element": _nth_element,
    "scaled_softplus": _softplus,
}


def _spectra(tf):
    """There and back, against NumPy's Fourier transform."""
    signal = tf.contrib.signal
    x = _RNG.normal(size=32).astype("f")
    spectra = signal.stft(tf.constant(x), frame_length=8, frame_step=4)
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(8) / 8)
    frames = np.stack([x[k : k + 8] for k in range(0, 25, 4)])
    assert near(signal.hann_window(8), hann)
    assert near(signal.hamming_window(8), 0.54 - 0.46 * np.cos(2 * np.pi * np.arange(8) / 8))
    assert near(signal.frame(tf.constant(x), 8, 4), frames)
    np.testing.assert_allclose(run(spectra), np.fft.rfft(frames * hann), atol=1e-4)
    back = signal.inverse_stft(spectra, 8, 4, window_fn=signal.inverse_stft_window_fn(4))
    np.testing.assert_allclose(run(back)[4:-4], x[4:-4], atol=1e-5)
    added = signal.overlap_and_add(tf.constant(frames), 4)
    expected = np.concatenate([x[:4], 2 * x[4:-4], x[-4:]])
    return near(added, expected)


def _mel(tf):
    signal = tf.contrib.signal
    weights = run(signal.linear_to_mel_weight_matrix(4, 17, 8000, 100.0, 3000.0))
    assert weights.shape == (17, 4)
    assert (weights >= 0).all()
    assert (np.diff(weights.argmax(0)) > 0).all()
    mels = _RNG.normal(size=(2, 5)).astype("f")
    k = np.arange(5)
    cosines = np.cos(np.pi / 5 * (k[:, None] + 0.5) * k)
    expected = 2 * mels @ cosines / np.sqrt(2 * 5)
    return near(signal.mfccs_from_log_mel_spectrograms(tf.constant(mels)), expected)


_SIGNAL = {
    **dict.fromkeys(
        (
            *("frame", "hamming_window", "hann_window", "inverse_stft", "inverse_stft_window_fn"),
            *("overlap_and_add", "stft"),
        ),
        _spectra,
    ),
    "linear_to_mel_weight_matrix": _mel,
    "mfccs_from_log_mel_spectrograms": _mel,
}


def _stateless(name, operation, **options):
    """The same as of the operation that TensorFlow 1 had: the numbers of old seeds are the same."""

    def call(tf):
        function = getattr(tf.contrib.stateless, name)
        old = getattr(tf.raw_ops, operation)(shape=[4, 3], seed=[5, 7], dtype=tf.float32)
        new = function([4, 3], seed=[5, 7], **options)
        other = function([4, 3], seed=[5, 8], **options)
        found, expected, differs = run([new, old, other])
        assert (found != differs).all()
        return (found == expected).all()

    return call


def _multinomial(tf):
    logits = np.log([[0.25, 0.75], [1.0, 1e-9]]).astype("f")
    draw = tf.contrib.stateless.stateless_multinomial(logits, 4000, seed=[1, 2])
    old = tf.raw_ops.StatelessMultinomial(logits=logits, num_samples=4000, seed=[1, 2])
    found, expected = run([draw, old])
    assert (found == expected).all()
    return found.dtype == np.int64 and np.allclose(found.mean(1), [0.75, 0], atol=0.03)


_STATELESS = {
    "stateless_multinomial": _multinomial,
    "stateless_random_normal": _stateless("stateless_random_normal", "StatelessRandomNormal"),
    "stateless_random_uniform": _stateless("stateless_random_uniform", "StatelessRandomUniform"),
    "stateless_truncated_normal": _stateless(
        "stateless_truncated_normal", "StatelessTruncatedNormal"
    ),
}


def _protos(tf):
    util = tf.contrib.util
    array = np.arange(6, dtype="i4").reshape(2, 3)
    proto = util.make_tensor_proto(array)
    assert proto.dtype == tf.int32.as_datatype_enum
    assert util.make_ndarray(proto).tolist() == array.tolist()
    assert util.make_tensor_proto(3, dtype=tf.float32, shape=[2]).tensor_shape.dim[0].size == 2
    assert util.constant_value(tf.placeholder(tf.float32)) is None
    return util.constant_value(tf.constant(array)).sum() == 15


def _operations(tf):
    from tensorflow.python.framework import function

    @function.Defun(tf.float32)
    def doubled(x):
        return tf.multiply(x, 2.0)

    doubled(tf.placeholder(tf.float32))
    tf.constant(1)
    found = tf.contrib.util.ops_used_by_graph_def(tf.get_default_graph().as_graph_def())
    return found == {"Const", "Mul", "Placeholder"}


_UTIL = {
    "constant_value": _protos,
    "make_ndarray": _protos,
    "make_tensor_proto": _protos,
    "ops_used_by_graph_def": _operations,
}

_SPACES = {
    "crf": crf.CALLS,
    "data": data.CALLS,
    "image": image.CALLS,
    "lookup": lookup.CALLS,
    "nn": _NN,
    "opt": opt.CALLS,
    "signal": _SIGNAL,
    "stateless": _STATELESS,
    "training": training.CALLS,
    "util": _UTIL,
}

CALLS = {
    f"tf.contrib.{space}.{name}": call
    for space, calls in _SPACES.items()
    for name, call in calls.items()
}
