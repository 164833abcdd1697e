"""LSTM cells with a change: coupled gates, groups, normalization."""

from compat._v1 import v1
from compat.contrib.rnn.parts import LSTMStateTuple, initialized_with, layer_norm, sharded_variable
from compat.nn.cells import Cell, linear

__all__ = [
    "CoupledInputForgetGateLSTMCell",
    "GLSTMCell",
    "LayerNormBasicLSTMCell",
]


class CoupledInputForgetGateLSTMCell(Cell):
    """An LSTM that forgets as much as it takes in: Greff et al. 2017, LSTM: A Search Space Odyssey.

    Peepholes and projection: Sak et al. 2014; normalization: Ba et al. 2016.
    Variables, n for num_units: `W_0` [inputs + outputs, 3n] for new input, forget and output gate,
    `B` [3n]; with peepholes `W_F_diag` and `W_O_diag` [n]; with `num_proj` `W_P_0` [n, num_proj];
    with `layer_norm` `gamma` and `beta` [n] in `transform`, `forget`, `output` and `state`, and
    the bias is not added.
    """

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        initializer=None,
        num_proj=None,
        proj_clip=None,
        num_unit_shards=1,
        num_proj_shards=1,
        forget_bias=1.0,
        state_is_tuple=True,
        activation=v1.tanh,
        reuse=None,
        layer_norm=False,
        norm_gain=1.0,
        norm_shift=0.0,
    ):
        """
        initializer: of no effect, as in 1.15.
        num_unit_shards, num_proj_shards: into how many variables W and W_P are split.
        state_is_tuple: otherwise the state is memory and output in one tensor.
        """
        output_size = num_proj or num_units
        state_size = LSTMStateTuple(num_units, output_size)
        super().__init__(state_size if state_is_tuple else sum(state_size), output_size, reuse)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._projection = (num_proj, proj_clip, num_proj_shards)
        self._num_unit_shards = num_unit_shards
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = activation
        self._norm = {"gain": norm_gain, "shift": norm_shift} if layer_norm else None

    def call(self, inputs, state):
        n = self._num_units
        sizes = [n, self.output_size]
        c, m = state if self._state_is_tuple else v1.split(state, sizes, axis=1)
        joined = v1.concat([inputs, m], 1)
        kernel = sharded_variable(
            "W", [joined.shape[1], 3 * n], inputs.dtype, self._num_unit_shards
        )
        bias = v1.get_variable("B", [3 * n], inputs.dtype, v1.zeros_initializer())
        sums = v1.matmul(joined, kernel)
        if not self._norm:
            sums = v1.nn.bias_add(sums, bias)
        j, f, o = (
            self._normalized(part, scope)
            for part, scope in zip(
                v1.split(sums, 3, axis=1), ("transform", "forget", "output"), strict=True
            )
        )
        if self._use_peepholes:
            w_f = v1.get_variable("W_F_diag", [n], inputs.dtype)
            w_o = v1.get_variable("W_O_diag", [n], inputs.dtype)
            f += w_f * c
        forget = v1.sigmoid(f + self._forget_bias)
        c = self._normalized(forget * c + (1 - forget) * self._activation(j), "state")
        if self._use_peepholes:
            o += w_o * c
        m = self._projected(v1.sigmoid(o) * self._activation(c))
        return m, LSTMStateTuple(c, m) if self._state_is_tuple else v1.concat([c, m], 1)

    def _normalized(self, x, scope):
        return layer_norm(x, scope, **self._norm) if self._norm else x

    def _projected(self, m):
        num_proj, clip, shards = self._projection
        if num_proj is None:
            return m
        m = v1.matmul(m, sharded_variable("W_P", [self._num_units, num_proj], m.dtype, shards))
        return m if clip is None else v1.clip_by_value(m, -clip, clip)


