"""Calls of `tf.contrib.seq2seq`."""

import itertools

import numpy as np
import pytest

from tests.calls import near, run
from tests.calls.legacy import LOGITS, SYMBOLS, WEIGHTS, losses, variables


def _counting(tf):
    """A cell whose logits say: the next symbol is the last one plus one; 4 is the end."""

    class Counting(tf.nn.rnn_cell.RNNCell):
        state_size, output_size = 1, 5

        def call(self, inputs, state):
            return 9 * tf.one_hot(tf.cast(inputs[:, 0], tf.int32) + 1, 5), state + 1

    return Counting()


def _as_number(tf):
    return lambda ids: tf.cast(tf.expand_dims(ids, -1), tf.float32)


def _decoded(tf, helper, **options):
    decoder = tf.contrib.seq2seq.BasicDecoder(_counting(tf), helper, tf.zeros([2, 1]))
    outputs, state, lengths = tf.contrib.seq2seq.dynamic_decode(decoder, **options)
    return outputs.rnn_output, outputs.sample_id, state, lengths


def _greedy(tf):
    helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(_as_number(tf), [0, 2], 4)
    logits, ids, state, lengths = run(_decoded(tf, helper, impute_finished=True))
    assert ids.tolist() == [[1, 2, 3, 4], [3, 4, 0, 0]]
    assert lengths.tolist() == [4, 2]
    assert state.ravel().tolist() == [4, 2]  # the state of the second stays
    assert not logits[1, 2:].any()
    *_, lengths = _decoded(tf, helper, maximum_iterations=2, output_time_major=True)
    return run(lengths).tolist() == [2, 2]


def _time_major(tf):
    helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(_as_number(tf), [0, 2], 4)
    logits, ids, *_ = _decoded(tf, helper, output_time_major=True, maximum_iterations=3)
    return run(logits).shape == (3, 2, 5) and run(ids)[:, 0].tolist() == [1, 2, 3]


def _sampling(tf):
    helper = tf.contrib.seq2seq.SampleEmbeddingHelper(
        _as_number(tf), [0, 2], 4, softmax_temperature=0.1, seed=1
    )
    return run(_decoded(tf, helper)[1])[0].tolist() == [1, 2, 3, 4]


def _training(tf):
    inputs = tf.constant(np.random.default_rng(5).normal(size=(2, 3, 4)), tf.float32)
    helper = tf.contrib.seq2seq.TrainingHelper(inputs, [3, 1])
    cell = tf.contrib.rnn.BasicLSTMCell(6)
    decoder = tf.contrib.seq2seq.BasicDecoder(
        cell, helper, cell.zero_state(2, tf.float32), tf.layers.Dense(5, use_bias=False)
    )
    outputs, state, lengths = tf.contrib.seq2seq.dynamic_decode(decoder, impute_finished=True)
    expected, expected_state = tf.nn.dynamic_rnn(cell, inputs, [3, 1], dtype=tf.float32)
    assert variables(tf)["decoder/basic_lstm_cell/kernel"] == (10, 24)
    assert variables(tf)["decoder/dense/kernel"] == (6, 5)
    dense = tf.trainable_variables()[-1]
    got = run(
        [
            outputs.rnn_output,
            state,
            lengths,
            tf.tensordot(expected, dense, 1),
            expected_state,
            outputs.sample_id,
        ]
    )
    np.testing.assert_allclose(got[0], got[3], atol=1e-5)
    np.testing.assert_allclose(got[1], got[4], atol=1e-5)
    assert got[2].tolist() == [3, 1]
    assert got[5][0].tolist() == got[0][0].argmax(-1).tolist()
    loss = tf.reduce_sum(outputs.rnn_output)
    return all(g is not None for g in tf.gradients(loss, tf.trainable_variables()))


def _scheduled_embedding(tf):
    inputs = tf.constant([[[0.0], [3.0], [3.0]]] * 2)
    ids = {}
    for probability in (0.0, 1.0):
        helper = tf.contrib.seq2seq.ScheduledEmbeddingTrainingHelper(
            inputs, [3, 2], _as_number(tf), probability
        )
        logits, sample, *_ = run(_decoded(tf, helper))
        ids[probability] = logits[0].argmax(-1).tolist(), sample[0].tolist()
    return ids == {0.0: ([1, 4, 4], [-1] * 3), 1.0: ([1, 2, 3], [1, 2, 3])}


