"""`tf.contrib.rnn` of TensorFlow 1: the cells of `tf.nn.rnn_cell`, and functions to unroll them."""

from compat import names
from compat._v1 import v1
from compat.nn import rnn_cell as _cells

__all__ = [
    "BasicLSTMCell",
    "BasicRNNCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "GRUCell",
    "LSTMCell",
    "LSTMStateTuple",
    "MultiRNNCell",
    "RNNCell",
    "ResidualWrapper",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
]

BasicLSTMCell = _cells.BasicLSTMCell
BasicRNNCell = _cells.BasicRNNCell
DeviceWrapper = _cells.DeviceWrapper
DropoutWrapper = _cells.DropoutWrapper
GRUCell = _cells.GRUCell
LSTMCell = _cells.LSTMCell
LSTMStateTuple = _cells.LSTMStateTuple
MultiRNNCell = _cells.MultiRNNCell
RNNCell = _cells.RNNCell
ResidualWrapper = _cells.ResidualWrapper
static_bidirectional_rnn = v1.nn.static_bidirectional_rnn
static_rnn = v1.nn.static_rnn
static_state_saving_rnn = v1.nn.static_state_saving_rnn


def __getattr__(name: str):
    raise names.missing("tf.contrib.rnn", name)
