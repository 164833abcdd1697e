"""Calls of the names of recurrent networks."""

import numpy as np

from tests.calls import attention, fused, legacy, monotonic, near, run, seq2seq
from tests.calls.early import state_saving

_CELLS = {
    "AttentionCellWrapper": lambda rnn: rnn.AttentionCellWrapper(rnn.BasicLSTMCell(4), 3),
    "BasicLSTMCell": lambda rnn: rnn.BasicLSTMCell(4, input_size=4),
    "BasicRNNCell": lambda rnn: rnn.BasicRNNCell(4, input_size=4),
    "BidirectionalGridLSTMCell": lambda rnn: rnn.BidirectionalGridLSTMCell(
        2, feature_size=2, frequency_skip=1, num_frequency_blocks=[3]
    ),
    "CompiledWrapper": lambda rnn: rnn.CompiledWrapper(rnn.BasicLSTMCell(4)),
    "CoupledInputForgetGateLSTMCell": lambda rnn: rnn.CoupledInputForgetGateLSTMCell(4),
    "DeviceWrapper": lambda rnn: rnn.DeviceWrapper(rnn.BasicRNNCell(4), "/cpu:0"),
    "DropoutWrapper": lambda rnn: rnn.DropoutWrapper(rnn.GRUCell(4), output_keep_prob=0.9),
    "GLSTMCell": lambda rnn: rnn.GLSTMCell(4, number_of_groups=2),
    "GRUBlockCell": lambda rnn: rnn.GRUBlockCell(4),
    "GRUBlockCellV2": lambda rnn: rnn.GRUBlockCellV2(4),
    "GRUCell": lambda rnn: rnn.GRUCell(4, input_size=4),
    "GridLSTMCell": lambda rnn: rnn.GridLSTMCell(
        2,
        share_time_frequency_weights=True,
        couple_input_forget_gates=True,
        feature_size=2,
        frequency_skip=2,
        num_frequency_blocks=[2],
        state_is_tuple=False,
    ),
    "HighwayWrapper": lambda rnn: rnn.HighwayWrapper(rnn.BasicRNNCell(4)),
    "IndRNNCell": lambda rnn: rnn.IndRNNCell(4),
    "IndyGRUCell": lambda rnn: rnn.IndyGRUCell(4),
    "IndyLSTMCell": lambda rnn: rnn.IndyLSTMCell(4),
    "InputProjectionWrapper": lambda rnn: rnn.InputProjectionWrapper(rnn.BasicRNNCell(4), 3),
    "IntersectionRNNCell": lambda rnn: rnn.IntersectionRNNCell(4),
    "LSTMBlockCell": lambda rnn: rnn.LSTMBlockCell(4),
    "LSTMCell": lambda rnn: rnn.LSTMCell(4, num_proj=3, input_size=4),
    "LayerNormBasicLSTMCell": lambda rnn: rnn.LayerNormBasicLSTMCell(4, dropout_keep_prob=0.9),
    "MultiRNNCell": lambda rnn: rnn.MultiRNNCell([rnn.LSTMCell(3), rnn.NASCell(2)]),
    "NASCell": lambda rnn: rnn.NASCell(4),
    "OutputProjectionWrapper": lambda rnn: rnn.OutputProjectionWrapper(rnn.GRUCell(4), 2),
    "ResidualWrapper": lambda rnn: rnn.ResidualWrapper(rnn.BasicRNNCell(4)),
    "SRUCell": lambda rnn: rnn.SRUCell(4),
    "TimeFreqLSTMCell": lambda rnn: rnn.TimeFreqLSTMCell(4, feature_size=4),
    "UGRNNCell": lambda rnn: rnn.UGRNNCell(4),
}


def _unrolled(make):
    """In a loop, from a batch size of unknown rank, with gradients: what every cell must stand."""

    def call(tf):
        x = tf.constant(np.random.default_rng(0).normal(size=(2, 3, 4)), tf.float32)
        size = tf.placeholder(tf.int32)
        cell = make(tf.contrib.rnn)
        outputs, _ = tf.nn.dynamic_rnn(cell, x, initial_state=cell.zero_state(size, tf.float32))
        gradients = tf.gradients(outputs, tf.trainable_variables())
        assert all(gradient is not None for gradient in gradients)
        got = run(outputs, {size: 2})
        return got.shape[:2] == (2, 3) and np.isfinite(got).all()

    return call