def _scheduled_output(tf):
    inputs = tf.constant([[[0.0], [3.0], [3.0]]] * 2)
    ids = {}
    for probability in (0.0, 1.0):
        helper = tf.contrib.seq2seq.ScheduledOutputTrainingHelper(
            inputs,
            [3, 3],
            probability,
            next_inputs_fn=lambda y: tf.cast(tf.argmax(y, -1)[:, None], tf.float32),
            auxiliary_inputs=tf.zeros([2, 3, 1]),
        )
        logits, sample, *_ = run(_decoded(tf, helper))
        ids[probability] = logits[0].argmax(-1).tolist(), sample[0].tolist()
    return ids == {0.0: ([1, 4, 4], [0] * 3), 1.0: ([1, 2, 3], [1] * 3)}


def _custom(tf):
    number = _as_number(tf)
    helper = tf.contrib.seq2seq.CustomHelper(
        lambda: (tf.constant([False, False]), number(tf.constant([0, 2]))),
        lambda time, outputs, state: tf.argmax(outputs, -1, output_type=tf.int32),
        lambda time, outputs, state, sample_ids: (sample_ids >= 4, number(sample_ids), state),
    )
    return run(_decoded(tf, helper)[1])[0].tolist() == [1, 2, 3, 4]


def _inference(tf):
    helper = tf.contrib.seq2seq.InferenceHelper(
        sample_fn=lambda y: tf.cast(tf.argmax(y, -1)[:, None], tf.float32),
        sample_shape=[1],
        sample_dtype=tf.float32,
        start_inputs=tf.constant([[0.0], [2.0]]),
        end_fn=lambda sample: sample[:, 0] >= 4,
    )
    return run(_decoded(tf, helper)[1])[0].ravel().tolist() == [1, 2, 3, 4]


def _own_helper(tf):
    class Constant(tf.contrib.seq2seq.Helper):
        batch_size = 2

        def initialize(self, name=None):
            return tf.constant([False, False]), tf.zeros([2, 1])

        def sample(self, time, outputs, state, name=None):
            return tf.fill([2], time)

        def next_inputs(self, time, outputs, state, sample_ids, name=None):
            return tf.fill([2], time >= 1), tf.zeros([2, 1]), state

    return run(_decoded(tf, Constant())[1]).tolist() == [[0, 1], [0, 1]]


def _own_decoder(tf):
    class Steps(tf.contrib.seq2seq.Decoder):
        batch_size, output_size, output_dtype = 2, tf.TensorShape([]), tf.int32

        def initialize(self, name=None):
            return tf.constant([False, False]), tf.zeros([2]), tf.zeros([2])

        def step(self, time, inputs, state, name=None):
            return tf.fill([2], time), state, inputs, time >= tf.constant([0, 2])

        def finalize(self, outputs, final_state, sequence_lengths):
            return outputs + 10, final_state

    outputs, _, lengths = tf.contrib.seq2seq.dynamic_decode(Steps())
    try:
        tf.contrib.seq2seq.dynamic_decode(tf.contrib.rnn.GRUCell(2))
    except TypeError:
        return run(outputs)[1].tolist() == [10, 11, 12] and run(lengths).tolist() == [1, 3]


