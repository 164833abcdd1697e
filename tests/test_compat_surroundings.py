"""What a script finds around it: windows, folders, data, modules where they were."""

import os
import subprocess
import sys
import types
from pathlib import Path

import numpy as np
import pytest

from compat import places, script, source, surroundings
from compat.names import NAMES, Kind

PROJECT = Path(__file__).parents[1]


def test_a_notebook_saved_as_a_script(run):
    assert (
        run("""\
    get_ipython().magic(u'matplotlib inline')
    get_ipython().run_line_magic('matplotlib', 'inline')
    get_ipython().system('no such command')
    print('on')
    """)
        == "on\n"
    )


def test_a_figure_finds_its_folder(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(
        """
        import io, os

        class plt:
            def savefig(*arguments, **named):
                print(arguments, named)

            imsave = savefig

        plt.savefig("figures/1/a.png", dpi=7)
        plt.imsave("images/a.png", [[1]])
        plt.savefig("a.png")
        plt.savefig(*["b.png"])
        plt.savefig(io.BytesIO is None)
        print(sorted(os.listdir()))
        """
    ).splitlines() == [
        "('figures/1/a.png',) {'dpi': 7}",
        "('images/a.png', [[1]]) {}",
        "('a.png',) {}",
        "('b.png',) {}",
        "(False,) {}",
        "['figures', 'images', 'script.py']",
    ]


@pytest.mark.parametrize(("backend", "waits"), [("agg", False), ("TkAgg", True)])
def test_nobody_presses_a_button_without_a_window(run, monkeypatch, backend, waits):
    matplotlib = types.SimpleNamespace(get_backend=lambda: backend)
    monkeypatch.setitem(sys.modules, "matplotlib", matplotlib)
    assert run(
        """
        class plt:
            def waitforbuttonpress(timeout=-1):
                return timeout

        print(plt.waitforbuttonpress(), plt.waitforbuttonpress(3))
        """
    ) == ("-1 3\n" if waits else "None None\n")


@pytest.mark.parametrize(("display", "used"), [("", "Agg Agg"), (":0", "TkAgg Qt5Agg")])
def test_windows_are_asked_for_where_there_is_a_display(run, monkeypatch, display, used):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    if display:
        monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setitem(sys.modules, "matplotlib", types.SimpleNamespace(use=print))
    text = """
        import matplotlib
        import matplotlib as mpl

        matplotlib.use("TkAgg", end=" ")
        mpl.use("Qt5Agg")
        """
    assert run(text) == f"{used}\n"


def test_keras_finds_mnist(monkeypatch):
    from tf_keras.api._v1 import keras
    from tf_keras.src.datasets import mnist

    from compat.mnist import arrays, find

    for module in (mnist, keras.datasets.mnist):
        monkeypatch.setattr(module, "load_data", None)  # and back afterwards
    images = np.arange(8, dtype=np.uint8).reshape(2, 2, 2, 1)
    labels = np.array([3, 4], np.uint8)
    found = {"here": arrays.Arrays(images, labels, images[:1], labels[:1], "", "")}
    monkeypatch.setattr(find, "find", lambda data_dir: data_dir)
    monkeypatch.setattr(arrays, "load", found.get)
    surroundings.keras_finds_mnist("here")
    (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    assert x_train.tolist() == images[..., 0].tolist()
    assert (y_train.tolist(), x_test.shape, y_test.tolist()) == ([3, 4], (1, 2, 2), [3])
    x_train[0] = 0  # a copy, as of a file
    assert mnist.load_data("some.npz")[0][0][0, 1, 1] == 3


def test_input_data_beside_the_script_or_ours(run, tmp_path, monkeypatch):
    from compat.examples.tutorials.mnist import input_data

    monkeypatch.delitem(sys.modules, "input_data", raising=False)
    assert run("import input_data\nprint(input_data.__name__)") == f"{input_data.__name__}\n"
    monkeypatch.delitem(sys.modules, "input_data")
    (tmp_path / "input_data.py").write_text("x = 1\n")
    assert run("import input_data\nprint(input_data.x)") == "1\n"
    monkeypatch.delitem(sys.modules, "input_data")


def test_builtin_names_are_the_scripts_alone(run):
    import builtins

    run("print(xrange(3))")
    assert not hasattr(builtins, "xrange")


def test_what_is_not_used_need_not_be_installed(run, capsys):
    script_text = """\
        import os, no_such_a as a, no_such_b.c
        from no_such_d.e import f, g

        print(os.name != "")
        """
    assert run(script_text) == "True\n"


@pytest.mark.parametrize(
    "text",
    [
        "import no_such as a\nprint(1)\na.b",
        "from no_such import a, b\nprint(1)\na",
        "from no_such import *",
        "import no_such\nglobals()",
        "try:\n    import no_such\nexcept ImportError:\n    raise",
        "import helper_of_this",
    ],
)
def test_what_is_used_stops_at_its_import(text, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    (tmp_path / "helper_of_this.py").write_text("import no_such\n")
    path = tmp_path / "script.py"
    path.write_text(text)
    assert script.run(source.load(str(path), {}), []) == 1
    out, err = capsys.readouterr()
    assert not out
    assert "No module named 'no_such'" in err


# The process


def test_private_modules_stand_for_public_name_spaces():
    assert places.public("tf.python.ops.rnn_cell.LSTMCell") == "tf.nn.rnn_cell.LSTMCell"
    assert places.public("tf.contrib.slim.python.slim") == "tf.contrib.slim"
    assert places.public("tf.python.ops.math_ops.add") == "tf.python.ops.math_ops.add"
    assert places.public("tf") == "tf"
    spaces = {row.old.rpartition(".")[0] for row in NAMES if row.kind is not Kind.ABSENT}
    assert set(places.PLACES.values()) <= spaces | places.AS_THEY_WERE


WILD = """\
import os, warnings
import numpy as np
import keras
import tensorflow as tf
from keras.engine.topology import Layer
from keras.layers import Dense
from keras.layers.core import Dense as core_dense
from keras.objectives import mean_squared_error
from keras.utils import np_utils
from keras.utils.np_utils import to_categorical
from tensorflow.keras.layers.recurrent import LSTM
from tensorflow.python.ops import rnn, rnn_cell
from tensorflow.python.ops.rnn_cell import LSTMCell
from tensorflow.models.rnn import rnn_cell as cells
from tensorflow.contrib.rnn.python.ops import core_rnn_cell
from tensorflow.contrib.rnn.python.ops.rnn_cell import GRUCell
import tensorflow.contrib.rnn.python.ops.core_rnn_cell as as_core
import tensorflow.python.ops.rnn_cell as as_cell
from tensorflow.contrib.layers.python.layers import batch_norm, initializers
from tensorflow.contrib.learn.python.learn.datasets.mnist import read_data_sets
from tensorflow.models.rnn.rnn import *
from tensorflow.contrib.rnn.python.ops.rnn_cell import *
from tensorflow.python.estimator.inputs import numpy_io
from tensorflow.python.framework import graph_util
from tensorflow.python.framework.graph_util import convert_variables_to_constants
from tensorflow.python.layers.normalization import batch_normalization

assert rnn is tf.nn.rnn and rnn_cell is tf.nn.rnn_cell and "softmax" not in globals()
assert GRUBlockCell is tf.contrib.rnn.GRUBlockCell
assert numpy_io.numpy_input_fn is tf.estimator.inputs.numpy_input_fn
assert graph_util.convert_variables_to_constants is convert_variables_to_constants
assert batch_normalization is tf.layers.batch_normalization
from tensorflow.python.ops import rnn, rnn_cell
assert LSTMCell is rnn_cell.LSTMCell is cells.LSTMCell is tf.nn.rnn_cell.LSTMCell
assert core_rnn_cell.GRUCell is GRUCell is tf.contrib.rnn.GRUCell is as_core.GRUCell
assert as_cell is rnn_cell and rnn.dynamic_rnn is tf.nn.dynamic_rnn and rnn.rnn is tf.nn.static_rnn
assert batch_norm is tf.contrib.layers.batch_norm
assert initializers.xavier_initializer is tf.contrib.layers.xavier_initializer
assert keras.models.Sequential is tf.keras.Sequential and Dense is tf.keras.layers.Dense
assert core_dense is Dense and LSTM is keras.layers.LSTM and Layer is keras.layers.Layer
assert np_utils.to_categorical is to_categorical is keras.utils.to_categorical
assert mean_squared_error is keras.losses.mean_squared_error
assert rnn._transpose_batch_time  # today's private module has it

flags = tf.app.flags
flags.DEFINE_string("log_dir", "a", "of absl, too")
flags.DEFINE_integer("steps", 1, "")
tf.flags.DEFINE_integer("steps", 2, "again")
FLAGS = tf.flags.FLAGS
FLAGS._parse_flags()
print(FLAGS.log_dir, FLAGS.steps, sorted(FLAGS.__flags)[:1] != [])

assert tf.placeholder("float", [None, 784 / 28]).shape.as_list() == [None, 28]
assert tf.get_variable("whole", [np.float32(4)]).shape == [4]
cell = LSTMCell(3)
assert tf.placeholder("float", [None, cell.state_size]).shape.as_list() == [None, 6]
assert cell(tf.zeros([2, 1]), tf.zeros((tf.constant(2), cell.state_size)))[1].shape == [2, 6]
try:
    tf.placeholder("float", [1.5])
except ValueError as error:
    assert "Ambiguous dimension: 1.5" in str(error)

print(os.environ.get("MPLBACKEND"), np.float is float, np.array([[1], [2, 3]]).dtype)
warnings.warn("old", DeprecationWarning)
v = tf.Variable(1.0)
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(tf.train.Saver().save(session, "new/folder/model.ckpt"), [session.run(v)])
    print(tf.train.Saver().save(session, "D:\\\\logs\\\\model.ckpt"))
    with tf.summary.FileWriter("C:/logs/run") as writer:
        writer.add_graph(session.graph)
print(sorted(os.listdir(".")), os.listdir("C:/logs"))


def main(_):
    tf.logging.warning("said once")
    rnn_cell.NoSuchCell


tf.app.run()
"""


def test_the_process_of_a_script(tmp_path):
    here = tmp_path / "here"
    here.mkdir()
    (tmp_path / "script.py").write_text(WILD)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TF_", "MPL"))}
    for display in ("DISPLAY", "WAYLAND_DISPLAY"):
        kept.pop(display, None)
    done = subprocess.run(
        [sys.executable, "-m", "compat", "../script.py"],
        cwd=here,
        env=kept | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    logged, said = done.stderr.splitlines()
    assert logged == "WARNING:tensorflow:said once"
    line = WILD.count("\n") - 3
    message = "tf.nn.rnn_cell.NoSuchCell of TensorFlow 1 is not"
    assert said.startswith(f"../script.py:{line}: {message}")
    assert done.stdout.splitlines() == [
        "a 2 True",
        f"{'Agg' if sys.platform == 'linux' else None} True object",
        "new/folder/model.ckpt [1.0]",
        "D:\\logs\\model.ckpt",
        "['C:', 'D:\\\\logs\\\\model.ckpt.data-00000-of-00001', 'D:\\\\logs\\\\model.ckpt.index', "
        "'D:\\\\logs\\\\model.ckpt.meta', 'checkpoint', 'new'] ['run']",
    ]
    assert done.returncode == 2