def _embedding_wrapper(tf):
    cell = tf.contrib.rnn.EmbeddingWrapper(tf.contrib.rnn.BasicRNNCell(3), 5, 4)
    outputs, _ = tf.nn.static_rnn(
        cell, [tf.constant([1, 2]), tf.constant([[3], [4]])], dtype=tf.float32
    )
    return run(outputs[1]).shape == (2, 3)


def _phased(tf):
    cell = tf.contrib.rnn.PhasedLSTMCell(3)
    times = tf.constant([[[1.0], [2.0]]], tf.float64)
    outputs, _ = tf.nn.dynamic_rnn(cell, (times, tf.ones([1, 2, 4])), dtype=tf.float32)
    ratio_on = {v.op.name: v for v in tf.trainable_variables()}["rnn/phased_lstm_cell/ratio_on"]
    period = {v.op.name: v for v in tf.trainable_variables()}["rnn/phased_lstm_cell/period"]
    assert near(ratio_on, [0.1] * 3)
    values = run(period)
    return run(outputs).shape == (1, 2, 3) and (values >= 1).all() and (values <= 1000).all()


def _convolutional(name, grid):
    def call(tf):
        options = {"input_shape": [*grid, 2], "output_channels": 3, "kernel_shape": [3] * len(grid)}
        if name == "ConvLSTMCell":
            options["conv_ndims"] = len(grid)
        cell = getattr(tf.contrib.rnn, name)(**options)
        x = tf.ones([2, 4, *grid, 2])
        outputs, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
        loss = tf.reduce_sum(outputs)
        assert all(g is not None for g in tf.gradients(loss, tf.trainable_variables()))
        all_outputs, last = run([outputs, state.h])
        np.testing.assert_array_equal(all_outputs[:, -1], last)
        return last.shape == (2, *grid, 3)

    return call


def _layers(tf, stack, inputs):
    rnn = tf.contrib.rnn
    fw, bw = ([rnn.GRUCell(n) for n in sizes] for sizes in ((2, 3), (2, 4)))
    outputs, states_fw, states_bw = stack(fw, bw, inputs, dtype=tf.float32)
    names = {v.op.name for v in tf.trainable_variables()}
    assert "stack_bidirectional_rnn/cell_1/bidirectional_rnn/bw/gru_cell/gates/kernel" in {
        name.replace("cell_1/bw", "cell_1/bidirectional_rnn/bw") for name in names
    }
    assert [s.shape.as_list()[1] for s in (*states_fw, *states_bw)] == [2, 3, 2, 4]
    for bad in ((fw, bw[:1]), ([], []), (tuple(fw), bw)):
        try:
            stack(*bad, inputs, dtype=tf.float32)
        except ValueError:
            continue
        raise AssertionError(bad)
    return run(outputs)


def _unrolled_by(unroll):
    def call(tf):
        rnn = tf.contrib.rnn
        inputs = [tf.ones([2, 3])] * 4
        cells = [rnn.GRUCell(5) for _ in range(2 if "bidirectional" in unroll else 1)]
        outputs, *_ = getattr(rnn, unroll)(*cells, inputs, dtype=tf.float32)
        return run(outputs[-1]).shape == (2, 5 * len(cells))

    return call


def _batch_size(tf):
    size = tf.contrib.rnn.best_effort_input_batch_size
    unknown = tf.placeholder(tf.float32, [3, None, 2])
    assert size([unknown, tf.zeros([3, 4])]) == 4
    return run(size([unknown]), {unknown: np.zeros((3, 5, 2))}) == 5


def _own_cell(base):
    def call(tf):
        class Adding(getattr(tf.contrib.rnn, base)):
            state_size = output_size = 3

            def call(self, inputs, state):
                return inputs + state, state + 1

        outputs, state = tf.nn.static_rnn(Adding(), [tf.ones([2, 3])] * 2, dtype=tf.float32)
        return near(outputs[1], np.full((2, 3), 2)) and near(state, np.full((2, 3), 2))

    return call


def _state_tuple(tf):
    state = tf.nn.rnn_cell.LSTMStateTuple(tf.zeros([1, 2]), tf.ones([1, 2]))
    c, h = state
    return c is state.c and h is state.h and state.dtype == tf.float32


