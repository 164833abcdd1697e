"""Attention mechanisms: how well the parts of a memory fit to a query.

Bahdanau et al. 2015, Neural Machine Translation by Jointly Learning to Align and Translate; Luong
et al. 2015, Effective Approaches to Attention-based Neural Machine Translation.
"""

import math

from compat import layers
from compat._v1 import v1

__all__ = [
    "AttentionMechanism",
    "BahdanauAttention",
    "LuongAttention",
    "hardmax",
]


def hardmax(logits, name=None):
    """Returns 1 at the largest of each row and 0 elsewhere, of the shape and dtype of `logits`."""
    with v1.name_scope(name, "Hardmax", [logits]):
        logits = v1.convert_to_tensor(logits)
        depth = v1.dimension_value(logits.shape[-1]) or v1.shape(logits)[-1]
        return v1.one_hot(v1.argmax(logits, -1), depth, dtype=logits.dtype)


class AttentionMechanism:
    """A memory, and how well its parts fit to a query.

    To be completed with `_score`. `values` are the memory [batch, time, n], zero after the end of
    a sequence; `keys` what queries are compared with, [batch, time, num_units].
    """

    def __init__(
        self,
        num_units,
        memory,
        memory_sequence_length=None,
        probability_fn=None,
        score_mask_value=None,
        dtype=None,
        name=None,
    ):
        """
        memory: [batch, time, n].
        memory_sequence_length: ints [batch]; None: all of the memory.
        probability_fn: scores [batch, time] → weights; None: the softmax.
        score_mask_value: the score after the end of a sequence; None: −∞.
        dtype: of the layers; None: that of the memory.
        Variables: `memory_layer/kernel` [n, num_units].
        """
        self._name = name
        self._probability_fn = probability_fn or v1.nn.softmax
        self._score_mask_value = -math.inf if score_mask_value is None else score_mask_value
        with v1.name_scope(name, values=[memory]):
            memory = v1.convert_to_tensor(memory)
            self.dtype = v1.as_dtype(dtype) if dtype else memory.dtype
            self._mask = None
            if memory_sequence_length is not None:
                self._mask = v1.sequence_mask(memory_sequence_length, v1.shape(memory)[1])
                inside = v1.cast(self._mask, memory.dtype)
                memory *= v1.reshape(inside, v1.concat([v1.shape(inside), [1]], 0))
            self.values = memory
            self.memory_layer = layers.Dense(
                num_units, use_bias=False, name="memory_layer", dtype=self.dtype
            )
            self.keys = self.memory_layer(memory)

    @property
    def batch_size(self):
        return v1.dimension_value(self.keys.shape[0]) or v1.shape(self.keys)[0]

    @property
    def alignments_size(self):
        """How many parts the memory has: an int if one knows it."""
        return v1.dimension_value(self.keys.shape[1]) or v1.shape(self.keys)[1]

    @property
    def state_size(self):
        return self.alignments_size

    def initial_alignments(self, batch_size, dtype):
        """Returns weights that are all zero, [batch, time]."""
        return v1.zeros([batch_size, self.alignments_size], dtype)

    def initial_state(self, batch_size, dtype):
        return self.initial_alignments(batch_size, dtype)

    def __call__(self, query, state):
        """Returns the weights of the parts for `query` [batch, n], [batch, time]; and the state."""
        with v1.variable_scope(None, self._SCOPE, [query]):
            score = self._score(query)
        if self._mask is not None:
            score = v1.where(self._mask, score, v1.fill(v1.shape(score), self._score_mask_value))
        alignments = self._probabilities(score, state)
        return alignments, alignments

    def _probabilities(self, score, state):
        """The weights, [batch, time], for such scores."""
        return self._probability_fn(score)

    def _score(self, query):
        raise NotImplementedError


class LuongAttention(AttentionMechanism):
    """Multiplies query and keys; the query has `num_units` columns.

    Variables: `memory_layer/kernel`; with `scale` the scalar `luong_attention/attention_g`.
    """

    _SCOPE = "luong_attention"

    def __init__(
        self,
        num_units,
        memory,
        memory_sequence_length=None,
        scale=False,
        probability_fn=None,
        score_mask_value=None,
        dtype=None,
        name="LuongAttention",
    ):
        super().__init__(
            num_units, memory, memory_sequence_length, probability_fn, score_mask_value, dtype, name
        )
        self._scale = scale

    def _score(self, query):
        """Raises ValueError when the query has not as many columns as the keys."""
        if not query.shape[-1:].is_compatible_with(self.keys.shape[-1:]):
            raise ValueError(
                "Incompatible or unknown inner dimensions between query and keys. Query has "
                f"shape {query.shape}, keys {self.keys.shape}. Perhaps you need to set num_units "
                "to the keys' dimension?"
            )
        score = v1.squeeze(
            v1.matmul(v1.expand_dims(query, 1), self.keys, transpose_b=True), axis=[1]
        )
        if self._scale:
            score *= v1.get_variable("attention_g", [], score.dtype, v1.ones_initializer())
        return score


class BahdanauAttention(AttentionMechanism):
    """Adds query and keys, and weighs what tanh makes of it.

    Variables, n for num_units: `memory_layer/kernel`; in `bahdanau_attention` `query_layer/kernel`
    [query, n] and `attention_v` [n]; with `normalize`, Salimans and Kingma 2016, the scalar
    `attention_g` and `attention_b` [n].
    """

    _SCOPE = "bahdanau_attention"

    def __init__(
        self,
        num_units,
        memory,
        memory_sequence_length=None,
        normalize=False,
        probability_fn=None,
        score_mask_value=None,
        dtype=None,
        name="BahdanauAttention",
    ):
        super().__init__(
            num_units, memory, memory_sequence_length, probability_fn, score_mask_value, dtype, name
        )
        self.query_layer = layers.Dense(
            num_units, use_bias=False, name="query_layer", dtype=self.dtype
        )
        self._num_units = num_units
        self._normalize = normalize

    def _score(self, query):
        n = [self._num_units]
        summed = self.keys + v1.expand_dims(self.query_layer(query), 1)
        v = v1.get_variable("attention_v", n, summed.dtype)
        if self._normalize:
            start = v1.constant_initializer(math.sqrt(1 / self._num_units))
            g = v1.get_variable("attention_g", [], summed.dtype, start)
            summed += v1.get_variable("attention_b", n, summed.dtype, v1.zeros_initializer())
            v = g * v * v1.rsqrt(v1.reduce_sum(v1.square(v)))
        return v1.reduce_sum(v * v1.tanh(summed), [2])
