"""compat: every name answers, TensorFlow stays as it was, and the terminal stays quiet."""

import importlib
import os
import subprocess
import sys

import pytest

from compat import names
from compat.names import NAMES, Kind

pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated")  # pytest resets the filters


def resolve(dotted: str):
    """Imports the longest module path in a dotted name, then follows the attributes."""
    parts = dotted.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ImportError:
            continue
        for attribute in parts[end:]:
            found = getattr(found, attribute)
        return found
    raise AssertionError(f"{dotted} does not resolve")


@pytest.mark.parametrize("name", NAMES, ids=lambda n: n.old)
def test_every_name_resolves_to_its_answer(name):
    if name.kind is Kind.ABSENT:
        pytest.skip("absent by design")
    assert resolve(f"compat.{name.old}") is resolve(name.answer)


def test_nothing_is_missing_from_the_table_and_nothing_is_extra():
    from compat.contrib import rnn
    from compat.nn import rnn_cell

    for module, old in ((rnn, "tf.contrib.rnn"), (rnn_cell, "tf.nn.rnn_cell")):
        listed = {n.old.removeprefix(f"{old}.") for n in NAMES if n.old.startswith(f"{old}.")}
        assert listed == set(module.__all__)
        assert set(module.__all__) <= set(dir(module))


def test_names_that_are_listed_are_listed_once():
    olds = [name.old for name in NAMES]
    assert len(olds) == len(set(olds))


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("tf.contrib.rnn.BasicLSTMCel", "did you mean BasicLSTMCell"),
        ("tf.contrib.rnn.LSTMBlockCell", "tf.contrib.rnn.LSTMBlockCell of TensorFlow 1"),
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
    assert "covered here: contrib, examples, nn" in str(names.missing("tf", "qqqq"))


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


def python(code: str, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={k: v for k, v in os.environ.items() if not k.startswith("TF_")} | env,
    )


def test_after_tensorflow_with_keras_3():
    done = python("""
import tensorflow
assert tensorflow.keras.__version__.startswith("3")
from compat import tf
x = tf.placeholder(tf.float32, [None, 5, 2])
outputs, _ = tf.nn.dynamic_rnn(tf.contrib.rnn.BasicLSTMCell(3), x, dtype=tf.float32)
print(outputs.shape, [v.name for v in tf.trainable_variables()])
""")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "(?, 5, 3) ['rnn/basic_lstm_cell/kernel:0', 'rnn/basic_lstm_cell/bias:0']\n"
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
