"""Decoding that follows several hypotheses: Graves 2012, Sequence Transduction with RNNs.

The length penalty is that of Wu et al. 2016, Google's Neural Machine Translation System, eq. 14.
"""

import collections
import math

from compat._v1 import v1
from compat.contrib.seq2seq.decoder import Decoder

__all__ = [
    "BeamSearchDecoder",
    "BeamSearchDecoderOutput",
    "BeamSearchDecoderState",
    "FinalBeamSearchDecoderOutput",
    "gather_tree",
    "tile_batch",
]

BeamSearchDecoderOutput = collections.namedtuple(
    "BeamSearchDecoderOutput", ("scores", "predicted_ids", "parent_ids")
)
BeamSearchDecoderState = collections.namedtuple(
    "BeamSearchDecoderState", ("cell_state", "log_probs", "finished", "lengths")
)
FinalBeamSearchDecoderOutput = collections.namedtuple(
    "FinalBeamSearchDecoderOutput", ("predicted_ids", "beam_search_decoder_output")
)


def tile_batch(t, multiplier, name=None):
    """Repeats each row `multiplier` times: [batch, …] becomes [batch × multiplier, …].

    t: a tensor, or a structure of them.
    Raises ValueError when one is a scalar, or its rank is not known.
    """

    def tiled(x):
        x = v1.convert_to_tensor(x)
        if not x.shape.rank:
            raise ValueError("t must have statically known rank, which is not 0")
        static = v1.dimension_value(x.shape[0])
        result = v1.repeat(x, multiplier, axis=0)
        result.set_shape([static * multiplier if static else None, *x.shape[1:]])
        return result

    with v1.name_scope(name, "tile_batch", [*v1.nest.flatten(t), multiplier]):
        return v1.nest.map_structure(tiled, t)


def gather_tree(step_ids, parent_ids, max_sequence_lengths, end_token, name=None):
    """Follows each beam from its end to its beginning.

    step_ids, parent_ids: int32 [time, batch, beam], the symbols of each step, and at which place
        of the step before their hypotheses were; max_sequence_lengths: int32 [batch].
    Returns the symbols of each beam, int32 [time, batch, beam], `end_token` after its end.
    """
    with v1.name_scope(name, "GatherTree", [step_ids, parent_ids]):
        step_ids = v1.convert_to_tensor(step_ids)
        lengths = v1.expand_dims(max_sequence_lengths, 1)
        times, _, beam_width = v1.unstack(v1.shape(step_ids))

        def back(following, step):
            _, places = following
            symbols, parents, time = step
            inside = v1.broadcast_to(time < lengths, v1.shape(places))
            symbols = v1.gather(symbols, places, batch_dims=1)
            parents = v1.gather(parents, places, batch_dims=1)
            ends = v1.fill(v1.shape(places), end_token)
            return v1.where(inside, symbols, ends), v1.where(inside, parents, places)

        unmoved = v1.broadcast_to(v1.range(beam_width), v1.shape(step_ids)[1:])
        steps = (step_ids, v1.convert_to_tensor(parent_ids), v1.range(times))
        symbols, _ = v1.scan(back, steps, (step_ids[0], unmoved), reverse=True)
        ended = v1.cumsum(v1.cast(v1.equal(symbols, end_token), v1.int32), exclusive=True) > 0
        return v1.where(ended, v1.fill(v1.shape(symbols), end_token), symbols)


