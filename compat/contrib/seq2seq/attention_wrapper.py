"""A cell that attends to a memory, and its state."""

import collections

from compat import layers
from compat._v1 import v1
from compat.nn.cells import Cell

__all__ = ["AttentionWrapper", "AttentionWrapperState"]


class AttentionWrapperState(
    collections.namedtuple(
        "AttentionWrapperState",
        (
            "cell_state",
            "attention",
            "time",
            "alignments",
            "alignment_history",
            "attention_state",
        ),
    )
):
    """The state of an `AttentionWrapper`; the last three are tuples with several mechanisms.

    cell_state: the cell's; attention: the last one [batch, n]; time: the step, an int32 scalar;
    alignments: the last weights [batch, time]; alignment_history: a TensorArray of all weights, or
    (); attention_state: the mechanism's.
    """

    __slots__ = ()

    def clone(self, **kwargs):
        """Returns a copy with other values for some fields, which get the shapes of the old."""

        def shaped(old, new):
            if isinstance(new, v1.Tensor) and isinstance(old, v1.Tensor):
                new.set_shape(old.shape)
            return new

        return v1.nest.map_structure(shaped, self, self._replace(**kwargs))


class AttentionWrapper(Cell):
    """A cell that gets the last attention with its inputs, and attends with its output.

    Variables: the cell's, those of the mechanisms, and with `attention_layer_size`
    `attention_layer/kernel` [outputs + memory, size].
    """

    def __init__(
        self,
        cell,
        attention_mechanism,
        attention_layer_size=None,
        alignment_history=False,
        cell_input_fn=None,
        output_attention=True,
        initial_cell_state=None,
        name=None,
        attention_layer=None,
        attention_fn=None,
        dtype=None,
    ):
        """
        attention_mechanism: an AttentionMechanism, or a list of them.
        attention_layer_size: the size of an attention, a layer's output for what was read and the
            cell's output; a list if there are several mechanisms; None: what was read itself.
        attention_layer: such layers, in the place of sizes.
        alignment_history: keep the weights of all steps in the state.
        attention_fn: (mechanism, output, attention state, layer) → attention, weights, attention
            state; None: what is read with the mechanism's weights, through the layer.
        cell_input_fn: (inputs, attention) → what the cell is given; None: both joined.
        output_attention: the output is the attention; else it is the cell's.
        initial_cell_state: what `zero_state` has for the cell; None: zeros.
        Raises ValueError when the lists are not of one length, or sizes and layers are given.
        """
        is_multi = isinstance(attention_mechanism, list | tuple)
        mechanisms = list(attention_mechanism) if is_multi else [attention_mechanism]
        if attention_layer_size is not None and attention_layer is not None:
            raise ValueError("Only one of attention_layer_size and attention_layer should be set")
        if attention_layer_size is not None:
            attention_layer = [
                layers.Dense(
                    size, use_bias=False, name="attention_layer", dtype=mechanisms[k].dtype
                )
                for k, size in enumerate(_listed(attention_layer_size))
            ]
        attention_layers = _listed(attention_layer) or [None] * len(mechanisms)
        if len(attention_layers) != len(mechanisms):
            raise ValueError("There must be one attention layer for each attention_mechanism")
        sizes = [
            v1.dimension_value(mechanism.values.shape[-1])
            if layer is None
            else _columns(layer, cell, mechanism)
            for layer, mechanism in zip(attention_layers, mechanisms, strict=True)
        ]
        size = sum(sizes)
        super().__init__(
            None, size if output_attention else cell.output_size, name=name, dtype=dtype
        )
        self._cell = cell
        self._is_multi = is_multi
        self._mechanisms = mechanisms
        self._attention_layers = attention_layers
        self._attention_size = size
        self._attention_fn = attention_fn or _attend
        self._alignment_history = alignment_history
        self._cell_input_fn = cell_input_fn or (lambda x, attention: v1.concat([x, attention], -1))
        self._output_attention = output_attention
        self._initial_cell_state = initial_cell_state

    def _one_or_all(self, values):
        """The only one of `values`, or a tuple of them if there are several mechanisms."""
        return tuple(values) if self._is_multi else values[0]

    @property
    def state_size(self):
        sizes = self._one_or_all([m.alignments_size for m in self._mechanisms])
        no_history = self._one_or_all([()] * len(self._mechanisms))
        return AttentionWrapperState(
            cell_state=self._cell.state_size,
            attention=self._attention_size,
            time=v1.TensorShape([]),
            alignments=sizes,
            alignment_history=sizes if self._alignment_history else no_history,
            attention_state=sizes,
        )

    def zero_state(self, batch_size, dtype):
        with v1.name_scope(f"{type(self).__name__}ZeroState", values=[batch_size]):
            cell_state = self._initial_cell_state
            if cell_state is None:
                cell_state = self._cell.zero_state(batch_size, dtype)
            return AttentionWrapperState(
                cell_state=v1.nest.map_structure(v1.identity, cell_state),
                attention=v1.zeros([batch_size, self._attention_size], dtype),
                time=v1.zeros([], v1.int32),
                alignments=self._one_or_all(
                    [m.initial_alignments(batch_size, dtype) for m in self._mechanisms]
                ),
                alignment_history=self._one_or_all(
                    [
                        v1.TensorArray(dtype, size=0, dynamic_size=True)
                        if self._alignment_history
                        else ()
                        for _ in self._mechanisms
                    ]
                ),
                attention_state=self._one_or_all(
                    [m.initial_state(batch_size, dtype) for m in self._mechanisms]
                ),
            )

    def call(self, inputs, state):
        """Returns the attention, or the output, and the next `AttentionWrapperState`.

        Raises TypeError when the state is of another class.
        """
        if not isinstance(state, AttentionWrapperState):
            raise TypeError(
                f"Expected state to be instance of AttentionWrapperState. Received {type(state)}"
            )
        cell_inputs = self._cell_input_fn(inputs, state.attention)
        output, cell_state = self._cell(cell_inputs, state.cell_state)
        before = state.attention_state if self._is_multi else [state.attention_state]
        attentions, alignments, states = zip(
            *(
                self._attention_fn(mechanism, output, attention_state, layer)
                for mechanism, attention_state, layer in zip(
                    self._mechanisms, before, self._attention_layers, strict=True
                )
            ),
            strict=True,
        )
        attention = v1.concat(attentions, 1)
        history = state.alignment_history
        if self._alignment_history:
            arrays = history if self._is_multi else [history]
            history = self._one_or_all(
                [a.write(state.time, w) for a, w in zip(arrays, alignments, strict=True)]
            )
        state = AttentionWrapperState(
            cell_state=cell_state,
            attention=attention,
            time=state.time + 1,
            alignments=self._one_or_all(alignments),
            alignment_history=history,
            attention_state=self._one_or_all(states),
        )
        return attention if self._output_attention else output, state


def _listed(value):
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def _columns(layer, cell, mechanism):
    joined = cell.output_size + v1.dimension_value(mechanism.values.shape[-1])
    return v1.dimension_value(layer.compute_output_shape([None, joined])[-1])


def _attend(mechanism, output, state, layer):
    """The attention of one mechanism, its weights, and its next state."""
    alignments, state = mechanism(output, state)
    read = v1.squeeze(v1.matmul(v1.expand_dims(alignments, 1), mechanism.values), axis=[1])
    attention = read if layer is None else layer(v1.concat([output, read], 1))
    return attention, alignments, state