def _joined_state(make, sizes):
    """A state in one tensor: the outputs, gradients and last states of the tuple."""

    def call(tf):
        x = tf.constant(np.random.default_rng(0).normal(size=(2, 3, 4)), tf.float32)
        begin = np.random.default_rng(1).normal(size=(2, sum(sizes)))
        cell = make(tf.nn.rnn_cell)
        joined = tf.placeholder(tf.float32, [None, sum(sizes)])
        parts = tf.nest.pack_sequence_as(cell.state_size, tf.split(joined, sizes, 1))
        with tf.variable_scope("net", initializer=tf.constant_initializer(0.2)):
            as_tuple, last = tf.nn.dynamic_rnn(cell, x, initial_state=parts)
        outputs = [as_tuple, tf.concat(tf.nest.flatten(last), 1)]
        with tf.variable_scope("net", reuse=True):
            outputs += tf.nn.dynamic_rnn(cell, x, initial_state=joined)
            steps, state = tf.nn.rnn(cell, tf.unstack(x, axis=1), initial_state=joined)
        outputs += [tf.stack(steps, 1), state]
        assert all(g is not None for g in tf.gradients(steps[-1], tf.trainable_variables()))
        values = run(outputs, {joined: begin})
        for got in values[2:]:
            np.testing.assert_allclose(got, values[0 if got.ndim == 3 else 1], atol=1e-5)
        return values[1].shape == (2, sum(sizes))

    return call


def _input_size(tf):
    """Where the cells of 0.x had `input_size`, and what is there since."""
    cells, x = tf.nn.rnn_cell, tf.ones([2, 4])
    size = x.get_shape()[1]
    same = [
        [cells.GRUCell(3, 4, tf.nn.relu), cells.GRUCell(3, tf.nn.relu)],
        [cells.BasicRNNCell(3, None, tf.nn.relu), cells.BasicRNNCell(3, activation=tf.nn.relu)],
        [cells.GRUCell(3, None, None), cells.GRUCell(3)],
        [cells.BasicLSTMCell(3, 0.5, size, False), cells.BasicLSTMCell(3, 0.5, False)],
        [cells.LSTMCell(3, size, True, 0.1), cells.LSTMCell(3, True, 0.1)],
        [cells.LSTMCell(3, None), cells.LSTMCell(3, False)],
    ]
    for cell in (cells.GRUCell, cells.BasicRNNCell):
        with tf.variable_scope(cell.__name__):
            first, _ = cell(3)(x, tf.zeros([2, 3]))
            again, _ = cell(3, None, True)(x, tf.zeros([2, 3]))
            assert near(first - again, np.zeros((2, 3)))
    for number, (old, new) in enumerate(same):
        with tf.variable_scope(f"net{number}", initializer=tf.constant_initializer(0.3)):
            before = [old(x, old.zero_state(2, tf.float32)), old.state_size]
        with tf.variable_scope(f"net{number}", reuse=True):
            after = [new(x, new.zero_state(2, tf.float32)), new.state_size]
        assert before[1] == after[1]
        assert near(tf.nest.flatten(before[0])[-1], run(tf.nest.flatten(after[0])[-1]))
    return True


def _both(*calls):
    def call(tf):
        for one in calls:
            with tf.Graph().as_default():
                assert one(tf)
        return True

    return call


def _linear(tf):
    """The variables of each way to call it, and what they give."""
    cells = tf.nn.rnn_cell
    x, y = tf.constant([[1.0, 2.0]]), tf.constant([[3.0]])
    ones = tf.ones_initializer()
    with tf.variable_scope("net", initializer=ones):
        assert near(cells.linear([x, y], 2, True, 0.5, scope="a"), [[6.5, 6.5]])
        assert near(cells._linear([x, y], 2, True, 0.5, "b"), [[6.5, 6.5]])
        assert near(cells._linear(x, 2, False, scope="c"), [[3.0, 3.0]])
        with tf.variable_scope("d"):
            assert near(cells._linear([x, y], 1, True, ones, ones), [[7.0]])
        with tf.variable_scope("e"):
            apply = cells._Linear([x, y], 1, True)
            assert near(apply([2 * x, y]), [[9.0]])
    for bad in (tf.ones([2]), tf.placeholder(tf.float32, [2, None])):
        try:
            cells.linear(bad, 2, True, scope="bad")
        except ValueError:
            continue
        raise AssertionError(bad)
    names = {v.op.name: v.shape.as_list() for v in tf.trainable_variables()}
    return names == {
        **{f"net/{scope}/kernel": [3, 2] for scope in "ab"},
        **{f"net/{scope}/bias": [2] for scope in "ab"},
        "net/c/kernel": [2, 2],
        **{f"net/{scope}/kernel": [3, 1] for scope in "de"},
        **{f"net/{scope}/bias": [1] for scope in "de"},
    }