def _beam_search(tf):
    """A chain of three symbols and an end, with a beam that has room for all hypotheses."""
    seq2seq = tf.contrib.seq2seq
    logits = np.random.default_rng(9).normal(size=(4, 4)).astype("f") * 2

    class Chain(tf.nn.rnn_cell.RNNCell):
        state_size, output_size = 1, 4

        def call(self, inputs, state):
            return inputs, state + 1

    start = [0, 1]
    beginning = seq2seq.tile_batch(tf.zeros([2, 1]), 40)
    given = (Chain(), tf.constant(logits), start, 3, beginning, 40)
    with pytest.raises(ValueError, match="coverage_penalty_weight is not covered"):
        seq2seq.BeamSearchDecoder(*given, coverage_penalty_weight=0.1)
    decoder = seq2seq.BeamSearchDecoder(
        *given, coverage_penalty_weight=0.0, reorder_tensor_arrays=False
    )
    outputs, state, lengths = seq2seq.dynamic_decode(decoder, maximum_iterations=3)
    assert isinstance(outputs, seq2seq.FinalBeamSearchDecoderOutput)
    assert isinstance(outputs.beam_search_decoder_output, seq2seq.BeamSearchDecoderOutput)
    assert isinstance(state, seq2seq.BeamSearchDecoderState)
    ids, scores = run([outputs.predicted_ids, state.log_probs])
    log = logits - np.log(np.exp(logits).sum(1, keepdims=True))
    for k, first in enumerate(start):
        found = {}
        for path in itertools.product(range(4), repeat=3):
            end = path.index(3) if 3 in path else 2
            whole = (first, *path[: end + 1])
            found[path[: end + 1] + (3,) * (2 - end)] = sum(
                log[a, b] for a, b in itertools.pairwise(whole)
            )
        paths = [tuple(path) for path in ids[k].T.tolist()]
        assert set(paths) == set(found)
        np.testing.assert_allclose(scores[k], [found[path] for path in paths], atol=1e-4)
        assert (np.diff(scores[k]) <= 0).all()
    return run(lengths).shape == (2, 40)


def _gather_tree(tf):
    beams = tf.contrib.seq2seq.gather_tree(
        step_ids=[[[1, 2, 3]], [[4, 5, 6]], [[7, 8, 9]]],
        parent_ids=[[[0, 0, 0]], [[0, 1, 1]], [[2, 1, 2]]],
        max_sequence_lengths=[3],
        end_token=10,
    )
    return run(beams).tolist() == [[[2, 2, 2]], [[6, 5, 6]], [[7, 8, 9]]]


def _sequence_loss(tf):
    logits, targets = LOGITS.transpose(1, 0, 2), np.array(SYMBOLS).T
    given = [tf.constant(logits), tf.constant(targets), tf.constant(WEIGHTS.T)]
    loss = tf.contrib.seq2seq.sequence_loss
    of_each, weights = losses().T, WEIGHTS.T
    count = weights != 0
    no = {"average_across_timesteps": False, "average_across_batch": False}
    assert near(loss(*given), of_each.sum() / weights.sum())
    assert near(loss(*given, **no), of_each)
    assert near(
        loss(*given, average_across_timesteps=True, average_across_batch=False),
        of_each.sum(1) / weights.sum(1),
    )
    assert near(
        loss(*given, average_across_timesteps=False, average_across_batch=True),
        of_each.sum(0) / weights.sum(0),
    )
    assert near(loss(*given, **no, sum_over_timesteps=True), of_each.sum(1) / count.sum(1))
    return near(
        loss(*given, **no, sum_over_timesteps=True, sum_over_batch=True),
        of_each.sum() / count.sum(),
    )


CALLS = {
    "BasicDecoder": _training,
    "BasicDecoderOutput": lambda tf: tf.contrib.seq2seq.BasicDecoderOutput(1, 2).sample_id == 2,
    "BeamSearchDecoder": _beam_search,
    "BeamSearchDecoderOutput": _beam_search,
    "BeamSearchDecoderState": _beam_search,
    "CustomHelper": _custom,
    "Decoder": _own_decoder,
    "FinalBeamSearchDecoderOutput": _beam_search,
    "GreedyEmbeddingHelper": _greedy,
    "Helper": _own_helper,
    "InferenceHelper": _inference,
    "SampleEmbeddingHelper": _sampling,
    "ScheduledEmbeddingTrainingHelper": _scheduled_embedding,
    "ScheduledOutputTrainingHelper": _scheduled_output,
    "TrainingHelper": _training,
    "dynamic_decode": _time_major,
    "gather_tree": _gather_tree,
    "sequence_loss": _sequence_loss,
    "tile_batch": lambda tf: near(
        tf.contrib.seq2seq.tile_batch(tf.constant([[1.0], [2.0]]), 2), [[1.0], [1.0], [2.0], [2.0]]
    ),
}
