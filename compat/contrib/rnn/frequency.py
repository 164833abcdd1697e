"""The LSTM cell that goes along frequency, and how features are read in windows."""

from compat._v1 import v1
from compat.contrib.rnn.parts import sharded_variable
from compat.nn.cells import Cell

__all__ = ["TimeFreqLSTMCell", "known_columns", "windows"]


def windows(inputs, start, count, size, step):
    """`count` slices of `size` columns of `inputs`, the first from `start`, each `step` further."""
    return [inputs[:, start + k * step : start + k * step + size] for k in range(count)]


def known_columns(inputs):
    columns = v1.dimension_value(inputs.shape.with_rank(2)[1])
    if columns is None:
        raise ValueError("Cannot infer input_size from static shape inference.")
    return columns


class TimeFreqLSTMCell(Cell):
    """An LSTM that reads the features in windows: Sainath and Li 2016, Time-Frequency Patterns.

    At each window, the output of the window before is an input. Output is [batch, windows ×
    num_units], state [batch, windows × 2 num_units]: memory and output of each window.
    Variables, n for num_units: `W_0` [feature_size + 2n, 4n], `B` [4n], with peepholes `W_F_diag`,
    `W_I_diag` and `W_O_diag` [n].

    `state_size` and `output_size` are those of a single window, as in 1.15: with more windows,
    give the initial state.
    """

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        cell_clip=None,
        initializer=None,
        num_unit_shards=1,
        forget_bias=1.0,
        feature_size=None,
        frequency_skip=1,
        reuse=None,
    ):
        """
        initializer: of no effect, as in 1.15.
        feature_size: the columns of a window; frequency_skip: from one window to the next.
        """
        super().__init__(2 * num_units, num_units, reuse)
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._num_unit_shards = num_unit_shards
        self._forget_bias = forget_bias
        self._feature_size = feature_size
        self._frequency_skip = frequency_skip

    def call(self, inputs, state):
        n, size = self.output_size, self._feature_size
        count = (known_columns(inputs) - size) // self._frequency_skip + 1
        features = windows(inputs, 0, count, size, self._frequency_skip)
        kernel = sharded_variable("W", [size + 2 * n, 4 * n], inputs.dtype, self._num_unit_shards)
        bias = v1.get_variable("B", [4 * n], inputs.dtype, v1.zeros_initializer())
        w_f, w_i, w_o = (
            v1.get_variable(f"W_{gate}_diag", [n], inputs.dtype) if self._use_peepholes else 0.0
            for gate in "FIO"
        )
        before = v1.zeros([v1.shape(inputs)[0], n], inputs.dtype)
        outputs, states = [], []
        for k, window in enumerate(features):
            c = state[:, 2 * k * n : (2 * k + 1) * n]
            m = state[:, (2 * k + 1) * n : (2 * k + 2) * n]
            sums = v1.nn.xw_plus_b(v1.concat([window, m, before], 1), kernel, bias)
            i, j, f, o = v1.split(sums, 4, axis=1)
            forget = v1.sigmoid(f + self._forget_bias + w_f * c)
            c = forget * c + v1.sigmoid(i + w_i * c) * v1.tanh(j)
            if self._cell_clip is not None:
                c = v1.clip_by_value(c, -self._cell_clip, self._cell_clip)
            before = v1.sigmoid(o + w_o * c) * v1.tanh(c)
            outputs.append(before)
            states += [c, before]
        return v1.concat(outputs, 1), v1.concat(states, 1)
