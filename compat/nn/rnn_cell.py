"""`tf.nn.rnn_cell` of TensorFlow 1: tf-keras' legacy cells."""

from compat._v1 import rnn_cell as _legacy
from compat._v1 import v1

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
]

DeviceWrapper = _legacy.DeviceWrapper
LSTMStateTuple = _legacy.LSTMStateTuple
ResidualWrapper = _legacy.ResidualWrapper
RNNCell = _legacy.RNNCell


class _ScalarBatchSize:
    """Lets `zero_state` take a batch size of unknown rank, such as `tf.placeholder(tf.int32)`.

    TensorFlow 1.0 stacked the batch size with the state size, which makes a scalar of it; later
    versions refuse a tensor whose rank they do not know. The classes below keep the names of their
    bases, because variables, layers and name scopes are named after the class.
    """

    def zero_state(self, batch_size, dtype):
        """Returns the state filled with zeros, each tensor of shape [batch_size, its size].

        batch_size: an int, or an integer tensor that is a scalar when it is fed.
        dtype: the dtype of the state.
        """
        if isinstance(batch_size, v1.Tensor) and batch_size.shape.rank is None:
            batch_size = v1.reshape(batch_size, [])
        return super().zero_state(batch_size, dtype)


class BasicLSTMCell(_ScalarBatchSize, _legacy.BasicLSTMCell):
    __doc__ = _legacy.BasicLSTMCell.__doc__


class BasicRNNCell(_ScalarBatchSize, _legacy.BasicRNNCell):
    __doc__ = _legacy.BasicRNNCell.__doc__


class DropoutWrapper(_ScalarBatchSize, _legacy.DropoutWrapper):
    __doc__ = _legacy.DropoutWrapper.__doc__


class GRUCell(_ScalarBatchSize, _legacy.GRUCell):
    __doc__ = _legacy.GRUCell.__doc__


class LSTMCell(_ScalarBatchSize, _legacy.LSTMCell):
    __doc__ = _legacy.LSTMCell.__doc__


class MultiRNNCell(_ScalarBatchSize, _legacy.MultiRNNCell):
    __doc__ = _legacy.MultiRNNCell.__doc__
