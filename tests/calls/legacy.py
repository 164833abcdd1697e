"""Calls of `tf.contrib.legacy_seq2seq`, which was `tf.nn.seq2seq`."""

import numpy as np

from tests.calls import near, run

SYMBOLS = [[1, 2], [3, 0], [2, 2]]  # three steps of a batch of two


def _symbols(tf):
    return [tf.constant(step) for step in SYMBOLS]


def _trained(tf, outputs, columns, steps=3):
    loss = tf.add_n([tf.reduce_sum(tf.square(y)) for y in outputs])
    gradients = tf.gradients(loss, tf.trainable_variables())
    assert all(g is not None for g in gradients)
    return len(outputs) == steps and run(outputs[-1]).shape == (2, columns)


def variables(tf):
    return {v.op.name: tuple(v.shape.as_list()) for v in tf.trainable_variables()}


def _rnn_decoder(tf):
    cell = tf.contrib.rnn.BasicRNNCell(3)
    inputs = [tf.ones([2, 3])] * 3
    outputs, _ = tf.nn.seq2seq.rnn_decoder(
        inputs, tf.zeros([2, 3]), cell, loop_function=lambda previous, step: previous * step
    )
    kernel, bias = (v for v in tf.trainable_variables())
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        w, b, got = session.run([kernel, bias, outputs])
    x, h = np.ones((2, 3)), np.zeros((2, 3))
    for step in range(3):
        x = got[step - 1] * step if step else x
        h = np.tanh(np.concatenate((x, h), 1) @ w + b)
        np.testing.assert_allclose(got[step], h, atol=1e-5)
    return _trained(tf, outputs, 3) and "rnn_decoder/basic_rnn_cell/kernel" in variables(tf)


def _basic(tf):
    inputs = [tf.ones([2, 3])] * 3
    cell = tf.contrib.rnn.GRUCell(4)
    outputs, _ = tf.nn.seq2seq.basic_rnn_seq2seq(inputs, inputs, cell)
    assert {name.rpartition("/gates")[0] for name in variables(tf) if "gates" in name} == {
        "basic_rnn_seq2seq/rnn/gru_cell",
        "basic_rnn_seq2seq/rnn_decoder/gru_cell",
    }
    return _trained(tf, outputs, 4)


def _tied(tf):
    inputs = [tf.ones([2, 3])] * 3
    outputs, _ = tf.nn.seq2seq.tied_rnn_seq2seq(inputs, inputs, tf.contrib.rnn.GRUCell(4))
    assert len(variables(tf)) == 4
    return _trained(tf, outputs, 4)


def _embedding_decoder(tf):
    outputs, _ = tf.nn.seq2seq.embedding_rnn_decoder(
        _symbols(tf),
        tf.zeros([2, 4]),
        tf.contrib.rnn.GRUCell(4),
        5,
        6,
        output_projection=(tf.ones([4, 5]), tf.zeros([5])),
        feed_previous=True,
    )
    assert variables(tf)["embedding_rnn_decoder/embedding"] == (5, 6)
    return _trained(tf, outputs, 4)


def _two_layers(tf):
    return tf.contrib.rnn.MultiRNNCell([tf.contrib.rnn.BasicRNNCell(4)] * 2)


def _either_way(name, *sizes, columns):
    """A model with `feed_previous` known, and with it as a tensor."""

    def call(tf):
        model = getattr(tf.nn.seq2seq, name)
        cell = _two_layers(tf)
        feed = tf.placeholder(tf.bool, [])
        with tf.variable_scope("model"):
            known, _ = model(_symbols(tf), _symbols(tf), cell, *sizes)
        count = len(tf.trainable_variables())
        assert _trained(tf, known, columns)
        with tf.variable_scope("model", reuse=True):
            outputs, state = model(
                _symbols(tf), _symbols(tf), _two_layers(tf), *sizes, feed_previous=feed
            )
        assert len(tf.trainable_variables()) == count
        assert len(state) == 2
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            as_given, expected = session.run([outputs, known], {feed: False})
            fed = session.run(outputs, {feed: True})
        np.testing.assert_allclose(as_given, expected, atol=1e-5)
        np.testing.assert_allclose(fed[0], expected[0], atol=1e-5)
        return np.shape(fed) == (3, 2, columns)

    return call


def _one2many(tf):
    outputs, states = tf.nn.seq2seq.one2many_rnn_seq2seq(
        _symbols(tf),
        {"a": _symbols(tf), "b": _symbols(tf)[:2]},
        tf.contrib.rnn.GRUCell(4),
        {"a": tf.contrib.rnn.GRUCell(4), "b": tf.contrib.rnn.GRUCell(4)},
        5,
        {"a": 6, "b": 7},
        3,
    )
    assert set(states) == {"a", "b"}
    scope = "one2many_rnn_seq2seq/one2many_decoder_a/embedding_rnn_decoder/embedding"
    assert variables(tf)[scope] == (6, 3)
    assert [len(outputs[key]) for key in "ab"] == [3, 2]
    loss = tf.add_n([tf.reduce_sum(y) for y in outputs["a"] + outputs["b"]])
    assert all(g is not None for g in tf.gradients(loss, tf.trainable_variables()))
    return run(outputs["b"][1]).shape == (2, 7)


