"""The LSTM cell whose units open and close in time."""

from compat._v1 import v1
from compat.contrib.rnn.parts import LSTMStateTuple
from compat.nn.cells import Cell, linear

__all__ = ["PhasedLSTMCell"]


class PhasedLSTMCell(Cell):
    """An LSTM whose units open and close in time: Neil et al. 2016, Phased LSTM.

    Its inputs are a pair: the time, float32 or float64 [batch, 1], and the features, float32
    [batch, n].
    Variables, u for num_units: `kernel` and `bias` in `mask_gates` [features + u, 2u] (with
    peepholes [features + 2u, 2u]), `new_input` [features + u, u] and `output_gate` (as mask_gates,
    but u columns); `period`, `phase` and `ratio_on` [u].
    """

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        leak=0.001,
        ratio_on=0.1,
        trainable_ratio_on=True,
        period_init_min=1.0,
        period_init_max=1000.0,
        reuse=None,
    ):
        """
        leak: how far a unit is open while it is closed.
        ratio_on: the part of its period in which a unit is open, at the beginning.
        period_init_min, period_init_max: periods begin uniform between them on a logarithmic scale.
        """
        size = LSTMStateTuple(num_units, num_units)
        super().__init__(size, num_units, reuse, autocast=False)  # time may be float64
        self._use_peepholes = use_peepholes
        self._leak = leak
        self._ratio_on = ratio_on
        self._trainable_ratio_on = trainable_ratio_on
        self._period_bounds = (period_init_min, period_init_max)

    def call(self, inputs, state):
        time, x = inputs
        c, h = state
        n = self.output_size
        peep = [c] if self._use_peepholes else []
        with v1.variable_scope("mask_gates"):
            gates = v1.sigmoid(linear([x, h, *peep], 2 * n))
        take, keep = v1.split(gates, 2, axis=1)
        with v1.variable_scope("new_input"):
            new = v1.tanh(linear([x, h], n))
        new_c = c * keep + take * new
        peep = [new_c] if self._use_peepholes else []
        with v1.variable_scope("output_gate"):
            new_h = v1.tanh(new_c) * v1.sigmoid(linear([x, h, *peep], n))

        opened = self._openness(time)
        c = opened * new_c + (1 - opened) * c
        h = opened * new_h + (1 - opened) * h
        return h, LSTMStateTuple(c, h)

    def _openness(self, time):
        """Equation 6, [batch, num_units]: rising, falling, then closed but for the leak."""
        n = [self.output_size]
        least, most = self._period_bounds
        period = v1.get_variable(
            "period",
            n,
            initializer=lambda shape, dtype, partition_info=None: v1.exp(
                v1.random_uniform(shape, v1.log(least), v1.log(most), dtype)
            ),
        )
        phase = v1.get_variable(
            "phase",
            n,
            initializer=lambda shape, dtype, partition_info=None: v1.random_uniform(
                shape, 0.0, period.initial_value, dtype
            ),
        )
        ratio_on = v1.get_variable(
            "ratio_on",
            n,
            initializer=v1.constant_initializer(self._ratio_on),
            trainable=self._trainable_ratio_on,
        )
        # In the precision of the time, whose float64 may be seconds since 1970.
        period = v1.cast(period, time.dtype)
        shifted = time - v1.cast(phase, time.dtype)
        # The remainder, with the gradient of what it is the remainder of.
        remainder = v1.stop_gradient(v1.mod(shifted, period) - shifted) + shifted
        cycle = v1.cast(remainder / period, v1.float32)
        rising = 2 * cycle / ratio_on
        opened = v1.where(cycle < ratio_on, 2 - rising, self._leak * cycle)
        return v1.where(cycle < 0.5 * ratio_on, rising, opened)