class GLSTMCell(Cell):
    """LSTMs side by side, each with its part of inputs and output.

    Kuchaiev and Ginsburg 2017, Factorization Tricks for LSTM Networks.
    Variables, n for num_units: `group0/kernel`, `group1/kernel`, … [(inputs + outputs) / groups,
    4n / groups], `bias_i`, `bias_j`, `bias_f` and `bias_o` [n], with `num_proj`
    `projection/kernel` [n, num_proj].
    """

    def __init__(
        self,
        num_units,
        initializer=None,
        num_proj=None,
        number_of_groups=1,
        forget_bias=1.0,
        activation=v1.tanh,
        reuse=None,
    ):
        """
        activation: of the output; that of the new input is tanh, as in 1.15.
        Raises ValueError when units, outputs or (when called) inputs cannot be divided among the
        groups.
        """
        output_size = num_proj or num_units
        for name, size in (("num_units", num_units), ("num_proj", output_size)):
            if size % number_of_groups:
                raise ValueError(f"{name} must be divisible by number_of_groups")
        super().__init__(LSTMStateTuple(num_units, output_size), output_size, reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._num_proj = num_proj
        self._groups = number_of_groups
        self._forget_bias = forget_bias
        self._activation = activation

    def call(self, inputs, state):
        c, m = state
        size = v1.dimension_value(inputs.shape[1])
        if size is None or size % self._groups:
            raise ValueError(
                f"input size ({size}) must be divisible by number_of_groups ({self._groups})"
            )
        with initialized_with(self._initializer):
            parts = []
            for k, pair in enumerate(
                zip(
                    v1.split(inputs, self._groups, axis=1),
                    v1.split(m, self._groups, axis=1),
                    strict=True,
                )
            ):
                with v1.variable_scope(f"group{k}"):
                    sums = linear(pair, 4 * self._num_units // self._groups, bias=False)
                parts.append(v1.split(sums, 4, axis=1))
            i, j, f, o = (
                v1.nn.bias_add(v1.concat(gate, 1), self._bias(name, c.dtype))
                for name, gate in zip("ijfo", zip(*parts, strict=True), strict=True)
            )
        c = v1.sigmoid(f + self._forget_bias) * c + v1.sigmoid(i) * v1.tanh(j)
        m = v1.sigmoid(o) * self._activation(c)
        if self._num_proj is not None:
            with v1.variable_scope("projection"):
                m = linear(m, self._num_proj, bias=False)
        return m, LSTMStateTuple(c, m)

    def _bias(self, gate, dtype):
        return v1.get_variable(f"bias_{gate}", [self._num_units], dtype, v1.zeros_initializer())


class LayerNormBasicLSTMCell(Cell):
    """An LSTM with normalized gates and memory, and dropout of what is new.

    Ba et al. 2016, Layer Normalization; Semeniuta et al. 2016, Recurrent Dropout without Memory
    Loss.
    Variables, n for num_units: `kernel` [inputs + n, 4n]; with `layer_norm` `gamma` and `beta` [n]
    in `input`, `transform`, `forget`, `output` and `state`, else `bias` [4n].
    """

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        input_size=None,
        activation=v1.tanh,
        layer_norm=True,
        norm_gain=1.0,
        norm_shift=0.0,
        dropout_keep_prob=1.0,
        dropout_prob_seed=None,
        reuse=None,
    ):
        """
        input_size: of no effect.
        dropout_keep_prob: a float or a scalar tensor; 1.0: no dropout.
        """
        super().__init__(LSTMStateTuple(num_units, num_units), num_units, reuse)
        self._forget_bias = forget_bias
        self._activation = activation
        self._norm = {"gain": norm_gain, "shift": norm_shift} if layer_norm else None
        self._keep_prob = dropout_keep_prob
        self._seed = dropout_prob_seed

    def call(self, inputs, state):
        c, h = state
        normalized = self._norm is not None
        sums = linear([inputs, h], 4 * self.output_size, bias=not normalized)
        gates = v1.split(sums, 4, axis=1)
        if normalized:
            scopes = ("input", "transform", "forget", "output")
            gates = [
                layer_norm(gate, scope, **self._norm)
                for gate, scope in zip(gates, scopes, strict=True)
            ]
        i, j, f, o = gates
        new = self._activation(j)
        if not isinstance(self._keep_prob, float) or self._keep_prob < 1:
            new = v1.nn.dropout(new, self._keep_prob, seed=self._seed)
        c = c * v1.sigmoid(f + self._forget_bias) + v1.sigmoid(i) * new
        if normalized:
            c = layer_norm(c, "state", **self._norm)
        h = self._activation(c) * v1.sigmoid(o)
        return h, LSTMStateTuple(c, h)
