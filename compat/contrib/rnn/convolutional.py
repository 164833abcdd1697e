"""LSTM cells that convolve: Shi et al. 2015, Convolutional LSTM Network, without its peepholes."""

from compat._v1 import v1
from compat.contrib.rnn.parts import LSTMStateTuple, lstm_step
from compat.nn.cells import Cell

__all__ = ["Conv1DLSTMCell", "Conv2DLSTMCell", "Conv3DLSTMCell", "ConvLSTMCell"]


class ConvLSTMCell(Cell):
    """An LSTM on grids: a convolution makes its gates.

    Inputs are [batch, *input_shape], memory and output [batch, *grid, output_channels].
    Variables: `kernel` [*kernel_shape, input + output channels, 4 output channels] and, with
    `use_bias`, `biases` [4 output channels].
    """

    def __init__(
        self,
        conv_ndims,
        input_shape,
        output_channels,
        kernel_shape,
        use_bias=True,
        skip_connection=False,
        forget_bias=1.0,
        initializers=None,
        name="conv_lstm_cell",
    ):
        """
        conv_ndims: 1, 2 or 3.
        input_shape: the grid, then the channels.
        skip_connection: join the inputs to the output. The state is without them, as `state_size`
            says; in 1.15 it was with them, and a second step failed.
        initializers: of no effect.
        Raises ValueError when `input_shape` is not of `conv_ndims` + 1 dimensions.
        """
        if conv_ndims != len(input_shape) - 1:
            raise ValueError(f"Invalid input_shape {input_shape} for conv_ndims={conv_ndims}.")
        *grid, channels = input_shape
        size = v1.TensorShape([*grid, output_channels])
        skipped = channels if skip_connection else 0
        output_size = v1.TensorShape([*grid, output_channels + skipped])
        super().__init__(LSTMStateTuple(size, size), output_size, name=name)
        self._output_channels = output_channels
        self._kernel_shape = list(kernel_shape)
        self._use_bias = use_bias
        self._skip_connection = skip_connection
        self._forget_bias = forget_bias

    def call(self, inputs, state):
        c, h = state
        joined = v1.concat([inputs, h], -1)
        channels = [v1.dimension_value(joined.shape[-1]), 4 * self._output_channels]
        kernel = v1.get_variable("kernel", self._kernel_shape + channels, joined.dtype)
        sums = v1.nn.convolution(joined, kernel, "SAME")
        if self._use_bias:
            zeros = v1.zeros_initializer(dtype=joined.dtype)
            sums += v1.get_variable("biases", channels[1:], joined.dtype, zeros)
        c, h = lstm_step(v1.split(sums, 4, axis=-1), c, forget_bias=self._forget_bias)
        output = v1.concat([h, inputs], -1) if self._skip_connection else h
        return output, LSTMStateTuple(c, h)


class Conv1DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` on sequences."""

    def __init__(self, name="conv_1d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=1, name=name, **kwargs)


class Conv2DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` on images."""

    def __init__(self, name="conv_2d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=2, name=name, **kwargs)


class Conv3DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` on volumes."""

    def __init__(self, name="conv_3d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=3, name=name, **kwargs)
