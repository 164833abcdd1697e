"""What the recurrent cells are put together from: the LSTM's step, normalization, shards."""

from compat._v1 import rnn_cell as _legacy
from compat._v1 import v1

__all__ = ["LSTMStateTuple", "initialized_with", "layer_norm", "lstm_step", "sharded_variable"]

LSTMStateTuple = _legacy.LSTMStateTuple

_EPSILON = 1e-12  # of tf.contrib.layers.layer_norm


def initialized_with(initializer):
    """A context in which the variables of the present scope begin as `initializer` says."""
    return v1.variable_scope(v1.get_variable_scope(), initializer=initializer)


def lstm_step(gates, c, *, forget_bias, activation=v1.tanh):
    """One step of an LSTM without peepholes: Gers et al. 1999, Learning to forget.

    gates: the four sums before their nonlinearities, in TensorFlow's order: input gate, new input,
        forget gate, output gate.
    c: the memory, of the same shape.
    Returns the new memory and the output.
    """
    i, j, f, o = gates
    c = c * v1.sigmoid(f + forget_bias) + v1.sigmoid(i) * activation(j)
    return c, activation(c) * v1.sigmoid(o)


def layer_norm(x, scope, *, gain, shift):
    """Normalizes each row of `x` [batch, n]: Ba et al. 2016, Layer Normalization.

    scope: has the variables `gamma` [n], which begins as `gain`, and `beta` [n], as `shift`.
    """
    size = [v1.dimension_value(x.shape[-1])]
    with v1.variable_scope(scope):
        gamma = v1.get_variable("gamma", size, x.dtype, v1.constant_initializer(gain))
        beta = v1.get_variable("beta", size, x.dtype, v1.constant_initializer(shift))
    mean, variance = v1.nn.moments(x, [-1], keep_dims=True)
    return v1.nn.batch_normalization(x, mean, variance, beta, gamma, _EPSILON)


def sharded_variable(name, shape, dtype, num_shards):
    """Returns the variables `name`_0, `name`_1, …, which share the rows of `shape`, as one tensor.

    Those that come first have a row more where the division leaves a rest.
    Raises ValueError when there are more shards than rows.
    """
    rows, *rest = (v1.dimension_value(size) for size in shape)
    if num_shards > rows:
        raise ValueError(f"Too many shards: shape={shape}, num_shards={num_shards}")
    least, more = divmod(rows, num_shards)
    shards = [
        v1.get_variable(f"{name}_{k}", [least + (k < more), *rest], dtype)
        for k in range(num_shards)
    ]
    return shards[0] if num_shards == 1 else v1.concat(shards, 0)
