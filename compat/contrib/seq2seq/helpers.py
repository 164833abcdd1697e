"""What a `BasicDecoder` reads at each step: the sequence itself, or what it has said last."""

import abc

from compat._v1 import v1

__all__ = [
    "CustomHelper",
    "GreedyEmbeddingHelper",
    "Helper",
    "InferenceHelper",
    "SampleEmbeddingHelper",
    "TrainingHelper",
    "drawn",
    "exchanged",
    "lookup",
    "to_array",
]


class Helper(abc.ABC):
    """Draws from outputs, and makes the next inputs."""

    @property
    @abc.abstractmethod
    def batch_size(self):
        """How many sequences there are: an int32 scalar."""

    @property
    def sample_ids_shape(self):
        """The shape of a sample without the batch: symbols, unless it says otherwise."""
        return v1.TensorShape([])

    @property
    def sample_ids_dtype(self):
        return v1.int32

    @abc.abstractmethod
    def initialize(self, name=None):
        """Returns which sequences have ended (bool [batch]), and the first inputs."""

    @abc.abstractmethod
    def sample(self, time, outputs, state, name=None):
        """Returns what is drawn from the outputs, [batch, *sample_ids_shape]."""

    @abc.abstractmethod
    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        """Returns which sequences have ended, the next inputs, and the next state."""


def _likeliest(outputs):
    return v1.argmax(outputs, axis=-1, output_type=v1.int32)


def drawn(logits, seed):
    return v1.squeeze(v1.random.categorical(logits, 1, seed=seed, dtype=v1.int32), -1)


def lookup(embedding):
    """A function from symbols to vectors: `embedding` itself, or a look-up in it."""
    if callable(embedding):
        return embedding
    return lambda ids: v1.nn.embedding_lookup(embedding, ids)


class TrainingHelper(Helper):
    """Reads the sequences that are given."""

    def __init__(self, inputs, sequence_length, time_major=False, name=None):
        """
        inputs: [batch, time, …], or a structure of such; [time, batch, …] with `time_major`.
        sequence_length: ints [batch].
        Raises ValueError when that is not of one dimension.
        """
        with v1.name_scope(name, "TrainingHelper", [inputs, sequence_length]):
            inputs = v1.nest.map_structure(v1.convert_to_tensor, inputs)
            if not time_major:
                inputs = v1.nest.map_structure(exchanged, inputs)
            self._sequence_length = v1.convert_to_tensor(sequence_length)
            if self._sequence_length.shape.rank != 1:
                raise ValueError(
                    "Expected sequence_length to be a vector, but received shape: "
                    f"{self._sequence_length.shape}"
                )
            self._arrays = v1.nest.map_structure(to_array, inputs)
            self._zeros = v1.nest.map_structure(lambda x: v1.zeros_like(x[0]), inputs)
            self._batch_size = v1.size(self._sequence_length)

    @property
    def batch_size(self):
        return self._batch_size

    @property
    def sequence_length(self):
        return self._sequence_length

    def initialize(self, name=None):
        return v1.equal(0, self._sequence_length), self._read(0)

    def sample(self, time, outputs, state, name=None):
        return _likeliest(outputs)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        finished = time + 1 >= v1.cast(self._sequence_length, v1.int32)
        return finished, self._read(time + 1), state

    def _read(self, time):
        """The inputs of a step; zeros where all sequences have ended, because there may be none."""
        return v1.cond(
            v1.reduce_all(time >= v1.cast(self._sequence_length, v1.int32)),
            lambda: self._zeros,
            lambda: v1.nest.map_structure(lambda array: array.read(time), self._arrays),
        )


def exchanged(x):
    return v1.transpose(x, [1, 0, *range(2, x.shape.rank)])


def to_array(x):
    """The parts of `x` [time, …], to be read by step, more than once if need be."""
    array = v1.TensorArray(
        x.dtype, size=v1.shape(x)[0], element_shape=x.shape[1:], clear_after_read=False
    )
    return array.unstack(x)


