"""Calls of `tf.contrib.seq2seq`'s monotonic attention."""

import numpy as np
import pytest

from tests.calls import near, run
from tests.calls.attention import MEMORY, QUERY


def _by_definition(p, before):
    """One stands at k, and goes on from there to the first part at which one stays."""
    weights = np.zeros_like(p)
    for k in range(p.shape[1]):
        passed = before[:, k].copy()
        for j in range(k, p.shape[1]):
            weights[:, j] += passed * p[:, j]
            passed *= 1 - p[:, j]
    return weights


def _weights(tf):
    attend = tf.contrib.seq2seq.monotonic_attention
    rng = np.random.default_rng(12)
    p, before = rng.random((3, 6)).astype("f"), rng.dirichlet(np.ones(6), 3).astype("f")
    for mode in ("recursive", "parallel"):
        inputs = [tf.constant(p), tf.constant(before)]
        weights = attend(*inputs, mode)
        assert near(weights, _by_definition(p, before))
        assert all(np.isfinite(g).all() for g in run(tf.gradients(weights, inputs)))
    hard, one = (p > 0.5).astype("f"), np.eye(6, dtype="f")[[0, 2, 5]]
    assert near(attend(hard, one, "hard"), _by_definition(hard, one))
    with pytest.raises(ValueError, match="mode must be 'recursive', 'parallel', or 'hard'"):
        attend(p, before, "soft")
    return True


def _cumprod(tf):
    x = tf.constant([[0.5, 0.25, 1.0], [0.0, 0.5, 0.5]])
    safe = tf.contrib.seq2seq.safe_cumprod(x, axis=1)
    assert near(safe, [[0.5, 0.125, 0.125], [0, 0, 0]])
    assert near(
        tf.contrib.seq2seq.safe_cumprod(x, axis=1, exclusive=True), [[1, 0.5, 0.125], [1, 0, 0]]
    )
    return np.isfinite(run(tf.gradients(safe, [x])[0])).all()


def _mechanism(kind, **options):
    """The scores are the mechanism's that is not monotonic, and a bias; the second is shorter."""
    scope = f"{kind.lower()}_monotonic_attention"

    def call(tf):
        make = getattr(tf.contrib.seq2seq, f"{kind}MonotonicAttention")
        mechanism = make(5, MEMORY, [3, 2], score_bias_init=-1.0, mode="recursive", **options)
        state = mechanism.initial_state(2, tf.float32)
        assert near(state, [[1, 0, 0], [1, 0, 0]])
        weights, after = mechanism(tf.constant(QUERY), state)
        again, _ = mechanism(tf.constant(QUERY), after)
        names = [v.op.name for v in tf.trainable_variables()]
        assert f"{scope}/attention_score_bias" in names
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            values = dict(zip(names, session.run(tf.trainable_variables()), strict=True))
            got = session.run([weights, again])
        p = 1 / (1 + np.exp(-_scores(tf, kind, options, values, scope)))
        first = _by_definition(p, np.eye(3)[[0, 0]])
        np.testing.assert_allclose(got[0], first, atol=1e-5)
        # That is with other variables; but one has gone on.
        assert (np.cumsum(got[1], 1) <= np.cumsum(got[0], 1) + 1e-5).all()
        return _noisy(tf, make)

    return call


def _scores(tf, kind, options, values, scope):
    """The scores that the plain mechanism has with these variables, with the bias."""
    with tf.Graph().as_default(), tf.Session() as session:
        found = []
        plain = getattr(tf.contrib.seq2seq, f"{kind}Attention")(
            5, MEMORY, [3, 2], probability_fn=lambda s: found.append(s) or s, **options
        )
        plain(tf.constant(QUERY), plain.initial_state(2, tf.float32))
        for v in tf.trainable_variables():
            own = v.op.name.replace(f"{kind.lower()}_attention", scope)
            v.load(values[own], session)
        return session.run(found[0]) + values[f"{scope}/attention_score_bias"]


def _noisy(tf, make):
    """With much noise one stays, or does not; hard weights are 0 or 1."""
    with tf.variable_scope("noisy"):
        noisy = make(5, MEMORY, sigmoid_noise=1e4, sigmoid_noise_seed=1)
        hard = make(5, MEMORY, mode="hard")
        for mechanism in (noisy, hard):
            weights, _ = mechanism(tf.constant(QUERY), mechanism.initial_state(2, tf.float32))
            found = run(weights)
            assert np.isin(np.round(found, 3), (0, 1)).all()
            assert (found.sum(1) <= 1 + 1e-5).all()
    return _in_a_decoder(tf, make)


def _in_a_decoder(tf, make):
    """Trained in an `AttentionWrapper`: the weights go on, never back."""
    seq2seq = tf.contrib.seq2seq
    with tf.variable_scope("decoder"):
        cell = seq2seq.AttentionWrapper(
            tf.contrib.rnn.GRUCell(5), make(5, MEMORY), alignment_history=True
        )
        helper = seq2seq.TrainingHelper(tf.ones([2, 4, 3]), [4, 4])
        decoder = seq2seq.BasicDecoder(cell, helper, cell.zero_state(2, tf.float32))
        outputs, state, _ = seq2seq.dynamic_decode(decoder)
    variables = tf.trainable_variables("decoder")
    gradients = tf.gradients(tf.reduce_sum(tf.square(outputs.rnn_output)), variables)
    history, found = run([state.alignment_history.stack(), gradients])
    assert (np.diff(np.cumsum(history, 2), axis=0) <= 1e-5).all()
    return len(found) == len(variables) and all(np.isfinite(g).all() for g in found)


CALLS = {
    "BahdanauMonotonicAttention": _mechanism("Bahdanau", normalize=True),
    "LuongMonotonicAttention": _mechanism("Luong", scale=True),
    "monotonic_attention": _weights,
    "safe_cumprod": _cumprod,
}
