"""compat: every name answers, TensorFlow stays as it was, and the terminal stays quiet."""

import os
import subprocess
import sys

import numpy as np
import pytest

from compat import names

pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated")  # pytest resets the filters


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("tf.contrib.rnn.BasicLSTMCel", "did you mean BasicLSTMCell"),
        ("tf.contrib.rnn.WeightNormLSTMCell", "tf.contrib.rnn.WeightNormLSTMCell of Tens"),
        ("tf.contrib.nothing", "tf.contrib.nothing of TensorFlow 1 is not covered by compat"),
        ("tf.no_such_name", "tf.no_such_name of TensorFlow 1 is not covered by compat"),
        ("tf.nn.no_such_name", "tf.nn.no_such_name of TensorFlow 1 is not covered by compat"),
    ],
)
def test_a_name_that_is_not_covered_says_so(expression, message):
    from compat import tf

    with pytest.raises(AttributeError, match=message):
        eval(expression, {"tf": tf})


def test_missing_names_what_is_there():
    message = str(names.missing("tf.contrib.learn.io", "qqqq"))
    assert message.endswith("; covered here: numpy_input_fn, pandas_input_fn")
    assert "covered here" not in str(names.missing("tf", "qqqq"))  # too many


@pytest.mark.filterwarnings("ignore:.Model.state_updates")
def test_keras_is_that_of_tensorflow_1():
    from compat import tf

    with tf.Graph().as_default():
        dense = tf.keras.layers.Dense(1, input_shape=(2,))
        model = tf.keras.Sequential([dense])
        model.compile(tf.keras.optimizers.Adam(lr=0.1), "mse")
        model.fit(np.ones((4, 2)), np.ones(4), epochs=1, verbose=0)
        assert model.predict(np.ones((4, 2))).shape == (4, 1)
    assert tf.keras.__version__ == "2.2.4-tf"


def test_layers_with_updates_of_inputs():
    from compat import tf

    for base in (tf.layers.Layer, tf.keras.layers.Layer):

        class Counting(base):
            def build(self, shape):
                self.count = self.add_weight(
                    name="count", shape=[], initializer="zeros", trainable=False
                )
                super().build(shape)

            def call(self, inputs):
                self.add_update(tf.assign_add(self.count, 1.0), inputs)
                self.add_update([tf.assign_add(self.count, 1.0)], inputs=True)
                return inputs

        with tf.Graph().as_default():
            layer = Counting()
            layer(tf.ones([2, 3]))
            assert len(layer.updates) == 2


def test_a_batch_size_of_unknown_rank():
    from compat import tf

    with tf.Graph().as_default(), tf.Session() as session:
        batch_size = tf.placeholder(tf.int32)
        cells = tf.contrib.rnn
        layers = [cells.DropoutWrapper(cells.BasicLSTMCell(3)), cells.GRUCell(2)]
        state = cells.MultiRNNCell(layers).zero_state(batch_size, tf.float32)
        assert batch_size.shape.rank is None
        (c, h), g = session.run(state, {batch_size: 4})
        assert (c.shape, h.shape, g.shape) == ((4, 3), (4, 3), (4, 2))
        assert not c.any()


def test_the_adapted_cells_are_cells():
    from compat import tf

    cells = tf.nn.rnn_cell
    for cell in ("BasicLSTMCell", "BasicRNNCell", "GRUCell", "LSTMCell"):
        assert isinstance(getattr(cells, cell)(2), cells.RNNCell)


def test_a_cell_given_several_times_is_a_cell_for_each_layer():
    """As up to TensorFlow 1.0; the layers' inputs are of two sizes, which 1.2 and later refused."""
    from compat import tf

    cells = tf.nn.rnn_cell
    with tf.Graph().as_default(), tf.Session() as session:
        keep = tf.placeholder_with_default(0.5, [])
        cell = cells.DropoutWrapper(cells.BasicLSTMCell(3), output_keep_prob=keep)
        stack = cells.MultiRNNCell([cell] * 2)
        outputs, _ = tf.nn.dynamic_rnn(stack, tf.ones([2, 4, 5]), dtype=tf.float32)
        assert [(v.op.name, v.shape.as_list()) for v in tf.trainable_variables()] == [
            ("rnn/multi_rnn_cell/cell_0/basic_lstm_cell/kernel", [8, 12]),
            ("rnn/multi_rnn_cell/cell_0/basic_lstm_cell/bias", [12]),
            ("rnn/multi_rnn_cell/cell_1/basic_lstm_cell/kernel", [6, 12]),
            ("rnn/multi_rnn_cell/cell_1/basic_lstm_cell/bias", [12]),
        ]
        session.run(tf.global_variables_initializer())
        assert (session.run(outputs) == 0).any()
        assert (session.run(outputs, {keep: 1.0}) != 0).all()