class BeamSearchDecoder(Decoder):
    """Keeps the `beam_width` likeliest hypotheses of each sequence.

    What it is given is for a batch of hypotheses, batch × beam_width: see `tile_batch`.
    """

    def __init__(
        self,
        cell,
        embedding,
        start_tokens,
        end_token,
        initial_state,
        beam_width,
        output_layer=None,
        length_penalty_weight=0.0,
        coverage_penalty_weight=0.0,
        reorder_tensor_arrays=True,
    ):
        """
        embedding: [symbols, size], or a function from symbols to vectors.
        start_tokens: the first symbols, int32 [batch]; end_token: the last, an int32 scalar.
        initial_state: the cell's, [batch × beam_width, …].
        output_layer: makes logits of the cell's output; None: it is logits.
        length_penalty_weight: scores are divided by ((5 + length) / 6) to this power.
        coverage_penalty_weight: not covered, unless 0. reorder_tensor_arrays: of no effect.
        Raises ValueError when start_tokens or end_token is of another dimension, and with a
        coverage penalty.
        """
        if coverage_penalty_weight:
            raise ValueError(
                "coverage_penalty_weight is not covered by compat; leave it out: 0, which is the "
                "default, penalizes nothing"
            )
        self._cell = cell
        self._embed = (
            embedding if callable(embedding) else lambda ids: v1.nn.embedding_lookup(embedding, ids)
        )
        start_tokens = v1.convert_to_tensor(start_tokens, v1.int32)
        self._end_token = v1.convert_to_tensor(end_token, v1.int32)
        if start_tokens.shape.rank != 1:
            raise ValueError("start_tokens must be a vector")
        if self._end_token.shape.rank != 0:
            raise ValueError("end_token must be a scalar")
        self._beam_width = beam_width
        self._batch_size = v1.dimension_value(start_tokens.shape[0]) or v1.size(start_tokens)
        self._start_tokens = v1.tile(v1.expand_dims(start_tokens, 1), [1, beam_width])
        self._initial_state = v1.nest.map_structure(self._split, initial_state)
        self._output_layer = output_layer
        self._length_penalty_weight = length_penalty_weight

    @property
    def batch_size(self):
        return self._batch_size

    @property
    def tracks_own_finished(self):
        """A beam may be another hypothesis at the next step, which has not ended."""
        return True

    @property
    def output_size(self):
        beam = v1.TensorShape([self._beam_width])
        return BeamSearchDecoderOutput(beam, beam, beam)

    @property
    def output_dtype(self):
        dtype = v1.nest.flatten(self._initial_state)[0].dtype
        return BeamSearchDecoderOutput(dtype, v1.int32, v1.int32)

    def initialize(self, name=None):
        dtype = v1.nest.flatten(self._initial_state)[0].dtype
        shape = [self._batch_size, self._beam_width]
        # All hypotheses are the same yet, so only the first one may go on.
        first = v1.tile([[True] + [False] * (self._beam_width - 1)], [self._batch_size, 1])
        log_probs = v1.where(first, v1.zeros(shape, dtype), v1.fill(shape, -math.inf))
        finished = v1.logical_not(first)
        state = BeamSearchDecoderState(
            self._initial_state, log_probs, finished, v1.zeros(shape, v1.int64)
        )
        return finished, self._embed(self._start_tokens), state

    def step(self, time, inputs, state, name=None):
        with v1.name_scope(name, "BeamSearchDecoderStep", (time, inputs, state)):
            outputs, cell_state = self._cell(
                v1.nest.map_structure(self._merge, inputs),
                v1.nest.map_structure(self._merge, state.cell_state),
            )
            logits = outputs if self._output_layer is None else self._output_layer(outputs)
            cell_state = v1.nest.map_structure(self._split, cell_state)
            output, state = self._choose(self._split(logits), cell_state, state)
            inputs = self._embed(output.predicted_ids)
        return output, state, inputs, state.finished

    def _choose(self, logits, cell_state, state):
        """The likeliest continuations of the hypotheses of each sequence."""
        symbols = v1.dimension_value(logits.shape[-1]) or v1.shape(logits)[-1]
        log_probs = v1.nn.log_softmax(logits)
        # What has ended goes on with its end, at no cost.
        dtype = log_probs.dtype
        ended = v1.one_hot(self._end_token, symbols, 0.0, dtype.min, dtype=dtype)
        over = v1.cast(v1.expand_dims(state.finished, 2), dtype)
        log_probs = (1 - over) * log_probs + over * ended
        totals = v1.expand_dims(state.log_probs, 2) + log_probs
        more = v1.not_equal(v1.range(symbols), self._end_token)
        longer = v1.logical_and(v1.logical_not(v1.expand_dims(state.finished, 2)), more)
        lengths = v1.expand_dims(state.lengths, 2) + v1.cast(longer, v1.int64)
        scores = totals / self._length_penalty(lengths, dtype)

        flat = [self._batch_size, self._beam_width * symbols]
        scores, places = v1.nn.top_k(v1.reshape(scores, flat), self._beam_width)
        parents, predicted = places // symbols, places % symbols
        was_finished = v1.gather(state.finished, parents, batch_dims=1)
        state = BeamSearchDecoderState(
            cell_state=v1.nest.map_structure(
                lambda x: v1.gather(x, parents, batch_dims=1) if self._is_split(x) else x,
                cell_state,
            ),
            log_probs=v1.gather(v1.reshape(totals, flat), places, batch_dims=1),
            finished=v1.logical_or(was_finished, v1.equal(predicted, self._end_token)),
            # The end counts: so many steps has the hypothesis gone.
            lengths=v1.gather(state.lengths, parents, batch_dims=1)
            + v1.cast(v1.logical_not(was_finished), v1.int64),
        )
        return BeamSearchDecoderOutput(scores, predicted, parents), state

    def _length_penalty(self, lengths, dtype):
        return ((5.0 + v1.cast(lengths, dtype)) / 6.0) ** self._length_penalty_weight

    def finalize(self, outputs, final_state, sequence_lengths):
        predicted_ids = gather_tree(
            outputs.predicted_ids,
            outputs.parent_ids,
            max_sequence_lengths=v1.cast(v1.reduce_max(final_state.lengths, 1), v1.int32),
            end_token=self._end_token,
        )
        return FinalBeamSearchDecoderOutput(predicted_ids, outputs), final_state

    @staticmethod
    def _is_split(x):
        return isinstance(x, v1.Tensor) and x.shape.rank > 0

    def _split(self, x):
        """[batch × beam, …] as [batch, beam, …]; what has no batch as it is."""
        if not self._is_split(x):
            return x
        rest = v1.shape(x)[1:]
        split = v1.reshape(x, v1.concat([[self._batch_size, self._beam_width], rest], 0))
        split.set_shape([None, self._beam_width, *x.shape[1:]])
        return split

    def _merge(self, x):
        """[batch, beam, …] as [batch × beam, …]; what has no batch as it is."""
        if not self._is_split(x):
            return x
        merged = v1.reshape(x, v1.concat([[-1], v1.shape(x)[2:]], 0))
        merged.set_shape([None, *x.shape[2:]])
        return merged
