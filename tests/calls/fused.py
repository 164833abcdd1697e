"""Calls of the names of `tf.contrib.rnn` that run a whole sequence at once."""

import numpy as np

from tests.calls import near, run


def _same_outputs(tf, x, run_fused):
    """A fused network against `LSTMCell`, with one seed for both."""
    outputs = []
    for make in (
        run_fused,
        lambda: tf.nn.dynamic_rnn(
            tf.contrib.rnn.LSTMCell(3, initializer=tf.constant_initializer(0.3)),
            x,
            time_major=True,
            dtype=tf.float32,
            sequence_length=[3, 2],
        ),
    ):
        with tf.variable_scope(None, "net", initializer=tf.constant_initializer(0.3)):
            outputs.append(make())
    (fused, fused_state), (plain, plain_state) = run(outputs)
    np.testing.assert_allclose(fused, plain, atol=1e-5)
    np.testing.assert_allclose(fused_state, plain_state, atol=1e-5)
    loss = tf.reduce_sum(outputs[0][0])
    variables = [v for v in tf.trainable_variables() if v.op.name.startswith("net/")]
    return len(variables) == 2 and all(g is not None for g in tf.gradients(loss, variables))


def _sequence(tf):
    values = np.random.default_rng(3).normal(size=(3, 2, 4))
    return tf.constant(values, tf.float32)


def _block_fused(tf):
    cell = tf.contrib.rnn.LSTMBlockFusedCell(3)
    x = _sequence(tf)
    as_list, _ = tf.contrib.rnn.LSTMBlockFusedCell(3)(tf.unstack(x), dtype=tf.float32)
    assert len(as_list) == 3
    return _same_outputs(tf, x, lambda: cell(x, dtype=tf.float32, sequence_length=[3, 2]))


def _adaptor(tf):
    x = _sequence(tf)
    for dynamic in (True, False):
        fused = tf.contrib.rnn.FusedRNNCellAdaptor(tf.contrib.rnn.LSTMCell(3), dynamic)
        with tf.variable_scope(f"adapted{dynamic}"):
            outputs, _ = fused(tf.unstack(x), dtype=tf.float32)
        assert isinstance(outputs, list)
        assert len(outputs) == 3
    fused = tf.contrib.rnn.FusedRNNCellAdaptor(tf.contrib.rnn.LSTMCell(3), use_dynamic_rnn=False)
    return _same_outputs(tf, x, lambda: fused(x, dtype=tf.float32, sequence_length=[3, 2]))


def _time_reversed(tf):
    class Cumulative(tf.contrib.rnn.FusedRNNCell):
        def __call__(
            self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None
        ):
            return tf.cumsum(inputs), None

    reverse = tf.contrib.rnn.TimeReversedFusedRNN(Cumulative())
    x = tf.constant([[[1.0], [1.0]], [[2.0], [2.0]], [[4.0], [4.0]]])
    assert near(reverse(x)[0][:, 0, 0], [7.0, 6.0, 4.0])
    return near(reverse(x, sequence_length=[3, 2])[0][:2, 1, 0], [3.0, 2.0])


def _wrapper(tf):
    class Doubling(tf.contrib.rnn.LSTMBlockWrapper):
        num_units = 2

        def _call_cell(self, inputs, initial_cell_state, initial_output, dtype, sequence_length):
            return inputs, 2 * inputs

    x = np.arange(12.0, dtype="f").reshape(3, 2, 2)
    outputs, state = Doubling()(x, dtype=tf.float32, sequence_length=[2, 0])
    expected = 2 * x
    expected[2:, 0] = expected[:, 1] = 0
    assert near(outputs, expected)
    return near(state.c, [x[1, 0], [0, 0]]) and near(state.h, [2 * x[1, 0], [0, 0]])


CALLS = {
    "FusedRNNCell": _time_reversed,
    "FusedRNNCellAdaptor": _adaptor,
    "LSTMBlockFusedCell": _block_fused,
    "LSTMBlockWrapper": _wrapper,
    "TimeReversedFusedRNN": _time_reversed,
}
