"""Cells around a cell: attention to its own past, a highway past it, a mark for XLA."""

from compat._v1 import v1
from compat.nn.cells import linear
from compat.nn.projections import CellAround

__all__ = ["AttentionCellWrapper", "CompiledWrapper", "HighwayWrapper"]


class AttentionCellWrapper(CellAround):
    """Lets a cell look back on its last outputs: Cheng et al. 2016, LSTM Networks for Reading.

    The state is the cell's, the last attention [batch, attn_size], and the window of the last
    `attn_length` outputs, flat [batch, attn_length × attn_size].
    Variables, a for attn_size, v for attn_vec_size: `kernel` [inputs + a, input_size] and `bias`,
    `attention/attn_w` [1, 1, a, v], `attention/attn_v` [v], `attention/kernel` [state, v] and
    `attention/bias`, `attn_output_projection/kernel` [outputs + a, a] and its `bias`.
    """

    def __init__(
        self,
        cell,
        attn_length,
        attn_size=None,
        attn_vec_size=None,
        input_size=None,
        state_is_tuple=True,
        reuse=None,
    ):
        """
        attn_size: the size of an attention, and of an output; None: the cell's output size.
        attn_vec_size: the size of the hidden layer that weighs; None: attn_size.
        input_size: what the cell is given; None: as many as the inputs are.
        state_is_tuple: otherwise the state is one tensor; the cell's must be one, too.
        Raises ValueError when that is not so, or attn_length is not positive.
        """
        if v1.nest.is_nested(cell.state_size) and not state_is_tuple:
            raise ValueError(
                "Cell returns tuple of states, but the flag state_is_tuple is not set. "
                f"State size is: {cell.state_size}"
            )
        if attn_length <= 0:
            raise ValueError(f"attn_length should be greater than zero, got {attn_length}")
        attn_size = attn_size or cell.output_size
        super().__init__(cell, attn_size, reuse)
        self._attn_length = attn_length
        self._attn_vec_size = attn_vec_size or attn_size
        self._input_size = input_size
        self._state_is_tuple = state_is_tuple

    @property
    def state_size(self):
        size = self.output_size
        sizes = (self._cell.state_size, size, size * self._attn_length)
        return sizes if self._state_is_tuple else sum(sizes)

    def zero_state(self, batch_size, dtype):
        # Not the state of the cell inside alone.
        return super(CellAround, self).zero_state(batch_size, dtype)

    def call(self, inputs, state):
        size = self.output_size
        if not self._state_is_tuple:
            sizes = [self._cell.state_size, size, size * self._attn_length]
            state = v1.split(state, sizes, axis=1)
        state, attention, window = state
        window = v1.reshape(window, [-1, self._attn_length, size])
        input_size = self._input_size or v1.dimension_value(inputs.shape[1])
        output, state = self._cell(linear([inputs, attention], input_size), state)
        attention = self._attend(v1.concat(v1.nest.flatten(state), 1), window)
        with v1.variable_scope("attn_output_projection"):
            output = linear([output, attention], size)
        window = v1.concat([window[:, 1:], v1.expand_dims(output, 1)], 1)
        state = (state, attention, v1.reshape(window, [-1, self._attn_length * size]))
        return output, state if self._state_is_tuple else v1.concat(state, 1)

    def _attend(self, query, window):
        """The mean of the outputs in `window`, weighted by how they fit to `query`."""
        size, hidden = self.output_size, self._attn_vec_size
        with v1.variable_scope("attention"):
            w = v1.get_variable("attn_w", [1, 1, size, hidden], window.dtype)
            v = v1.get_variable("attn_v", [hidden], window.dtype)
            asked = v1.expand_dims(linear(query, hidden), 1)
        features = v1.tensordot(window, w[0, 0], 1)
        weights = v1.nn.softmax(v1.reduce_sum(v * v1.tanh(features + asked), 2))
        return v1.reduce_sum(v1.expand_dims(weights, 2) * window, 1)


class HighwayWrapper(CellAround):
    """Carries part of the inputs past the cell: Srivastava et al. 2015, Highway Networks.

    Inputs and outputs are of one size n. Variables, in the scope of the caller: `carry_w` [n, n]
    and `carry_b` [n]; without coupled gates `transform_w` and `transform_b` too.
    """

    def __init__(self, cell, couple_carry_transform_gates=True, carry_bias_init=1.0):
        """
        couple_carry_transform_gates: what is not carried comes from the cell.
        carry_bias_init: how `carry_b` begins; `transform_b` begins as its negative.
        """
        super().__init__(cell)
        self._coupled = couple_carry_transform_gates
        self._carry_bias_init = carry_bias_init

    def __call__(self, inputs, state, scope=None):
        """Returns output and state of one step.

        Raises TypeError or ValueError when the structures of inputs and outputs differ.
        """
        outputs, state = self._cell(inputs, state, scope=scope)
        v1.nest.assert_same_structure(inputs, outputs)
        return v1.nest.map_structure(self._highway, inputs, outputs), state

    def _highway(self, inputs, outputs):
        inputs.shape.assert_is_compatible_with(outputs.shape)
        carry = self._gate("carry", inputs, self._carry_bias_init)
        transform = (
            1 - carry if self._coupled else self._gate("transform", inputs, -self._carry_bias_init)
        )
        return inputs * carry + outputs * transform

    def _gate(self, name, inputs, bias):
        n = v1.dimension_value(inputs.shape[1])
        w = v1.get_variable(f"{name}_w", [n, n], inputs.dtype)
        b = v1.get_variable(f"{name}_b", [n], inputs.dtype, v1.constant_initializer(bias))
        return v1.sigmoid(v1.nn.xw_plus_b(inputs, w, b))


class CompiledWrapper(CellAround):
    """Marks the operations of a cell for XLA to compile."""

    def __init__(self, cell, compile_stateful=False):
        """
        compile_stateful: random numbers and the initialization of variables too.
        """
        super().__init__(cell)
        self._compile_stateful = compile_stateful

    def __call__(self, inputs, state, scope=None):
        compile_ops = True if self._compile_stateful else _has_no_state
        with v1.xla.experimental.jit_scope(compile_ops=compile_ops):
            return self._cell(inputs, state, scope=scope)


def _has_no_state(node_def):
    from tensorflow.python.framework import op_def_registry

    return not op_def_registry.get(node_def.op).is_stateful
