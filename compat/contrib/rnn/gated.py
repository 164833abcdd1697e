"""Cells with gates of their own kinds: UGRNN and +RNN, NAS, SRU."""

from compat._v1 import v1
from compat.contrib.rnn.parts import LSTMStateTuple, initialized_with
from compat.nn.cells import Cell, linear

__all__ = ["IntersectionRNNCell", "NASCell", "SRUCell", "UGRNNCell"]


class UGRNNCell(Cell):
    """The update gate RNN: Collins et al. 2017, Capacity and Trainability in RNNs.

    One gate says how much of the state is kept and how much is computed anew.
    Variables: `kernel` [inputs + num_units, 2 num_units], `bias` [2 num_units].
    """

    def __init__(
        self, num_units, initializer=None, forget_bias=1.0, activation=v1.tanh, reuse=None
    ):
        super().__init__(num_units, num_units, reuse)
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._activation = activation

    def call(self, inputs, state):
        with initialized_with(self._initializer):
            sums = linear([inputs, state], 2 * self.output_size)
        gate, new = v1.split(sums, 2, axis=1)
        gate = v1.sigmoid(gate + self._forget_bias)
        state = gate * state + (1 - gate) * self._activation(new)
        return state, state


class IntersectionRNNCell(Cell):
    """The intersection RNN, +RNN: Collins et al. 2017, Capacity and Trainability in RNNs.

    One gate for what goes on in time, one for what goes on in depth; so inputs are as many as
    units, or are projected first, which needs `num_in_proj`.
    Variables: `kernel` [2 num_units, 4 num_units], `bias` [4 num_units]; of the projection
    `in_projection/kernel` [inputs, num_units], `in_projection/bias` [num_units].
    Raises ValueError when inputs and units are not as many and `num_in_proj` is not given.
    """

    def __init__(
        self,
        num_units,
        num_in_proj=None,
        initializer=None,
        forget_bias=1.0,
        y_activation=v1.nn.relu,
        reuse=None,
    ):
        super().__init__(num_units, num_units, reuse)
        self._num_in_proj = num_in_proj
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._y_activation = y_activation

    def call(self, inputs, state):
        with initialized_with(self._initializer):
            if v1.dimension_value(inputs.shape[1]) != self.output_size:
                if not self._num_in_proj:
                    raise ValueError(
                        "Must have input size == output size for Intersection RNN. To fix, "
                        "num_in_proj should be set to num_units at cell init."
                    )
                with v1.variable_scope("in_projection"):
                    inputs = linear(inputs, self.output_size)
            sums = linear([inputs, state], 4 * self.output_size)
        time_gate, time, depth_gate, depth = v1.split(sums, 4, axis=1)
        time_gate = v1.sigmoid(time_gate + self._forget_bias)
        depth_gate = v1.sigmoid(depth_gate + self._forget_bias)
        state = time_gate * state + (1 - time_gate) * v1.tanh(time)
        output = depth_gate * inputs + (1 - depth_gate) * self._y_activation(depth)
        return output, state


class NASCell(Cell):
    """The cell that a search found: Zoph and Le 2017, Neural Architecture Search, appendix A.

    Variables: `recurrent_kernel` [outputs, 8 num_units], `kernel` [inputs, 8 num_units], with
    `use_bias` `bias` [8 num_units], with `num_proj` `projection_weights` [num_units, num_proj].
    """

    def __init__(self, num_units, num_proj=None, use_bias=False, reuse=None, **kwargs):
        size = num_units if num_proj is None else num_proj
        super().__init__(LSTMStateTuple(num_units, size), size, reuse, **kwargs)
        self._num_units = num_units
        self._num_proj = num_proj
        self._use_bias = use_bias

    def call(self, inputs, state):
        c, m = state
        width = 8 * self._num_units
        recurrent = v1.matmul(m, _variable("recurrent_kernel", [m.shape[1], width], m))
        forward = v1.matmul(inputs, _variable("kernel", [inputs.shape[1], width], inputs))
        if self._use_bias:
            bias = _variable("bias", [width], inputs, initializer=v1.zeros_initializer())
            recurrent = v1.nn.bias_add(recurrent, bias)
        x, h = v1.split(forward, 8, axis=1), v1.split(recurrent, 8, axis=1)

        # The leaves of the tree, then its levels up to the root.
        sigmoids = {k: v1.sigmoid(x[k] + h[k]) for k in (0, 2, 5, 7)}
        tanhs = {k: v1.tanh(x[k] + h[k]) for k in (4, 6)}
        first = v1.tanh(sigmoids[0] * v1.nn.relu(x[1] + h[1]))
        second = v1.tanh(sigmoids[2] + v1.nn.relu(x[3] * h[3]))
        third = v1.tanh(tanhs[4] * sigmoids[5])
        fourth = v1.sigmoid(tanhs[6] + sigmoids[7])
        c = v1.tanh(first + c) * second
        m = v1.tanh(c * v1.tanh(third + fourth))
        if self._num_proj is not None:
            shape = [self._num_units, self._num_proj]
            m = v1.matmul(m, _variable("projection_weights", shape, inputs))
        return m, LSTMStateTuple(c, m)


class SRUCell(Cell):
    """The simple recurrent unit: Lei et al. 2017, Training RNNs as Fast as CNNs.

    The state meets no matrix; a highway leads the projected input past it.
    Variables: `kernel` [inputs, 4 num_units], `bias` [2 num_units].
    """

    def __init__(self, num_units, activation=None, reuse=None, name=None, **kwargs):
        super().__init__(num_units, num_units, reuse, name, **kwargs)
        self._activation = activation or v1.tanh

    def call(self, inputs, state):
        units = self.output_size
        kernel = _variable("kernel", [inputs.shape[1], 4 * units], inputs)
        bias = _variable("bias", [2 * units], inputs, initializer=v1.zeros_initializer())
        new, forget, reset, highway = v1.split(v1.matmul(inputs, kernel), 4, axis=1)
        gates = v1.sigmoid(v1.nn.bias_add(v1.concat([forget, reset], 1), bias))
        forget, reset = v1.split(gates, 2, axis=1)
        c = forget * state + (1 - forget) * new
        return reset * self._activation(c) + (1 - reset) * highway, c


def _variable(name, shape, like, **options):
    """A variable of the type that `like` has."""
    return v1.get_variable(name, shape, like.dtype, **options)
