"""Recurrent networks that take a whole sequence at once, time first."""

import abc

from tf_keras.api._v1.keras.__internal__.legacy.layers import Layer

from compat._v1 import v1
from compat.contrib.rnn.parts import LSTMStateTuple

__all__ = [
    "FusedRNNCell",
    "FusedRNNCellAdaptor",
    "LSTMBlockFusedCell",
    "LSTMBlockWrapper",
    "TimeReversedFusedRNN",
]


class FusedRNNCell(abc.ABC):
    """A network that is called with a whole sequence."""

    @abc.abstractmethod
    def __call__(self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
        """Returns the outputs, in the form of the inputs, and the final state.

        inputs: [time, batch, n], or a list of tensors [batch, n].
        dtype: of the initial state; required when that is not given.
        sequence_length: ints [batch]; None: all steps of each.
        """


class FusedRNNCellAdaptor(FusedRNNCell):
    """Makes one of a cell that is called for each step."""

    def __init__(self, cell, use_dynamic_rnn=False):
        """
        use_dynamic_rnn: with `dynamic_rnn` instead of `static_rnn`.
        """
        self._cell = cell
        self._use_dynamic_rnn = use_dynamic_rnn

    def __call__(self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
        is_list = isinstance(inputs, list)
        options = {
            "initial_state": initial_state,
            "dtype": dtype,
            "sequence_length": sequence_length,
            "scope": scope,
        }
        if self._use_dynamic_rnn:
            inputs = v1.stack(inputs) if is_list else inputs
            outputs, state = v1.nn.dynamic_rnn(self._cell, inputs, time_major=True, **options)
            return v1.unstack(outputs) if is_list else outputs, state
        inputs = inputs if is_list else v1.unstack(inputs)
        outputs, state = v1.nn.static_rnn(self._cell, inputs, **options)
        return outputs if is_list else v1.stack(outputs), state


class TimeReversedFusedRNN(FusedRNNCell):
    """Runs another one from the end to the beginning; outputs are in the order of the inputs."""

    def __init__(self, cell):
        self._cell = cell

    def __call__(self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
        outputs, state = self._cell(
            _reversed(inputs, sequence_length),
            initial_state=initial_state,
            dtype=dtype,
            sequence_length=sequence_length,
            scope=scope,
        )
        return _reversed(outputs, sequence_length), state


def _reversed(sequence, lengths):
    """The other way round in time, each within its length; a list as a whole, as in 1.15."""
    if isinstance(sequence, list):
        return sequence[::-1]
    if lengths is None:
        return v1.reverse(sequence, [0])
    return v1.reverse_sequence(sequence, lengths, seq_axis=0, batch_axis=1)


class LSTMBlockWrapper(Layer, abc.ABC):
    """What fused LSTMs share: states at the beginning, and at the end of shorter sequences.

    To be completed with `num_units` and `_call_cell`.
    """

    @property
    @abc.abstractmethod
    def num_units(self):
        """The number of units, which is that of outputs too."""

    @abc.abstractmethod
    def _call_cell(self, inputs, initial_cell_state, initial_output, dtype, sequence_length):
        """Returns memories and outputs of all steps, each [time, batch, num_units].

        The arguments are those of `call`, with [batch, num_units] for both initial tensors.
        """

    def call(self, inputs, initial_state=None, dtype=None, sequence_length=None):
        """Returns the outputs, in the form of the inputs, and the final `LSTMStateTuple`.

        inputs: [time, batch, n], or a list of tensors [batch, n].
        initial_state: memory and output, [batch, num_units]; None: zeros of `dtype`.
        sequence_length: ints [batch]; outputs beyond are zero, and the final state is that of the
            last step within; None: all steps of each.
        Raises ValueError when neither initial_state nor dtype is given.
        """
        is_list = isinstance(inputs, list)
        inputs = v1.stack(inputs) if is_list else inputs
        time, batch = v1.unstack(v1.shape(inputs)[:2])
        if initial_state is None:
            if dtype is None:
                raise ValueError("Either initial_state or dtype needs to be specified")
            initial_state = (v1.zeros([batch, self.num_units], dtype),) * 2
        elif len(initial_state) != 2:
            raise ValueError("Expecting initial_state to be a tuple with length 2 or None")
        first_c, first_h = initial_state
        dtype = dtype or first_c.dtype
        c, h = self._call_cell(inputs, first_c, first_h, dtype, sequence_length)
        if sequence_length is None:
            final = LSTMStateTuple(c[-1], h[-1])
        else:
            lengths = v1.convert_to_tensor(sequence_length)
            inside = v1.transpose(v1.sequence_mask(lengths, time, dtype))
            h *= v1.expand_dims(inside, -1)
            # With the initial states before, the state after as many steps as the length is there.
            last = v1.stack([lengths, v1.range(batch, dtype=lengths.dtype)], axis=1)
            final = LSTMStateTuple(
                v1.gather_nd(v1.concat([[first_c], c], 0), last),
                v1.gather_nd(v1.concat([[first_h], h], 0), last),
            )
        return v1.unstack(h) if is_list else h, final


class LSTMBlockFusedCell(LSTMBlockWrapper):
    """An LSTM in one operation: Zaremba et al. 2015, Recurrent Neural Network Regularization.

    Variables, named and shaped as those of `LSTMCell`: `kernel` [inputs + n, 4n], `bias` [4n], and
    with `use_peephole` `w_i_diag`, `w_f_diag` and `w_o_diag` [n].
    """

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        cell_clip=None,
        use_peephole=False,
        reuse=None,
        dtype=None,
        name="lstm_fused_cell",
    ):
        """
        cell_clip: the memory is kept within ±cell_clip; None: it is not.
        """
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._cell_clip = -1 if cell_clip is None else cell_clip
        self._use_peephole = use_peephole

    @property
    def num_units(self):
        return self._num_units

    def _call_cell(self, inputs, initial_cell_state, initial_output, dtype, sequence_length):
        n = self._num_units
        rows = v1.dimension_value(inputs.shape[2]) + n
        kernel = v1.get_variable("kernel", [rows, 4 * n], dtype)
        bias = v1.get_variable("bias", [4 * n], dtype, v1.zeros_initializer())
        peepholes = {
            f"wc{gate}": v1.get_variable(f"w_{gate}_diag", [n], dtype)
            if self._use_peephole
            else v1.zeros([n], dtype)
            for gate in "ifo"
        }
        steps = v1.shape(inputs)[0] if sequence_length is None else v1.reduce_max(sequence_length)
        step = v1.raw_ops.BlockLSTM(
            seq_len_max=v1.cast(steps, v1.int64),
            x=inputs,
            cs_prev=initial_cell_state,
            h_prev=initial_output,
            w=kernel,
            b=bias,
            forget_bias=self._forget_bias,
            cell_clip=self._cell_clip,
            use_peephole=self._use_peephole,
            **peepholes,
        )
        return step.cs, step.h
