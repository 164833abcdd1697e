"""`tf.contrib.rnn` of TensorFlow 1.15: all its cells, and functions to unroll them."""

from tf_keras.src.layers.rnn import legacy_cells as _legacy_cells

from compat import names
from compat._v1 import v1
from compat.contrib.rnn import block as _block
from compat.contrib.rnn import convolutional as _convolutional
from compat.contrib.rnn import frequency as _frequency
from compat.contrib.rnn import functions as _functions
from compat.contrib.rnn import fused as _fused
from compat.contrib.rnn import gated as _gated
from compat.contrib.rnn import grid as _grid
from compat.contrib.rnn import independent as _independent
from compat.contrib.rnn import lstm as _lstm
from compat.contrib.rnn import phased as _phased
from compat.contrib.rnn import wrappers as _wrappers
from compat.nn import projections as _projections
from compat.nn import rnn_cell as _rnn_cell

__all__ = [
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

AttentionCellWrapper = _wrappers.AttentionCellWrapper
BasicLSTMCell = _rnn_cell.BasicLSTMCell
BasicRNNCell = _rnn_cell.BasicRNNCell
BidirectionalGridLSTMCell = _grid.BidirectionalGridLSTMCell
CompiledWrapper = _wrappers.CompiledWrapper
Conv1DLSTMCell = _convolutional.Conv1DLSTMCell
Conv2DLSTMCell = _convolutional.Conv2DLSTMCell
Conv3DLSTMCell = _convolutional.Conv3DLSTMCell
ConvLSTMCell = _convolutional.ConvLSTMCell
CoupledInputForgetGateLSTMCell = _lstm.CoupledInputForgetGateLSTMCell
DeviceWrapper = _rnn_cell.DeviceWrapper
DropoutWrapper = _rnn_cell.DropoutWrapper
EmbeddingWrapper = _projections.EmbeddingWrapper
FusedRNNCell = _fused.FusedRNNCell
FusedRNNCellAdaptor = _fused.FusedRNNCellAdaptor
GLSTMCell = _lstm.GLSTMCell
GRUBlockCell = _block.GRUBlockCell
GRUBlockCellV2 = _block.GRUBlockCellV2
GRUCell = _rnn_cell.GRUCell
GridLSTMCell = _grid.GridLSTMCell
HighwayWrapper = _wrappers.HighwayWrapper
IndRNNCell = _independent.IndRNNCell
IndyGRUCell = _independent.IndyGRUCell
IndyLSTMCell = _independent.IndyLSTMCell
InputProjectionWrapper = _projections.InputProjectionWrapper
IntersectionRNNCell = _gated.IntersectionRNNCell
LSTMBlockCell = _block.LSTMBlockCell
LSTMBlockFusedCell = _fused.LSTMBlockFusedCell
LSTMBlockWrapper = _fused.LSTMBlockWrapper
LSTMCell = _rnn_cell.LSTMCell
LSTMStateTuple = _rnn_cell.LSTMStateTuple
LayerNormBasicLSTMCell = _lstm.LayerNormBasicLSTMCell
LayerRNNCell = _legacy_cells.LayerRNNCell
MultiRNNCell = _rnn_cell.MultiRNNCell
NASCell = _gated.NASCell
OutputProjectionWrapper = _projections.OutputProjectionWrapper
PhasedLSTMCell = _phased.PhasedLSTMCell
RNNCell = _rnn_cell.RNNCell
ResidualWrapper = _rnn_cell.ResidualWrapper
SRUCell = _gated.SRUCell
TimeFreqLSTMCell = _frequency.TimeFreqLSTMCell
TimeReversedFusedRNN = _fused.TimeReversedFusedRNN
UGRNNCell = _gated.UGRNNCell
best_effort_input_batch_size = _functions.best_effort_input_batch_size
stack_bidirectional_dynamic_rnn = _functions.stack_bidirectional_dynamic_rnn
stack_bidirectional_rnn = _functions.stack_bidirectional_rnn
static_bidirectional_rnn = v1.nn.static_bidirectional_rnn
static_rnn = v1.nn.static_rnn
static_state_saving_rnn = v1.nn.static_state_saving_rnn
transpose_batch_time = _functions.transpose_batch_time


def __getattr__(name: str):
    if name == "core_rnn_cell":  # where the cells were in 1.0
        return _rnn_cell
    raise names.missing("tf.contrib.rnn", name)
