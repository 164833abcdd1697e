"""The cells that 1.x computed in one fused kernel for a step, here of plain operations.

TensorFlow still has the kernels, but no longer their gradients.
"""

from compat._v1 import v1
from compat.contrib.rnn.parts import LSTMStateTuple
from compat.nn.cells import Cell

__all__ = ["GRUBlockCell", "GRUBlockCellV2", "LSTMBlockCell"]


class LSTMBlockCell(Cell):
    """An LSTM: Zaremba et al. 2015, Recurrent Neural Network Regularization.

    Variables, named and shaped as those of `LSTMCell`: `kernel` [inputs + n, 4n], `bias` [4n], and
    with `use_peephole` `w_i_diag`, `w_f_diag` and `w_o_diag` [n].
    """

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        cell_clip=None,
        use_peephole=False,
        dtype=None,
        reuse=None,
        name="lstm_cell",
    ):
        """
        cell_clip: the memory is kept within ±cell_clip; None, or a negative number: it is not.
        """
        super().__init__(LSTMStateTuple(num_units, num_units), num_units, reuse, name, dtype)
        self._forget_bias = forget_bias
        self._cell_clip = cell_clip
        self._use_peephole = use_peephole

    def call(self, inputs, state):
        c, h = state
        n = self.output_size
        joined = v1.concat([inputs, h], 1)
        kernel = v1.get_variable("kernel", [joined.shape[1], 4 * n], inputs.dtype)
        bias = v1.get_variable("bias", [4 * n], inputs.dtype, v1.zeros_initializer())
        i, j, f, o = v1.split(v1.nn.bias_add(v1.matmul(joined, kernel), bias), 4, axis=1)
        w_i, w_f, w_o = (
            v1.get_variable(f"w_{gate}_diag", [n], inputs.dtype) if self._use_peephole else 0.0
            for gate in "ifo"
        )
        forget = v1.sigmoid(f + self._forget_bias + w_f * c)
        c = v1.sigmoid(i + w_i * c) * v1.tanh(j) + forget * c
        if self._cell_clip is not None and self._cell_clip > 0:
            c = v1.clip_by_value(c, -self._cell_clip, self._cell_clip)
        h = v1.sigmoid(o + w_o * c) * v1.tanh(c)
        return h, LSTMStateTuple(c, h)


class GRUBlockCell(Cell):
    """A GRU: Cho et al. 2014, Learning Phrase Representations using RNN Encoder-Decoder.

    Variables: `w_ru` [inputs + n, 2n], `b_ru` [2n], which begins as ones, `w_c` [inputs + n, n],
    `b_c` [n].
    """

    _NAMES = ("w_ru", "b_ru", "w_c", "b_c")

    def __init__(self, num_units=None, cell_size=None, reuse=None, name="gru_cell"):
        """
        cell_size: an old name of num_units.
        Raises ValueError unless exactly one of the two is given.
        """
        if (num_units is None) == (cell_size is None):
            raise ValueError("GRUBlockCell takes num_units, or cell_size, and not both")
        size = cell_size if num_units is None else num_units
        super().__init__(size, size, reuse, name)

    def call(self, inputs, state):
        n = self.output_size
        width = v1.dimension_value(inputs.shape[1]) + n
        w_ru, b_ru, w_c, b_c = (
            v1.get_variable(name, shape, inputs.dtype, initializer)
            for name, shape, initializer in zip(
                self._NAMES,
                ([width, 2 * n], [2 * n], [width, n], [n]),
                (None, v1.ones_initializer(), None, v1.zeros_initializer()),
                strict=True,
            )
        )
        gates = v1.sigmoid(v1.nn.xw_plus_b(v1.concat([inputs, state], 1), w_ru, b_ru))
        reset, update = v1.split(gates, 2, axis=1)
        candidate = v1.tanh(v1.nn.xw_plus_b(v1.concat([inputs, reset * state], 1), w_c, b_c))
        state = update * state + (1 - update) * candidate
        return state, state


class GRUBlockCellV2(GRUBlockCell):
    """`GRUBlockCell` with the variables of `GRUCell`.

    They are `gates/kernel`, `gates/bias`, `candidate/kernel` and `candidate/bias`.
    """

    _NAMES = ("gates/kernel", "gates/bias", "candidate/kernel", "candidate/bias")