class GreedyEmbeddingHelper(Helper):
    """Reads the likeliest symbol of the last output."""

    def __init__(self, embedding, start_tokens, end_token):
        """
        embedding: [symbols, size], or a function from symbols to vectors.
        start_tokens: the first symbols, int32 [batch]; end_token: the last, an int32 scalar.
        Raises ValueError when they are not of these dimensions.
        """
        self._embed = lookup(embedding)
        self._start_tokens = v1.convert_to_tensor(start_tokens, v1.int32)
        self._end_token = v1.convert_to_tensor(end_token, v1.int32)
        if self._start_tokens.shape.rank != 1:
            raise ValueError("start_tokens must be a vector")
        if self._end_token.shape.rank != 0:
            raise ValueError("end_token must be a scalar")

    @property
    def batch_size(self):
        return v1.size(self._start_tokens)

    def initialize(self, name=None):
        return v1.zeros([self.batch_size], v1.bool), self._embed(self._start_tokens)

    def sample(self, time, outputs, state, name=None):
        return _likeliest(outputs)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        return v1.equal(sample_ids, self._end_token), self._embed(sample_ids), state


class SampleEmbeddingHelper(GreedyEmbeddingHelper):
    """Reads a symbol that is drawn by the probabilities that the last output gives."""

    def __init__(self, embedding, start_tokens, end_token, softmax_temperature=None, seed=None):
        """
        softmax_temperature: what the logits are divided by; above 1 makes draws more even.
        """
        super().__init__(embedding, start_tokens, end_token)
        self._temperature = softmax_temperature
        self._seed = seed

    def sample(self, time, outputs, state, name=None):
        logits = outputs if self._temperature is None else outputs / self._temperature
        return drawn(logits, self._seed)


class CustomHelper(Helper):
    """A helper made of functions."""

    def __init__(
        self,
        initialize_fn,
        sample_fn,
        next_inputs_fn,
        sample_ids_shape=None,
        sample_ids_dtype=None,
    ):
        """
        The functions have the arguments and results of `initialize`, `sample` and `next_inputs`,
        without `name`.
        sample_ids_shape, sample_ids_dtype: None: those of a symbol.
        """
        self._functions = (initialize_fn, sample_fn, next_inputs_fn)
        self._sample_ids_shape = v1.TensorShape(sample_ids_shape or [])
        self._sample_ids_dtype = sample_ids_dtype or v1.int32
        self._batch_size = None

    @property
    def batch_size(self):
        """Known after `initialize`; ValueError before."""
        if self._batch_size is None:
            raise ValueError("batch_size accessed before initialize was called")
        return self._batch_size

    @property
    def sample_ids_shape(self):
        return self._sample_ids_shape

    @property
    def sample_ids_dtype(self):
        return self._sample_ids_dtype

    def initialize(self, name=None):
        finished, inputs = self._functions[0]()
        self._batch_size = v1.size(finished)
        return finished, inputs

    def sample(self, time, outputs, state, name=None):
        return self._functions[1](time=time, outputs=outputs, state=state)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        return self._functions[2](time=time, outputs=outputs, state=state, sample_ids=sample_ids)


class InferenceHelper(Helper):
    """Reads what a function draws from the last output, until another one says that it ends."""

    def __init__(
        self,
        sample_fn,
        sample_shape,
        sample_dtype,
        start_inputs,
        end_fn,
        next_inputs_fn=None,
    ):
        """
        sample_fn: outputs → sample, of `sample_shape` without the batch and of `sample_dtype`.
        start_inputs: the first inputs, [batch, …].
        end_fn: sample → which sequences have ended, bool [batch].
        next_inputs_fn: sample → inputs; None: the sample itself.
        """
        self._sample_fn = sample_fn
        self._sample_shape = v1.TensorShape(sample_shape)
        self._sample_dtype = sample_dtype
        self._start_inputs = v1.convert_to_tensor(start_inputs)
        self._end_fn = end_fn
        self._next_inputs_fn = next_inputs_fn or (lambda sample: sample)

    @property
    def batch_size(self):
        return v1.shape(self._start_inputs)[0]

    @property
    def sample_ids_shape(self):
        return self._sample_shape

    @property
    def sample_ids_dtype(self):
        return self._sample_dtype

    def initialize(self, name=None):
        return v1.zeros([self.batch_size], v1.bool), self._start_inputs

    def sample(self, time, outputs, state, name=None):
        return self._sample_fn(outputs)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        return self._end_fn(sample_ids), self._next_inputs_fn(sample_ids), state
