"""Attention that goes on through a memory, from its beginning to its end, and never back.

Raffel et al. 2017, Online and Linear-Time Attention by Enforcing Monotonic Alignments.
"""

import numpy as np

from compat._v1 import v1
from compat.contrib.seq2seq import attention

__all__ = [
    "BahdanauMonotonicAttention",
    "LuongMonotonicAttention",
    "monotonic_attention",
    "safe_cumprod",
]


def safe_cumprod(x, *args, **kwargs):
    """Returns `tf.cumprod` of numbers from 0 to 1, with gradients that stay finite at 0.

    The rest are the arguments of `tf.cumsum`.
    """
    with v1.name_scope(None, "SafeCumprod", [x]):
        x = v1.convert_to_tensor(x)
        tiny = np.finfo(x.dtype.as_numpy_dtype).tiny
        return v1.exp(v1.cumsum(v1.log(v1.clip_by_value(x, tiny, 1)), *args, **kwargs))


def monotonic_attention(p_choose_i, previous_attention, mode):
    """Returns the weights of the parts of a memory, [batch, time].

    One goes through the memory from where one was, and stays at a part with its probability.
    p_choose_i: these probabilities, [batch, time].
    previous_attention: where one was, [batch, time]; at first [1, 0, …, 0].
    mode: "recursive", which is exact; "parallel", which is faster, and not exact where the
        probabilities are near to 1; "hard", for probabilities that are all 0 or 1.
    Raises ValueError when it is another.
    """
    p = v1.convert_to_tensor(p_choose_i)
    before = v1.convert_to_tensor(previous_attention)
    if mode == "recursive":
        return p * _arriving(p, before)
    if mode == "parallel":
        passed = safe_cumprod(1 - p, axis=1, exclusive=True)
        return p * passed * v1.cumsum(before / v1.clip_by_value(passed, 1e-10, 1), axis=1)
    if mode == "hard":
        p *= v1.cumsum(before, axis=1)
        return p * v1.cumprod(1 - p, axis=1, exclusive=True)
    raise ValueError("mode must be 'recursive', 'parallel', or 'hard'.")


def _arriving(p, before):
    """How likely one comes to each part: one was there, or passed by the part before it."""

    def step(arriving, now):
        passed, there = now
        return passed * arriving + there

    passed = v1.pad(1 - p[:, :-1], [[0, 0], [1, 0]])
    by_time = v1.scan(
        step, (v1.transpose(passed), v1.transpose(before)), v1.zeros_like(before[:, 0])
    )
    return v1.transpose(by_time)


class _Monotonic:
    """What comes before a mechanism among the bases of a class, to make it monotonic."""

    def initial_alignments(self, batch_size, dtype):
        """Returns weights of the first part alone, [batch, time]."""
        return v1.one_hot(v1.zeros([batch_size], v1.int32), self.alignments_size, dtype=dtype)

    def _be_monotonic(self, noise, seed, bias, mode):
        self._noise, self._seed, self._bias, self._mode = noise, seed, bias, mode

    def _score(self, query):
        score = super()._score(query)
        start = v1.constant_initializer(self._bias)
        return score + v1.get_variable("attention_score_bias", [], score.dtype, start)

    def _probabilities(self, score, state):
        if self._noise > 0:
            score += self._noise * v1.random_normal(v1.shape(score), 0, 1, score.dtype, self._seed)
        p = v1.cast(score > 0, score.dtype) if self._mode == "hard" else v1.sigmoid(score)
        return monotonic_attention(p, state, self._mode)


class BahdanauMonotonicAttention(_Monotonic, attention.BahdanauAttention):
    """A `BahdanauAttention` that is monotonic.

    Variables: those, in `bahdanau_monotonic_attention`, and there `attention_score_bias`, a scalar.
    """

    _SCOPE = "bahdanau_monotonic_attention"

    def __init__(
        self,
        num_units,
        memory,
        memory_sequence_length=None,
        normalize=False,
        score_mask_value=None,
        sigmoid_noise=0.0,
        sigmoid_noise_seed=None,
        score_bias_init=0.0,
        mode="parallel",
        dtype=None,
        name="BahdanauMonotonicAttention",
    ):
        """
        sigmoid_noise: the standard deviation of what is added to the scores, so that they become
            large; 0 when one does not train.
        score_bias_init: what `attention_score_bias` begins with.
        mode: see `monotonic_attention`.
        """
        super().__init__(
            num_units,
            memory,
            memory_sequence_length,
            normalize,
            None,
            score_mask_value,
            dtype,
            name,
        )
        self._be_monotonic(sigmoid_noise, sigmoid_noise_seed, score_bias_init, mode)


class LuongMonotonicAttention(_Monotonic, attention.LuongAttention):
    """A `LuongAttention` that is monotonic.

    Variables: those, in `luong_monotonic_attention`, and there `attention_score_bias`, a scalar.
    """

    _SCOPE = "luong_monotonic_attention"

    def __init__(
        self,
        num_units,
        memory,
        memory_sequence_length=None,
        scale=False,
        score_mask_value=None,
        sigmoid_noise=0.0,
        sigmoid_noise_seed=None,
        score_bias_init=0.0,
        mode="parallel",
        dtype=None,
        name="LuongMonotonicAttention",
    ):
        """As for `BahdanauMonotonicAttention`."""
        super().__init__(
            num_units, memory, memory_sequence_length, scale, None, score_mask_value, dtype, name
        )
        self._be_monotonic(sigmoid_noise, sigmoid_noise_seed, score_bias_init, mode)