def test_a_cell_of_a_script_given_several_times():
    from compat import tf

    class Own(tf.nn.rnn_cell.RNNCell):
        state_size = output_size = 3

        def call(self, inputs, state):
            size = inputs.shape[1]
            state = tf.matmul(inputs, tf.get_variable("w", [size, 3])) + state
            return state, state

    with tf.Graph().as_default():
        stack = tf.nn.rnn_cell.MultiRNNCell([Own()] * 2)
        tf.nn.static_rnn(stack, [tf.ones([2, 5])] * 2, dtype=tf.float32)
        assert [v.shape.as_list() for v in tf.trainable_variables()] == [[5, 3], [3, 3]]


def python(code: str, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={k: v for k, v in os.environ.items() if not k.startswith("TF_")} | env,
    )


@pytest.mark.slow
def test_after_tensorflow_with_keras_3():
    done = python("""
import tensorflow
assert tensorflow.keras.__version__.startswith("3")
from compat import tf
x = tf.placeholder(tf.float32, [None, 5, 2])
outputs, _ = tf.nn.dynamic_rnn(tf.contrib.rnn.BasicLSTMCell(3), x, dtype=tf.float32)
print(outputs.shape, [v.name for v in tf.trainable_variables()])
y = tf.layers.dense(tf.contrib.layers.fully_connected(x[:, 0], 4), 5)
print(tf.layers.dropout(y).shape, [v.name for v in tf.trainable_variables()[2::2]])
""")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "(?, 5, 3) ['rnn/basic_lstm_cell/kernel:0', 'rnn/basic_lstm_cell/bias:0']\n"
        "(?, 5) ['fully_connected/weights:0', 'dense/kernel:0']\n"
    )


def test_the_terminal_stays_quiet_but_for_real_warnings():
    done = python("""
from compat import tf
import logging, warnings
cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.BasicLSTMCell(3)])  # three notices
init = tf.initialize_all_variables()  # a notice
tf.nn.softmax_cross_entropy_with_logits(logits=tf.zeros([1, 2]), labels=tf.zeros([1, 2]))
with tf.Session() as session:
    session.run(init)
tf.logging.warning("the learning rate is negative")
warnings.warn("this is not deprecated")
""")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("  ")]
    assert lines == [
        "WARNING:tensorflow:the learning rate is negative",
        "<string>:10: UserWarning: this is not deprecated",
    ]


@pytest.mark.slow
def test_everything_reaches_who_asks_for_it():
    done = python("from compat import tf", TF_CPP_MIN_LOG_LEVEL="0")
    assert "oneDNN" in done.stderr


def test_importing_compat_changes_nothing_in_tensorflow():
    done = python("""
import tensorflow as tf
from tensorflow.compat import v1
def names():
    return {m.__name__: dict.fromkeys(dir(m)) for m in (tf, tf.nn, v1, v1.nn, v1.train)}
before = names()
from compat import tf as tf1
from compat.contrib import rnn
tf1.contrib.rnn.BasicLSTMCell(3)
import sys
assert "tf_slim" not in sys.modules  # it takes a second, so only when it is asked for
tf1.contrib.layers.batch_norm
assert "tf_slim" in sys.modules
assert names() == before
assert not hasattr(tf, "contrib")
""")
    assert done.returncode == 0, done.stderr


def test_importing_the_package_alone_loads_no_tensorflow():
    done = python("""
import sys, compat, compat.names, compat.session, compat.mnist.find
from compat.examples.tutorials.mnist import input_data
assert "tensorflow" not in sys.modules
""")
    assert done.returncode == 0, done.stderr


def test_session_config():
    from compat.session import session_config

    config = session_config(threads=3)
    assert config.intra_op_parallelism_threads == 1
    assert config.inter_op_parallelism_threads == 3
    assert config.gpu_options.allow_growth
    assert config.gpu_options.visible_device_list == ""

    config = session_config(gpu_memory_fraction=0.25, visible_devices=[0, 2])
    assert config.gpu_options.per_process_gpu_memory_fraction == 0.25
    assert config.gpu_options.visible_device_list == "0,2"


@pytest.mark.parametrize("bad", [{"threads": 0}, {"gpu_memory_fraction": 1.5}])
def test_session_config_out_of_range(bad):
    from compat.session import session_config

    with pytest.raises(ValueError, match="must be"):
        session_config(**bad)
