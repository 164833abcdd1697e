"""Calls of the attention of `tf.contrib.seq2seq`."""

import numpy as np

from tests.calls import near, run
from tests.calls.legacy import variables


def _softmax(scores):
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    return weights / weights.sum(-1, keepdims=True)


MEMORY = np.random.default_rng(6).normal(size=(2, 3, 4)).astype("f")
QUERY = np.random.default_rng(7).normal(size=(2, 5)).astype("f")


def _mechanism(kind, **options):
    """The weights of a mechanism against its equations; the second memory is shorter."""

    def call(tf):
        mechanism = getattr(tf.contrib.seq2seq, kind)(5, MEMORY, [3, 2], **options)
        weights, state = mechanism(tf.constant(QUERY), mechanism.initial_state(2, tf.float32))
        assert weights is state
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            v = {x.op.name: session.run(x) for x in tf.trainable_variables()}
            got = session.run(weights)
        keys = MEMORY * np.array([[1, 1, 1], [1, 1, 0]])[..., None] @ v["memory_layer/kernel"]
        if kind == "LuongAttention":
            scores = (keys @ QUERY[..., None])[..., 0] * v.get("luong_attention/attention_g", 1)
            assert len(v) == 2
        else:
            v = {k.removeprefix("bahdanau_attention/"): w for k, w in v.items()}
            a, g = v["attention_v"], v.get("attention_g")
            a = a if g is None else g * a / np.sqrt((a * a).sum())
            summed = keys + (QUERY @ v["query_layer/kernel"])[:, None] + v.get("attention_b", 0)
            scores = np.tanh(summed) @ a
            assert len(v) == 5
            assert np.isclose(g, np.sqrt(1 / 5))
        scores[1, 2] = -np.inf
        np.testing.assert_allclose(got, _softmax(scores), atol=1e-5)
        assert mechanism.alignments_size == 3
        return mechanism.batch_size == 2

    return call


def _attention_wrapper(tf):
    seq2seq = tf.contrib.seq2seq
    cell = seq2seq.AttentionWrapper(
        tf.contrib.rnn.BasicRNNCell(5),
        seq2seq.LuongAttention(5, MEMORY),
        attention_layer_size=6,
        alignment_history=True,
    )
    state = cell.zero_state(2, tf.float32).clone(cell_state=tf.ones([2, 5]))
    assert isinstance(state, seq2seq.AttentionWrapperState)
    inputs = np.random.default_rng(8).normal(size=(2, 4, 3)).astype("f")
    helper = seq2seq.TrainingHelper(tf.constant(inputs), [4, 4])
    decoder = seq2seq.BasicDecoder(cell, helper, state)
    outputs, final, _ = seq2seq.dynamic_decode(decoder)
    shapes = variables(tf)
    assert shapes == {
        "memory_layer/kernel": (4, 5),
        "decoder/attention_wrapper/basic_rnn_cell/kernel": (3 + 6 + 5, 5),
        "decoder/attention_wrapper/basic_rnn_cell/bias": (5,),
        "decoder/attention_wrapper/attention_layer/kernel": (5 + 4, 6),
    }
    loss = tf.reduce_sum(outputs.rnn_output)
    assert all(g is not None for g in tf.gradients(loss, tf.trainable_variables()))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        v = {k.rpartition("wrapper/")[2]: session.run(f"{k}:0") for k in shapes}
        got, history, time = session.run(
            [outputs.rnn_output, final.alignment_history.stack(), final.time]
        )
    h, attention = np.ones((2, 5)), np.zeros((2, 6))
    for step in range(4):
        x = np.concatenate((inputs[:, step], attention, h), 1)
        h = np.tanh(x @ v["basic_rnn_cell/kernel"] + v["basic_rnn_cell/bias"])
        weights = _softmax((MEMORY @ v["memory_layer/kernel"] @ h[..., None])[..., 0])
        read = (weights[..., None] * MEMORY).sum(1)
        attention = np.concatenate((h, read), 1) @ v["attention_layer/kernel"]
        np.testing.assert_allclose(got[:, step], attention, atol=1e-5)
        np.testing.assert_allclose(history[step], weights, atol=1e-5)
    return time == 4 and _two_mechanisms(tf)


def _two_mechanisms(tf):
    seq2seq = tf.contrib.seq2seq
    cell = seq2seq.AttentionWrapper(
        tf.contrib.rnn.GRUCell(5),
        [seq2seq.LuongAttention(5, MEMORY), seq2seq.BahdanauAttention(5, MEMORY)],
        output_attention=False,
        initial_cell_state=tf.ones([2, 5]),
    )
    with tf.variable_scope("two"):
        outputs, state = tf.nn.dynamic_rnn(
            cell,
            tf.ones([2, 3, 2]),
            initial_state=cell.zero_state(2, tf.float32),
            dtype=tf.float32,
        )
    return run(outputs).shape == (2, 3, 5) and run(state.attention).shape == (2, 8)


CALLS = {
    "AttentionMechanism": lambda tf: (
        _mechanism("LuongAttention", scale=True)(tf)
        and issubclass(tf.contrib.seq2seq.BahdanauAttention, tf.contrib.seq2seq.AttentionMechanism)
    ),
    "AttentionWrapper": _attention_wrapper,
    "AttentionWrapperState": _attention_wrapper,
    "BahdanauAttention": _mechanism("BahdanauAttention", normalize=True),
    "LuongAttention": _mechanism("LuongAttention", scale=True),
    "hardmax": lambda tf: near(
        tf.contrib.seq2seq.hardmax([[1.0, 3.0, 2.0], [5.0, 4.0, 4.5]]), [[0, 1, 0], [1, 0, 0]]
    ),
}
