"""`tf.contrib.rnn`: each cell against its paper's equations in NumPy; names, shapes, gradients."""

import numpy as np
import pytest

from tests.rnn_cells import CELLS
from tests.rnn_equations import BATCH, D, N

pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated")  # pytest resets the filters

PUBLIC = [
    "AttentionCellWrapper",
    "BasicLSTMCell",
    "BasicRNNCell",
    "BidirectionalGridLSTMCell",
    "CompiledWrapper",
    "Conv1DLSTMCell",
    "Conv2DLSTMCell",
    "Conv3DLSTMCell",
    "ConvLSTMCell",
    "CoupledInputForgetGateLSTMCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "EmbeddingWrapper",
    "FusedRNNCell",
    "FusedRNNCellAdaptor",
    "GLSTMCell",
    "GRUBlockCell",
    "GRUBlockCellV2",
    "GRUCell",
    "GridLSTMCell",
    "HighwayWrapper",
    "IndRNNCell",
    "IndyGRUCell",
    "IndyLSTMCell",
    "InputProjectionWrapper",
    "IntersectionRNNCell",
    "LSTMBlockCell",
    "LSTMBlockFusedCell",
    "LSTMBlockWrapper",
    "LSTMCell",
    "LSTMStateTuple",
    "LayerNormBasicLSTMCell",
    "LayerRNNCell",
    "MultiRNNCell",
    "NASCell",
    "OutputProjectionWrapper",
    "PhasedLSTMCell",
    "RNNCell",
    "ResidualWrapper",
    "SRUCell",
    "TimeFreqLSTMCell",
    "TimeReversedFusedRNN",
    "UGRNNCell",
    "best_effort_input_batch_size",
    "stack_bidirectional_dynamic_rnn",
    "stack_bidirectional_rnn",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
    "transpose_batch_time",
]
"""What the docstring of 1.15's `tensorflow/contrib/rnn/__init__.py` makes public."""


def test_nothing_is_missing_against_1_15_and_nothing_is_extra():
    from compat.contrib import rnn

    assert sorted(rnn.__all__) == sorted(PUBLIC)
    assert {name for name in vars(rnn) if not name.startswith("_")} - set(PUBLIC) <= {
        # The modules of the package, which Python puts there, and what it is made of.
        *("block", "convolutional", "frequency", "functions", "fused", "gated", "grid"),
        *("independent", "lstm", "names", "parts", "phased", "v1", "wrappers"),
    }


def inputs_of(name, rng):
    if name == "PhasedLSTMCell":
        return rng.uniform(0, 9, (BATCH, 1)).astype("f"), rng.normal(size=(BATCH, D)).astype("f")
    if name == "EmbeddingWrapper":
        return rng.integers(7, size=(BATCH, 1))
    shape = (BATCH, 6, D) if name.startswith("Conv1D") else (BATCH, D)
    return rng.normal(size=shape).astype("f")


def flat(structure):
    from compat import tf

    return tf.nest.flatten(structure)


@pytest.mark.parametrize("name", ["NASCell", "SRUCell"])
def test_a_cell_of_doubles(name):
    from compat import tf

    with tf.Graph().as_default():
        cell = CELLS[name][0](tf.contrib.rnn)
        output, _ = cell(tf.ones([BATCH, D], tf.float64), cell.zero_state(BATCH, tf.float64))
        assert output.dtype == tf.float64


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_is_its_equations(name):
    from compat import tf

    make, scope, shapes, equations = CELLS[name]
    rng = np.random.default_rng(len(name))
    x = inputs_of(name, rng)
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(1)
        cell = make(tf.contrib.rnn)
        if name == "TimeFreqLSTMCell":  # its state_size is that of one window
            state = tf.zeros([BATCH, 3 * 2 * N])
        else:
            state = cell.zero_state(BATCH, tf.float32)
        given = tf.nest.map_structure(tf.constant, x)
        first, _ = outputs = cell(given, state)
        with tf.variable_scope(tf.get_variable_scope(), reuse=True):
            again, _ = cell(given, state)
        variables = tf.trainable_variables()
        prefix = f"{scope}/" if scope else ""
        found = {v.op.name: tuple(v.shape.as_list()) for v in variables}
        assert found == {prefix + key: shape for key, shape in shapes.items()}
        assert {prefix + key for key in shapes} >= {v.op.name for v in cell.trainable_variables}

        session.run(tf.global_variables_initializer())
        for v in variables:
            if not name.startswith("Phased") or v.op.name.split("/")[-1] in ("kernel", "bias"):
                v.load(rng.uniform(-0.8, 0.8, v.shape).astype("f"), session)
        values = session.run({v.op.name.removeprefix(prefix): v for v in variables})
        values = {key: value.astype("d") for key, value in values.items()}
        old = [rng.uniform(-1, 1, s.shape).astype("f") for s in flat(state)]
        fed = dict(zip(flat(state), old, strict=True))
        expected = equations(
            values,
            tf.nest.map_structure(lambda a: a.astype("d") if a.dtype == "f" else a, x),
            tf.nest.pack_sequence_as(state, [s.astype("d") for s in old]),
        )
        got = session.run(outputs, fed)
        for a, b in zip(flat(got), flat(expected), strict=True):
            np.testing.assert_allclose(a, b, atol=2e-5)
        np.testing.assert_array_equal(session.run(again, fed), got[0])

        loss = tf.add_n([tf.reduce_sum(tf.sin(y)) for y in flat(outputs)])
        # Where there is normalization, nothing is added by the bias.
        unused = {"B"} if "normalized" in name else set()
        gradients = {
            v.op.name.removeprefix(prefix): gradient
            for v, gradient in zip(variables, tf.gradients(loss, variables), strict=True)
        }
        assert {key for key, gradient in gradients.items() if gradient is None} == unused
        passed = {key: tf.convert_to_tensor(gradients[key]) for key in gradients.keys() - unused}
        for key, gradient in session.run(passed, fed).items():
            assert np.isfinite(gradient).all(), key
            assert gradient.any(), key
        assert first.shape.as_list()[1:] == list(got[0].shape[1:])
