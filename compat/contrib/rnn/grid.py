"""LSTM cells that go along time and along frequency at once."""

import collections

from compat._v1 import v1
from compat.contrib.rnn.frequency import known_columns, windows
from compat.contrib.rnn.parts import sharded_variable
from compat.nn.cells import Cell

__all__ = ["BidirectionalGridLSTMCell", "GridLSTMCell"]


class GridLSTMCell(Cell):
    """Two LSTMs at each window, along time and along frequency, which read each other's output.

    Kalchbrenner et al. 2016, Grid Long Short-Term Memory; peepholes: Sainath and Li 2016.
    The columns of the inputs are in blocks, each with weights of its own, and a block is in
    windows. Output is [batch, windows × 2 num_units]: of each window the output along time and
    that along frequency. The state is a tuple with memory and output along time of each window,
    `state_f00_b00_c`, `state_f00_b00_m`, …, by window and block.
    Variables of block 0, n for num_units, g for its 4 or 3 gates: `W_f_0_0` [feature_size + 2n,
    gn] and `B_f_0` [gn] along frequency, `W_t_0_0` and `B_t_0` along time; with peepholes
    `W_F_diag_freqf_0` [n] and its like for the gates F, I, O, the LSTMs freq and time, and the
    memory along frequency (f) or time (t).
    """

    _DIRECTIONS = ("state",)

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        share_time_frequency_weights=False,
        cell_clip=None,
        initializer=None,
        num_unit_shards=1,
        forget_bias=1.0,
        feature_size=None,
        frequency_skip=None,
        num_frequency_blocks=None,
        start_freqindex_list=None,
        end_freqindex_list=None,
        couple_input_forget_gates=False,
        state_is_tuple=True,
        reuse=None,
    ):
        """
        share_time_frequency_weights: the LSTM along time has the weights of that along frequency.
        initializer: of no effect, as in 1.15.
        feature_size: the columns of a window; frequency_skip: from one window to the next.
        num_frequency_blocks: the number of windows of each block; required.
        start_freqindex_list, end_freqindex_list: the columns of each block; None: one block.
        couple_input_forget_gates: the forget gate is one minus the input gate.
        state_is_tuple: otherwise the state is one tensor, in the same order.
        Raises ValueError when num_frequency_blocks is missing or (when called) does not fit.
        """
        if num_frequency_blocks is None:
            raise ValueError("Must specify num_frequency_blocks")
        names = [
            f"{direction}_f{window:02}_b{block:02}_{part}"
            for direction in self._DIRECTIONS
            for block, count in enumerate(num_frequency_blocks)
            for window in range(count)
            for part in "cm"
        ]
        state_type = collections.namedtuple(f"{type(self).__name__[:-4]}StateTuple", names)
        sizes = state_type(*[num_units] * len(names))
        total = num_units * len(names)
        super().__init__(sizes if state_is_tuple else total, total, reuse)
        self._state_tuple_type = state_type
        self._state_is_tuple = state_is_tuple
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._share = share_time_frequency_weights
        self._cell_clip = cell_clip
        self._num_unit_shards = num_unit_shards
        self._forget_bias = forget_bias
        self._feature_size = feature_size
        self._frequency_skip = frequency_skip
        self._blocks = list(num_frequency_blocks)
        self._starts = start_freqindex_list
        self._ends = end_freqindex_list
        self._coupled = couple_input_forget_gates

    @property
    def state_tuple_type(self):
        """The class of the state; None when the state is one tensor."""
        return self._state_tuple_type if self._state_is_tuple else None

    def call(self, inputs, state):
        if not self._state_is_tuple:
            state = v1.split(state, len(self._state_tuple_type._fields), axis=1)
        outputs, states = self._pass("state", self._features(inputs), self._by_name(state))
        joined = self._state_tuple_type(*states) if self._state_is_tuple else v1.concat(states, 1)
        return v1.concat(outputs, 1), joined

    def _by_name(self, state):
        return dict(zip(self._state_tuple_type._fields, state, strict=True))

    def _features(self, inputs, offset=0):
        """The windows of each block; they begin `offset` columns further, on columns of zeros."""
        columns = known_columns(inputs)
        starts, ends = self._starts or [0], self._ends or [columns]
        if not len(starts) == len(ends) == len(self._blocks):
            raise ValueError(
                "Lengths of num_frequency_blocks, start_freqindex_list and end_freqindex_list "
                f"differ: {len(self._blocks)}, {len(starts)}, {len(ends)}"
            )
        # To the right the windows move; to the left the columns move instead.
        inputs = v1.pad(inputs, [[0, 0], [max(-offset, 0), max(offset, 0)]])
        features = []
        for count, start, end in zip(self._blocks, starts, ends, strict=True):
            fitting = (end - start - self._feature_size) // self._frequency_skip + 1
            if fitting != count:
                raise ValueError(
                    f"Invalid num_frequency_blocks, requires {count} but gets {fitting}, please "
                    "check the input size and filter config are correct."
                )
            first = start + max(offset, 0)
            features.append(windows(inputs, first, count, self._feature_size, self._frequency_skip))
        return features

    def _pass(self, direction, features, state):
        """One pass over the windows of all blocks: the outputs, and the new states in order."""
        outputs, states = [], []
        for block, parts in enumerate(features):
            weights = self._weights(block, parts[0])
            batch = v1.shape(parts[0])[0]
            c_freq = m_freq = v1.zeros([batch, self._num_units], parts[0].dtype)
            for k, window in enumerate(parts):
                prefix = f"{direction}_f{k:02}_b{block:02}"
                c_time, m_time = state[f"{prefix}_c"], state[f"{prefix}_m"]
                joined = v1.concat([window, m_time, m_freq], 1)
                # Both LSTMs read the memories of before.
                before = (c_freq, c_time)
                c_freq, out_freq = self._memory(weights["freq"], joined, before, c_freq)
                c_time, out_time = self._memory(weights["time"], joined, before, c_time)
                m_freq = self._output(weights["freq"], out_freq, (c_freq, c_time), c_freq)
                m_time = self._output(weights["time"], out_time, (c_freq, c_time), c_time)
                outputs += [m_time, m_freq]
                states += [c_time, m_time]
        return outputs, states

    def _weights(self, block, window):
        """The variables of both LSTMs of a block: kernel, bias, peepholes by gate."""
        n, dtype = self._num_units, window.dtype
        width = (3 if self._coupled else 4) * n
        rows = v1.dimension_value(window.shape[1]) + 2 * n
        lstms = ["freq"] if self._share else ["freq", "time"]
        weights = {}
        for lstm in lstms:
            kernel = sharded_variable(
                f"W_{lstm[0]}_{block}", [rows, width], dtype, self._num_unit_shards
            )
            zeros = v1.zeros_initializer()
            bias = v1.get_variable(f"B_{lstm[0]}_{block}", [width], dtype, zeros)
            weights[lstm] = {"kernel": kernel, "bias": bias}
        for lstm in lstms if self._use_peepholes else ():
            for gate in "IO" if self._coupled else "FIO":
                weights[lstm][gate] = [
                    v1.get_variable(f"W_{gate}_diag_{lstm}{memory}_{block}", [n], dtype)
                    for memory in "ft"
                ]
        weights.setdefault("time", weights["freq"])
        return weights

    def _memory(self, weights, joined, memories, c):
        """The new memory of one LSTM, from `c`, and the sum for its output gate."""
        sums = v1.nn.xw_plus_b(joined, weights["kernel"], weights["bias"])
        if self._coupled:
            i, j, o = v1.split(sums, 3, axis=1)
            take = v1.sigmoid(self._peep(i, weights, "I", memories))
            keep = 1 - take
        else:
            i, j, f, o = v1.split(sums, 4, axis=1)
            take = v1.sigmoid(self._peep(i, weights, "I", memories))
            keep = v1.sigmoid(self._peep(f + self._forget_bias, weights, "F", memories))
        c = keep * c + take * v1.tanh(j)
        if self._cell_clip is not None:
            c = v1.clip_by_value(c, -self._cell_clip, self._cell_clip)
        return c, o

    def _output(self, weights, o, memories, c):
        return v1.sigmoid(self._peep(o, weights, "O", memories)) * v1.tanh(c)

    def _peep(self, x, weights, gate, memories):
        if not self._use_peepholes:
            return x
        return x + sum(w * c for w, c in zip(weights[gate], memories, strict=True))