_SHARED = {
    **{
        name: _unrolled(_CELLS[name])
        for name in (
            *("BasicRNNCell", "DeviceWrapper", "DropoutWrapper", "GRUCell"),
            *("InputProjectionWrapper", "OutputProjectionWrapper", "ResidualWrapper"),
        )
    },
    "BasicLSTMCell": _both(
        _unrolled(_CELLS["BasicLSTMCell"]),
        _joined_state(lambda c: c.BasicLSTMCell(2), [2, 2]),
        _input_size,
    ),
    "EmbeddingWrapper": _embedding_wrapper,
    "LSTMCell": _both(
        _unrolled(_CELLS["LSTMCell"]),
        _joined_state(lambda c: c.LSTMCell(2, num_proj=3, use_peepholes=True), [2, 3]),
    ),
    "LSTMStateTuple": _state_tuple,
    "MultiRNNCell": _both(
        _unrolled(_CELLS["MultiRNNCell"]),
        _joined_state(
            lambda c: c.MultiRNNCell([c.GRUCell(3), c.DropoutWrapper(c.BasicLSTMCell(2))]),
            [3, 2, 2],
        ),
    ),
    "RNNCell": _own_cell("RNNCell"),
}

_CONTRIB_RNN = {
    **{name: _unrolled(make) for name, make in _CELLS.items()},
    **_SHARED,
    **fused.CALLS,
    "Conv1DLSTMCell": _convolutional("Conv1DLSTMCell", [4]),
    "Conv2DLSTMCell": _convolutional("Conv2DLSTMCell", [4, 3]),
    "Conv3DLSTMCell": _convolutional("Conv3DLSTMCell", [2, 3, 2]),
    "ConvLSTMCell": _convolutional("ConvLSTMCell", [4, 3]),
    "LayerRNNCell": _own_cell("LayerRNNCell"),
    "PhasedLSTMCell": _phased,
    "best_effort_input_batch_size": _batch_size,
    "stack_bidirectional_dynamic_rnn": lambda tf: (
        _layers(tf, tf.contrib.rnn.stack_bidirectional_dynamic_rnn, tf.ones([2, 4, 3])).shape
        == (2, 4, 7)
    ),
    "stack_bidirectional_rnn": lambda tf: (
        np.shape(_layers(tf, tf.contrib.rnn.stack_bidirectional_rnn, [tf.ones([2, 3])] * 4))
        == (4, 2, 7)
    ),
    "static_bidirectional_rnn": _unrolled_by("static_bidirectional_rnn"),
    "static_rnn": _unrolled_by("static_rnn"),
    "static_state_saving_rnn": lambda tf: state_saving(tf.contrib.rnn.static_state_saving_rnn),
    "transpose_batch_time": lambda tf: (
        near(tf.contrib.rnn.transpose_batch_time([[1.0, 2.0]]), [[1.0], [2.0]])
        and tf.contrib.rnn.transpose_batch_time(tf.placeholder(tf.float32, [None, 3, 2])).shape[0]
        == 3
    ),
}

_LINEAR = {
    "_Linear": _linear,
    "_RNNCell": _own_cell("RNNCell"),
    "_linear": _linear,
    "linear": _linear,
}

CALLS = {
    **{f"tf.nn.rnn_cell.{name}": call for name, call in (_SHARED | _LINEAR).items()},
    **{f"tf.contrib.rnn.{name}": call for name, call in _CONTRIB_RNN.items()},
    **{f"tf.nn.seq2seq.{name}": call for name, call in legacy.CALLS.items()},
    **{f"tf.contrib.legacy_seq2seq.{name}": call for name, call in legacy.CALLS.items()},
    **{f"tf.contrib.seq2seq.{name}": call for name, call in seq2seq.CALLS.items()},
    **{f"tf.contrib.seq2seq.{name}": call for name, call in attention.CALLS.items()},
    **{f"tf.contrib.seq2seq.{name}": call for name, call in monotonic.CALLS.items()},
}