def _attention(tf):
    """One head, one step, from the equations of Vinyals et al. 2015, section 2.1."""
    memory = np.random.default_rng(1).normal(size=(2, 3, 4)).astype("f")
    outputs, _ = tf.nn.seq2seq.attention_decoder(
        [tf.ones([2, 2])] * 3,
        tf.ones([2, 3]),
        tf.constant(memory),
        tf.contrib.rnn.BasicRNNCell(3),
        output_size=5,
        initial_state_attention=True,
    )
    shapes = variables(tf)
    assert shapes == {
        f"attention_decoder/{name}": shape
        for name, shape in {
            "AttnW_0": (1, 1, 4, 4),
            "AttnV_0": (4,),
            "Attention_0/kernel": (3, 4),
            "Attention_0/bias": (4,),
            "kernel": (6, 2),
            "bias": (2,),
            "basic_rnn_cell/kernel": (5, 3),
            "basic_rnn_cell/bias": (3,),
            "AttnOutputProjection/kernel": (7, 5),
            "AttnOutputProjection/bias": (5,),
        }.items()
    }
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        v = {k.removeprefix("attention_decoder/"): session.run(f"{k}:0") for k in shapes}
        got = session.run(outputs[0])

    def attend(h):
        asked = h @ v["Attention_0/kernel"] + v["Attention_0/bias"]
        scores = np.tanh(memory @ v["AttnW_0"][0, 0] + asked[:, None]) @ v["AttnV_0"]
        weights = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
        return (weights[..., None] * memory).sum(1)

    h = np.ones((2, 3))
    x = np.concatenate((np.ones((2, 2)), attend(h)), 1) @ v["kernel"] + v["bias"]
    h = np.tanh(np.concatenate((x, h), 1) @ v["basic_rnn_cell/kernel"] + v["basic_rnn_cell/bias"])
    expected = np.concatenate((h, attend(h)), 1) @ v["AttnOutputProjection/kernel"]
    np.testing.assert_allclose(got, expected + v["AttnOutputProjection/bias"], atol=1e-5)
    return _trained(tf, outputs, 5)


def _attention_embedded(tf):
    outputs, _ = tf.nn.seq2seq.embedding_attention_decoder(
        _symbols(tf),
        tf.zeros([2, 4]),
        tf.ones([2, 3, 4]),
        tf.contrib.rnn.GRUCell(4),
        5,
        6,
        num_heads=2,
        output_size=5,
        feed_previous=True,
    )
    return _trained(tf, outputs, 5) and "embedding_attention_decoder/embedding" in variables(tf)


LOGITS = np.random.default_rng(2).normal(size=(3, 2, 5)).astype("f")
WEIGHTS = np.array([[1, 1], [1, 0], [0.5, 0]], "f")


def losses() -> np.ndarray:
    """The weighted cross entropy of each step and sequence, [time, batch]."""
    log = LOGITS - np.log(np.exp(LOGITS).sum(-1, keepdims=True))
    return -np.take_along_axis(log, np.array(SYMBOLS)[..., None], -1)[..., 0] * WEIGHTS


def _by_example(tf):
    lists = [tf.unstack(tf.constant(x)) for x in (LOGITS, SYMBOLS, WEIGHTS)]
    loss = tf.nn.seq2seq.sequence_loss_by_example
    expected = losses().sum(0)
    cross_entropy = tf.nn.sparse_softmax_cross_entropy_with_logits
    for function in (
        cross_entropy,
        lambda labels, logits: cross_entropy(labels=labels, logits=logits),
        lambda targets, inputs: cross_entropy(labels=targets, logits=inputs),  # 1.0
        lambda inputs, targets: cross_entropy(labels=targets, logits=inputs),  # 0.x
    ):
        assert near(loss(*lists, False, function), expected)
    return near(loss(*lists), expected / WEIGHTS.sum(0))


def _legacy_loss(tf):
    lists = [tf.unstack(tf.constant(x)) for x in (LOGITS, SYMBOLS, WEIGHTS)]
    loss = tf.nn.seq2seq.sequence_loss
    expected = (losses().sum(0) / WEIGHTS.sum(0)).sum()
    assert near(loss(*lists, average_across_batch=False), expected)
    return near(loss(*lists), expected / 2)


def _buckets(tf):
    cell = tf.contrib.rnn.GRUCell(4)
    targets = _symbols(tf)
    weights = [tf.ones([2])] * 3

    def model(encoder_inputs, decoder_inputs):
        return tf.nn.seq2seq.embedding_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, 5, 5, 3)

    outputs, losses = tf.nn.seq2seq.model_with_buckets(
        targets, targets, targets, weights, [(1, 2), (3, 3)], model
    )
    assert len(variables(tf)) == 12
    assert [len(o) for o in outputs] == [2, 3]
    train = tf.train.GradientDescentOptimizer(1.0).minimize(losses[1])
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        before = session.run(losses)
        for _ in range(20):
            session.run(train)
        after = session.run(losses)
    return after[1] < before[1] / 2


CALLS = {
    "attention_decoder": _attention,
    "basic_rnn_seq2seq": _basic,
    "embedding_attention_decoder": _attention_embedded,
    "embedding_attention_seq2seq": _either_way("embedding_attention_seq2seq", 5, 6, 3, columns=6),
    "embedding_rnn_decoder": _embedding_decoder,
    "embedding_rnn_seq2seq": _either_way("embedding_rnn_seq2seq", 5, 6, 3, columns=6),
    "embedding_tied_rnn_seq2seq": _either_way("embedding_tied_rnn_seq2seq", 5, 3, columns=5),
    "model_with_buckets": _buckets,
    "one2many_rnn_seq2seq": _one2many,
    "rnn_decoder": _rnn_decoder,
    "sequence_loss": _legacy_loss,
    "sequence_loss_by_example": _by_example,
    "tied_rnn_seq2seq": _tied,
}