class BidirectionalGridLSTMCell(GridLSTMCell):
    """A `GridLSTMCell` that goes along frequency in both directions, with weights for each.

    Its variables are in the scopes `fwd` and `bwd`; its output has the forward pass first, and so
    has its state, `fwd_state_f00_b00_c`, ….
    """

    _DIRECTIONS = ("fwd_state", "bwd_state")

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        share_time_frequency_weights=False,
        cell_clip=None,
        initializer=None,
        num_unit_shards=1,
        forget_bias=1.0,
        feature_size=None,
        frequency_skip=None,
        num_frequency_blocks=None,
        start_freqindex_list=None,
        end_freqindex_list=None,
        couple_input_forget_gates=False,
        backward_slice_offset=0,
        reuse=None,
    ):
        """
        backward_slice_offset: by how many columns the windows of the backward pass are further.
        The others: as in `GridLSTMCell`.
        """
        super().__init__(
            num_units,
            use_peepholes,
            share_time_frequency_weights,
            cell_clip,
            initializer,
            num_unit_shards,
            forget_bias,
            feature_size,
            frequency_skip,
            num_frequency_blocks,
            start_freqindex_list,
            end_freqindex_list,
            couple_input_forget_gates,
            reuse=reuse,
        )
        self._offset = int(backward_slice_offset)

    def call(self, inputs, state):
        state = self._by_name(state)
        backward = [parts[::-1] for parts in self._features(inputs, self._offset)]
        with v1.variable_scope("fwd"):
            outputs, states = self._pass("fwd_state", self._features(inputs), state)
        with v1.variable_scope("bwd"):
            backward_outputs, backward_states = self._pass("bwd_state", backward, state)
        states = self._state_tuple_type(*states, *backward_states)
        return v1.concat(outputs + backward_outputs, 1), states
