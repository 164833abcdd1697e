"""What a script imports and uses in its process: private modules where they were, and all else."""

import os
import subprocess
import sys
from pathlib import Path

from compat import places
from compat.names import NAMES, Kind

PROJECT = Path(__file__).parents[1]


def test_private_modules_stand_for_public_name_spaces():
    assert places.public("tf.python.ops.rnn_cell.LSTMCell") == "tf.nn.rnn_cell.LSTMCell"
    assert places.public("tf.contrib.slim.python.slim") == "tf.contrib.slim"
    assert places.public("tf.python.ops.math_ops.add") == "tf.python.ops.math_ops.add"
    assert places.public("tf") == "tf"
    spaces = {row.old.rpartition(".")[0] for row in NAMES if row.kind is not Kind.ABSENT}
    assert set(places.PLACES.values()) <= spaces | places.AS_THEY_WERE


HELPER = """\
import tensorflow as tf

def product(x):
    print "a product of", map(str, xrange(7 / 2))
    return tf.mul(x, 2)
"""

WILD = """\
import os, warnings
import helper
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
from tensorflow.python.framework import constant_op, ops
from tensorflow.python.ops import array_ops, control_flow_ops, functional_ops, math_ops, nn, nn_ops
from tensorflow.python.ops import gen_nn_ops, nn_impl, variable_scope
from tensorflow.python.training import training_ops
from tensorflow.python.util import nest

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

from tensorflow.python.ops.array_ops import *
from tensorflow.python.ops.nn import *
assert ops is array_ops.ops and nn.rnn_cell is tf.nn.rnn_cell
assert dynamic_rnn is nn.dynamic_rnn is tf.nn.dynamic_rnn
assert array_ops.stack is tf.stack and control_flow_ops.while_loop is tf.while_loop
assert functional_ops.scan is tf.scan and math_ops.batch_matmul is tf.batch_matmul
assert ops.Tensor is tf.Tensor and variable_scope.variable_op_scope is tf.variable_op_scope
assert ops.name_scope is not tf.name_scope  # today's take more
assert nest.is_sequence([1]) and not nest.is_sequence(1) and nest.flatten([1, [2]]) == [1, 2]
assert array_ops.concat(1, [[[1]], [[2]]]).shape == constant_op.constant(0, shape=[1, 2]).shape
assert math_ops.reduce_sum([[1, 2]], reduction_indices=1, keep_dims=True).shape == [1, 1]
assert gen_nn_ops._relu_grad is gen_nn_ops.relu_grad and training_ops.apply_adam
assert array_ops.shape_internal and not hasattr(nn_ops, "no_such")  # today's private modules
logits, labels = tf.constant([[1.0, 2.0]]), tf.constant([[1.0, 0.0]])
expected = tf.losses.softmax_cross_entropy(labels, logits, reduction="none")
losses = [
    module.softmax_cross_entropy_with_logits(logits, labels) for module in (nn, nn_ops, tf.nn)
]
losses.append(nn_ops.sparse_softmax_cross_entropy_with_logits(logits, [0]))
sigmoid = nn_impl.sigmoid_cross_entropy_with_logits(logits, labels)[:, 1:]
with tf.Session() as session:
    for loss in session.run(losses):
        np.testing.assert_allclose(loss, session.run(expected), rtol=1e-6)
    np.testing.assert_allclose(session.run(sigmoid), [[np.log1p(np.exp(2))]], rtol=1e-6)
    array = tf.TensorArray(tf.float32, 2).unpack(tf.constant([3.0, 4.0]))
    assert session.run(array.pack(name="packed")).tolist() == [3, 4]
    assert session.run(tf.pack([1, 2])).tolist() == [1, 2]
    assert session.run(helper.product(array.pack()))[0] == 6
    sparse = session.run(tf.SparseTensor([[0, 1]], [1.0], shape=[2, 3]))
    assert sparse.dense_shape.tolist() == [2, 3]

flags = tf.app.flags
flags.DEFINE_string("log_dir", "a", "of absl, too")
flags.DEFINE_integer("steps", 1, "")
tf.flags.DEFINE_integer("steps", 2, "again")
flags.DEFINE_integer("train_size", np.inf, "")
flags.DEFINE_integer("count", 1e5, "")
flags.DEFINE_integer("given", 1e5, "")
flags.DEFINE_string("name", 128, "")
flags.DEFINE_float("rate", "0.5", "")
try:
    flags.DEFINE_float("wrong", "a half", "")
except Exception as error:
    assert "a half" in str(error)
FLAGS = tf.flags.FLAGS
FLAGS._parse_flags()
FLAGS.new = [3]
FLAGS.new += [4]
assert FLAGS.__dict__["__flags"] == FLAGS.__flags
print(FLAGS.log_dir, FLAGS.steps, FLAGS.__flags)

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
    (tmp_path / "helper.py").write_text(HELPER)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TF_", "MPL"))}
    for display in ("DISPLAY", "WAYLAND_DISPLAY"):
        kept.pop(display, None)
    done = subprocess.run(
        [sys.executable, "-m", "compat", "../script.py", "--given", "7"],
        cwd=here,
        env=kept | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    helped, logged, said = done.stderr.splitlines()
    assert helped == f"{tmp_path / 'helper.py'}:4: print statement: runs as in Python 2"
    assert logged == "WARNING:tensorflow:said once"
    line = WILD.count("\n") - 3
    message = "tf.nn.rnn_cell.NoSuchCell of TensorFlow 1 is not"
    assert said.startswith(f"../script.py:{line}: {message}")
    assert done.stdout.splitlines() == [
        "a product of ['0', '1', '2']",
        "a 2 {'log_dir': 'a', 'steps': 2, 'train_size': inf, 'count': 100000.0, 'given': 7, "
        "'name': 128, 'rate': 0.5, 'new': [3, 4]}",
        f"{'Agg' if sys.platform == 'linux' else None} True object",
        "new/folder/model.ckpt [1.0]",
        "D:\\logs\\model.ckpt",
        "['C:', 'D:\\\\logs\\\\model.ckpt.data-00000-of-00001', 'D:\\\\logs\\\\model.ckpt.index', "
        "'D:\\\\logs\\\\model.ckpt.meta', 'checkpoint', 'new'] ['run']",
    ]
    assert done.returncode == 2
