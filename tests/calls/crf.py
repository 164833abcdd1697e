"""Calls of `tf.contrib.crf`: scores against all sequences of tags, one by one."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calls import near, run


def _fields(longest=4, widest=3):
    """Potentials [batch, time, tags], tags, lengths from 0 and transitions."""

    def drawn(time, width, seed):
        rng = np.random.default_rng(seed)
        lengths = rng.integers(0, time + 1, 5)
        inputs = rng.normal(0, 2, (5, time, width))
        return inputs, rng.integers(0, width, (5, time)), lengths, rng.normal(size=(width, width))

    return st.builds(
        drawn, st.integers(1, longest), st.integers(1, widest), st.integers(0, 2**32 - 1)
    )


def _score(inputs, tags, transitions):
    unary = sum(inputs[k, tag] for k, tag in enumerate(tags))
    return unary + sum(transitions[pair] for pair in itertools.pairwise(tags))


def _all(inputs, length, transitions, allowed=None):
    """The scores by sequence; allowed: bools like `inputs`."""
    width = inputs.shape[1]
    return {
        tags: _score(inputs, tags, transitions)
        for tags in itertools.product(range(width), repeat=length)
        if allowed is None or all(allowed[k, tag] for k, tag in enumerate(tags))
    }


def _log_sum(scores):
    return np.log(sum(np.exp(list(scores.values()))))


def _scores(tf):
    """All sums, with static shapes and with shapes that only the run knows."""
    crf = tf.contrib.crf
    given_ = [tf.placeholder(tf.float64, [None, None, None]), tf.placeholder(tf.int64)]
    given_ += [tf.placeholder(tf.int32), tf.placeholder(tf.float64, [None, None])]
    inputs, tags, lengths, transitions = given_
    tags.set_shape([None, None])
    lengths.set_shape([None])
    bitmap = tf.placeholder(tf.bool, [None, None, None])
    likelihood, same = crf.crf_log_likelihood(inputs, tags, lengths, transitions)
    assert same is transitions
    wanted = [
        crf.crf_unary_score(tags, lengths, inputs),
        crf.crf_binary_score(tags, lengths, transitions),
        crf.crf_sequence_score(inputs, tags, lengths, transitions),
        crf.crf_log_norm(inputs, lengths, transitions),
        likelihood,
        crf.crf_multitag_sequence_score(inputs, bitmap, lengths, transitions),
        crf.crf_decode(inputs, transitions, lengths),
        crf.crf_constrained_decode(inputs, bitmap, transitions, lengths),
    ]

    @settings(max_examples=25, deadline=None, database=None)
    @given(_fields())
    def as_one_by_one(field):
        x, y, n, t = field
        allowed = np.random.default_rng(len(x[0])).random(x.shape) < 0.5
        allowed |= np.eye(x.shape[2], dtype=bool)[y]
        feed = dict(zip([*given_, bitmap], [x, y, n, t, allowed], strict=True))
        unary, binary, score, norm, log, multi, best, constrained = session.run(wanted, feed)
        np.testing.assert_allclose(score, unary + binary)
        np.testing.assert_allclose(log, score - norm)
        for k, length in enumerate(n):
            everything = _all(x[k], length, t)
            some = _all(x[k], length, t, allowed[k])
            np.testing.assert_allclose(score[k], _score(x[k], y[k][:length], t), atol=1e-9)
            np.testing.assert_allclose(norm[k], _log_sum(everything), atol=1e-9)
            np.testing.assert_allclose(multi[k], _log_sum(some), atol=1e-9)
            _is_best(x[k], length, t, best[0][k], best[1][k], None)
            _is_best(x[k], length, t, constrained[0][k], constrained[1][k], allowed[k])

    with tf.Session() as session:
        as_one_by_one()
    return True


def _is_best(inputs, length, transitions, tags, score, allowed):
    length = max(length, 1)  # as 1.x had it
    scores = _all(inputs, length, transitions, allowed)
    best = max(scores, key=scores.get)
    assert tags.dtype == np.int32
    assert tags.tolist() == [*best, *[0] * (len(tags) - length)]
    np.testing.assert_allclose(score, scores[best], atol=1e-9)


def _likelihood(tf):
    """The probabilities of all tags sum up to 1, and gradients are finite differences."""
    crf = tf.contrib.crf
    inputs = np.random.default_rng(3).normal(size=(1, 3, 2))
    sequences = list(itertools.product(range(2), repeat=3))
    start = tf.constant_initializer(np.array([[0.5, -1], [2, 0]]))
    with tf.variable_scope("crf", initializer=start):
        likelihood, transitions = crf.crf_log_likelihood(
            np.repeat(inputs, 8, 0).astype("f"), sequences, [3] * 8
        )
    assert (transitions.op.name, transitions.shape) == ("crf/transitions", (2, 2))
    assert near(tf.reduce_sum(tf.exp(likelihood)), 1)

    x, t = tf.constant(inputs), tf.constant([[0.5, -1], [2, 0]], tf.float64)
    log, _ = crf.crf_log_likelihood(x, [[0, 1, 1]], [2], t)
    with tf.Session() as session:
        found = session.run(tf.gradients(log, [x, t]))
        for tensor, gradient in zip((x, t), found, strict=True):
            value = session.run(tensor)
            for at in np.ndindex(value.shape):
                sides = [value.copy(), value.copy()]
                sides[0][at] -= 1e-5
                sides[1][at] += 1e-5
                low, high = (session.run(log, {tensor: side})[0] for side in sides)
                np.testing.assert_allclose(gradient[at], (high - low) / 2e-5, atol=1e-8)
    assert not found[0][0, 2].any()  # after the end
    return run(likelihood).shape == (8,)


def _viterbi(tf):
    @settings(max_examples=50, deadline=None, database=None)
    @given(_fields())
    def as_one_by_one(field):
        inputs, _, _, transitions = field
        tags, score = tf.contrib.crf.viterbi_decode(inputs[0], transitions)
        scores = _all(inputs[0], len(inputs[0]), transitions)
        assert isinstance(tags, list)
        assert tuple(tags) == max(scores, key=scores.get)
        np.testing.assert_allclose(score, max(scores.values()))

    as_one_by_one()
    with pytest.raises(AttributeError, match=r"tf\.contrib\.crf\.crf_decode"):
        _ = tf.contrib.crf.CrfDecodeForwardRnnCell
    return True


CALLS = {
    "crf_binary_score": _scores,
    "crf_constrained_decode": _scores,
    "crf_decode": _scores,
    "crf_log_likelihood": _likelihood,
    "crf_log_norm": _scores,
    "crf_multitag_sequence_score": _scores,
    "crf_sequence_score": _scores,
    "crf_unary_score": _scores,
    "viterbi_decode": _viterbi,
}
