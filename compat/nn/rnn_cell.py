"""`tf.nn.rnn_cell` of TensorFlow 1: tf-keras' legacy cells, and 0.x' projections around them."""

from compat._v1 import rnn_cell as _legacy
from compat.nn import projections as _projections
from compat.nn.cells import AnewMixin, StateMixin, one_each

__all__ = [
    "BasicLSTMCell",
    "BasicRNNCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "EmbeddingWrapper",
    "GRUCell",
    "InputProjectionWrapper",
    "LSTMCell",
    "LSTMStateTuple",
    "MultiRNNCell",
    "OutputProjectionWrapper",
    "RNNCell",
    "ResidualWrapper",
]

EmbeddingWrapper = _projections.EmbeddingWrapper
InputProjectionWrapper = _projections.InputProjectionWrapper
LSTMStateTuple = _legacy.LSTMStateTuple
OutputProjectionWrapper = _projections.OutputProjectionWrapper
RNNCell = _legacy.RNNCell

# The classes below keep the names of their bases, because variables, layers and name scopes are
# named after the class.


class _Adapted(StateMixin, AnewMixin):
    """What the cells of TensorFlow 1.0 and before could do beside."""

    def __init__(self, *args, input_size=None, **kwargs):
        # 0.x needed input_size, 1.0 ignored it, later versions do not know it.
        super().__init__(*args, **kwargs)


class BasicLSTMCell(_Adapted, _legacy.BasicLSTMCell):
    __doc__ = _legacy.BasicLSTMCell.__doc__


class BasicRNNCell(_Adapted, _legacy.BasicRNNCell):
    __doc__ = _legacy.BasicRNNCell.__doc__


class DeviceWrapper(StateMixin, AnewMixin, _legacy.DeviceWrapper):
    __doc__ = _legacy.DeviceWrapper.__doc__


class DropoutWrapper(StateMixin, AnewMixin, _legacy.DropoutWrapper):
    __doc__ = _legacy.DropoutWrapper.__doc__


class GRUCell(_Adapted, _legacy.GRUCell):
    __doc__ = _legacy.GRUCell.__doc__


class LSTMCell(_Adapted, _legacy.LSTMCell):
    __doc__ = _legacy.LSTMCell.__doc__


class MultiRNNCell(StateMixin, AnewMixin, _legacy.MultiRNNCell):
    __doc__ = _legacy.MultiRNNCell.__doc__

    def __init__(self, cells, *args, **kwargs):
        # What is no list is refused by the base.
        super().__init__(
            one_each(cells) if isinstance(cells, list | tuple) else cells, *args, **kwargs
        )


class ResidualWrapper(StateMixin, AnewMixin, _legacy.ResidualWrapper):
    __doc__ = _legacy.ResidualWrapper.__doc__
