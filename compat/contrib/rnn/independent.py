"""Cells whose units see only their own state: Li et al. 2018, Independently Recurrent Networks."""

from compat._v1 import v1
from compat.contrib.rnn.parts import LSTMStateTuple, lstm_step
from compat.nn.cells import Cell

__all__ = ["IndRNNCell", "IndyGRUCell", "IndyLSTMCell"]


def _sums(inputs, state, copies, *, kernels, bias, kernel_initializer=None, bias_initializer=None):
    """inputs × W + state ∘ u + b, [batch, copies × units]: `copies` sums for each unit.

    kernels: the names of W [inputs, copies × units] and of u [1, copies × units], which begins
        uniform in [-1, 1].
    bias: the name of b [copies × units].
    """
    width = copies * v1.dimension_value(state.shape[1])
    w, u = kernels
    w = v1.get_variable(w, [inputs.shape[1], width], inputs.dtype, kernel_initializer)
    u = v1.get_variable(u, [1, width], inputs.dtype, v1.random_uniform_initializer(-1, 1))
    b = v1.get_variable(bias, [width], inputs.dtype, bias_initializer or v1.zeros_initializer())
    return v1.nn.bias_add(v1.matmul(inputs, w) + v1.tile(state, [1, copies]) * u, b)


class IndRNNCell(Cell):
    """The basic cell with a vector in the place of the recurrent matrix.

    Variables: `kernel_w` [inputs, num_units], `kernel_u` [1, num_units], `bias` [num_units].
    """

    def __init__(self, num_units, activation=None, reuse=None, name=None, dtype=None):
        super().__init__(num_units, num_units, reuse, name, dtype)
        self._activation = activation or v1.tanh

    def call(self, inputs, state):
        sums = _sums(inputs, state, 1, kernels=("kernel_w", "kernel_u"), bias="bias")
        output = self._activation(sums)
        return output, output


class IndyGRUCell(Cell):
    """The GRU with vectors in the place of its recurrent matrices.

    Variables, with n for num_units: `gates/kernel_w` [inputs, 2n], `gates/kernel_u` [1, 2n],
    `gates/bias` [2n], which begins as ones; `candidate/kernel` [inputs, n],
    `candidate/kernel_u` [1, n], `candidate/bias` [n].
    """

    def __init__(
        self,
        num_units,
        activation=None,
        reuse=None,
        kernel_initializer=None,
        bias_initializer=None,
        name=None,
        dtype=None,
    ):
        super().__init__(num_units, num_units, reuse, name, dtype)
        self._activation = activation or v1.tanh
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer

    def call(self, inputs, state):
        gates = _sums(
            inputs,
            state,
            2,
            kernels=("gates/kernel_w", "gates/kernel_u"),
            bias="gates/bias",
            kernel_initializer=self._kernel_initializer,
            bias_initializer=self._bias_initializer or v1.ones_initializer(),
        )
        reset, update = v1.split(v1.sigmoid(gates), 2, axis=1)
        candidate = _sums(
            inputs,
            reset * state,
            1,
            kernels=("candidate/kernel", "candidate/kernel_u"),
            bias="candidate/bias",
            kernel_initializer=self._kernel_initializer,
            bias_initializer=self._bias_initializer,
        )
        state = update * state + (1 - update) * self._activation(candidate)
        return state, state


class IndyLSTMCell(Cell):
    """The LSTM with vectors in the place of its recurrent matrices: Gonnet and Deselaers 2019.

    Variables: `kernel_w` [inputs, 4 num_units], `kernel_u` [1, 4 num_units], `bias` [4 num_units].
    """

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        activation=None,
        reuse=None,
        kernel_initializer=None,
        bias_initializer=None,
        name=None,
        dtype=None,
    ):
        super().__init__(LSTMStateTuple(num_units, num_units), num_units, reuse, name, dtype)
        self._forget_bias = forget_bias
        self._activation = activation or v1.tanh
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer

    def call(self, inputs, state):
        c, h = state
        sums = _sums(
            inputs,
            h,
            4,
            kernels=("kernel_w", "kernel_u"),
            bias="bias",
            kernel_initializer=self._kernel_initializer,
            bias_initializer=self._bias_initializer,
        )
        c, h = lstm_step(
            v1.split(sums, 4, axis=1),
            c,
            forget_bias=self._forget_bias,
            activation=self._activation,
        )
        return h, LSTMStateTuple(c, h)
