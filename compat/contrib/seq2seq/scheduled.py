"""Helpers that sometimes read what was said last, in the place of the sequence."""

from compat._v1 import v1
from compat.contrib.seq2seq.helpers import TrainingHelper, drawn, exchanged, lookup, to_array

__all__ = ["ScheduledEmbeddingTrainingHelper", "ScheduledOutputTrainingHelper"]


class ScheduledEmbeddingTrainingHelper(TrainingHelper):
    """Reads the sequence, or sometimes what was drawn from the last output.

    Bengio et al. 2015, Scheduled Sampling for Sequence Prediction.
    """

    def __init__(
        self,
        inputs,
        sequence_length,
        embedding,
        sampling_probability,
        time_major=False,
        seed=None,
        scheduling_seed=None,
        name=None,
    ):
        """
        embedding: [symbols, size], or a function from symbols to vectors.
        sampling_probability: how often to draw, a scalar or [batch].
        A sample is -1 where nothing was drawn.
        """
        super().__init__(inputs, sequence_length, time_major, name)
        self._embed = lookup(embedding)
        self._probability = v1.convert_to_tensor(sampling_probability)
        self._seeds = (seed, scheduling_seed)

    def sample(self, time, outputs, state, name=None):
        seed, scheduling_seed = self._seeds
        draw = v1.random_uniform([self.batch_size], seed=scheduling_seed) < self._probability
        return v1.where(draw, drawn(outputs, seed), v1.fill([self.batch_size], -1))

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        finished, inputs, state = super().next_inputs(time, outputs, state, sample_ids)
        drawn = self._embed(v1.maximum(sample_ids, 0))
        return finished, v1.where(sample_ids > -1, drawn, inputs), state


class ScheduledOutputTrainingHelper(TrainingHelper):
    """Reads the sequence, or sometimes the last output itself."""

    def __init__(
        self,
        inputs,
        sequence_length,
        sampling_probability,
        time_major=False,
        seed=None,
        next_inputs_fn=None,
        auxiliary_inputs=None,
        name=None,
    ):
        """
        sampling_probability: how often to read the output, a scalar or [batch].
        next_inputs_fn: makes inputs of outputs; None: they are of one shape already.
        auxiliary_inputs: [batch, time, n], joined to inputs of either kind; None: none.
        A sample is 1 where the output is read, else 0.
        """
        self._auxiliary = None
        if auxiliary_inputs is not None:
            auxiliary = v1.convert_to_tensor(auxiliary_inputs)
            inputs = v1.concat([inputs, auxiliary], -1)
            self._auxiliary = to_array(auxiliary if time_major else exchanged(auxiliary))
        super().__init__(inputs, sequence_length, time_major, name)
        self._probability = v1.convert_to_tensor(sampling_probability)
        self._seed = seed
        self._next_inputs_fn = next_inputs_fn or (lambda outputs: outputs)

    def sample(self, time, outputs, state, name=None):
        draw = v1.random_uniform([self.batch_size], seed=self._seed) < self._probability
        return v1.cast(draw, v1.int32)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        finished, inputs, state = super().next_inputs(time, outputs, state, sample_ids)
        said = self._next_inputs_fn(outputs)
        if self._auxiliary is not None:
            # At the end nothing is left to read; what was read last is as good, as it is unused.
            last = v1.minimum(time + 1, self._auxiliary.size() - 1)
            said = v1.concat([said, self._auxiliary.read(last)], -1)
        return finished, v1.where(v1.cast(sample_ids, v1.bool), said, inputs), state
