"""`tf.contrib.crf` of TensorFlow 1: conditional random fields along a sequence of tags.

Lafferty et al. 2001, Conditional Random Fields. The score of a sequence is the sum of its tags'
potentials and of the transitions between them. Everywhere below, `inputs` and `potentials` are
floats [batch, time, tags], `sequence_lengths` ints [batch], `tag_indices` ints [batch, time], and
`transition_params` [tags, tags] from the row's tag to the column's; results are [batch]. A sequence
of length 0 or less scores 0.
"""

import math

import numpy as np

from compat import names
from compat._v1 import v1

__all__ = [
    "crf_binary_score",
    "crf_constrained_decode",
    "crf_decode",
    "crf_log_likelihood",
    "crf_log_norm",
    "crf_multitag_sequence_score",
    "crf_sequence_score",
    "crf_unary_score",
    "viterbi_decode",
]


def crf_log_likelihood(inputs, tag_indices, sequence_lengths, transition_params=None):
    """Returns the logarithm of the tags' probability, [batch], and the transitions.

    transition_params: None: the variable `transitions` [tags, tags], made here.
    """
    inputs = v1.convert_to_tensor(inputs)
    if transition_params is None:
        tags = v1.dimension_value(inputs.shape[2])
        transition_params = v1.get_variable("transitions", [tags, tags])
    score = crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params)
    return score - crf_log_norm(inputs, sequence_lengths, transition_params), transition_params


def crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params):
    """Returns the score of the given tags, which is no probability yet."""
    unary = crf_unary_score(tag_indices, sequence_lengths, inputs)
    return unary + crf_binary_score(tag_indices, sequence_lengths, transition_params)


def crf_unary_score(tag_indices, sequence_lengths, inputs):
    """Returns the sum of the potentials of the given tags."""
    tags = v1.expand_dims(v1.convert_to_tensor(tag_indices), 2)
    of_tags = v1.squeeze(v1.gather(inputs, tags, batch_dims=2), axis=[2])
    return v1.reduce_sum(of_tags * _mask(sequence_lengths, of_tags, of_tags.dtype), 1)


def crf_binary_score(tag_indices, sequence_lengths, transition_params):
    """Returns the sum of the transitions between the given tags."""
    tags = v1.convert_to_tensor(tag_indices)
    of_pairs = v1.gather_nd(transition_params, v1.stack([tags[:, :-1], tags[:, 1:]], 2))
    return v1.reduce_sum(of_pairs * _mask(sequence_lengths, tags, of_pairs.dtype)[:, 1:], 1)


def crf_log_norm(inputs, sequence_lengths, transition_params):
    """Returns log ∑ exp(score) over all sequences of tags, by the forward algorithm."""
    inputs, inside = _by_time(inputs, sequence_lengths)

    def step(alphas, now):
        potentials, is_inside = now
        paths = v1.expand_dims(alphas, 2) + transition_params
        return v1.where(is_inside, potentials + v1.reduce_logsumexp(paths, 1), alphas)

    norm = v1.reduce_logsumexp(v1.foldl(step, (inputs, inside), inputs[0]), 1)
    return v1.where(v1.convert_to_tensor(sequence_lengths) > 0, norm, v1.zeros_like(norm))


def crf_multitag_sequence_score(inputs, tag_bitmap, sequence_lengths, transition_params):
    """Returns log ∑ exp(score) over the sequences whose tags are all set.

    tag_bitmap: bools [batch, time, tags].
    """
    return crf_log_norm(_only(inputs, tag_bitmap), sequence_lengths, transition_params)


def crf_decode(potentials, transition_params, sequence_length):
    """Returns the tags of the best sequence, int32 [batch, time], and its score.

    Beyond the end of a sequence the tag is 0. A sequence of length 0 or less has a first tag and
    its score, as one of length 1 has.
    """
    potentials, inside = _by_time(potentials, sequence_length)
    first = potentials[0]
    same = v1.zeros_like(first, v1.int64) + v1.range(v1.shape(first, out_type=v1.int64)[1])

    def step(before, now):
        score, _ = before
        potentials, is_inside = now
        paths = v1.expand_dims(score, 2) + transition_params
        best = potentials + v1.reduce_max(paths, 1)
        # After the end, the score and the tag stay.
        return v1.where(is_inside, best, score), v1.where(is_inside, v1.argmax(paths, 1), same)

    scores, from_tags = v1.scan(step, (potentials, inside), (first, same))
    last = v1.argmax(scores[-1], 1)
    before = v1.scan(
        lambda tag, from_tag: v1.gather(from_tag, tag, batch_dims=1), from_tags, last, reverse=True
    )
    tags = v1.transpose(v1.concat([before[1:], [last]], 0))
    at_least_one = v1.maximum(v1.convert_to_tensor(sequence_length), 1)
    tags *= _mask(at_least_one, tags, tags.dtype)
    return v1.cast(tags, v1.int32), v1.reduce_max(scores[-1], 1)


def crf_constrained_decode(potentials, tag_bitmap, transition_params, sequence_length):
    """Returns what `crf_decode` does, of the sequences whose tags are all set.

    tag_bitmap: bools [batch, time, tags].
    """
    return crf_decode(_only(potentials, tag_bitmap), transition_params, sequence_length)


def viterbi_decode(score, transition_params):
    """Returns the tags of the best sequence, a list of ints, and its score; in NumPy.

    score: the potentials of one sequence without padding, an array [time, tags].
    """
    best, from_tags = np.asarray(score[0]), []
    for potentials in score[1:]:
        paths = best[:, None] + transition_params
        from_tags.append(paths.argmax(0))
        best = potentials + paths.max(0)
    tags = [best.argmax()]
    for from_tag in reversed(from_tags):
        tags.append(from_tag[tags[-1]])
    return tags[::-1], best.max()


def _by_time(inputs, lengths):
    """The potentials [time, batch, tags]; where they come after others, bools [time, batch].

    The first are there, too: TensorFlow cannot stack the results of no step at all.
    """
    inputs, lengths = v1.convert_to_tensor(inputs), v1.cast(lengths, v1.int32)
    time = v1.range(v1.shape(inputs)[1])[:, None]
    return v1.transpose(inputs, [1, 0, 2]), v1.logical_and(time > 0, time < lengths)


def _mask(lengths, like, dtype):
    """1 within a sequence and 0 after its end, of the shape [batch, time] of `like`."""
    return v1.sequence_mask(lengths, v1.shape(like)[1], dtype)


def _only(inputs, tag_bitmap):
    inputs = v1.convert_to_tensor(inputs)
    return v1.where(tag_bitmap, inputs, v1.zeros_like(inputs) - math.inf)


def __getattr__(name: str):
    raise names.missing("tf.contrib.crf", name)
