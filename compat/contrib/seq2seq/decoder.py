"""Decoders, and the loop that runs one until all sequences of a batch have ended."""

import abc
import collections
import contextlib

from compat._v1 import v1

__all__ = ["BasicDecoder", "BasicDecoderOutput", "Decoder", "dynamic_decode"]


class Decoder(abc.ABC):
    """What `dynamic_decode` runs.

    Outputs, inputs and states are tensors [batch, …] or structures of them.
    """

    @property
    @abc.abstractmethod
    def batch_size(self):
        """How many sequences there are: an int scalar."""

    @property
    @abc.abstractmethod
    def output_size(self):
        """The shapes of an output without the batch: an int or a TensorShape each."""

    @property
    @abc.abstractmethod
    def output_dtype(self):
        """The dtypes of an output, in the same structure."""

    @property
    def tracks_own_finished(self):
        """Whether a sequence that has ended may go on; else it is kept ended by the loop."""
        return False

    @abc.abstractmethod
    def initialize(self, name=None):
        """Returns which sequences have ended (bool [batch]), the first inputs, the first state."""

    @abc.abstractmethod
    def step(self, time, inputs, state, name=None):
        """Returns outputs, the next state, the next inputs, and which sequences have ended."""

    def finalize(self, outputs, final_state, sequence_lengths):
        """Returns the final outputs and state, if they are other than those of the loop.

        outputs: [time, batch, …]; sequence_lengths: int32 [batch].
        """
        raise NotImplementedError


def dynamic_decode(
    decoder,
    output_time_major=False,
    impute_finished=False,
    maximum_iterations=None,
    parallel_iterations=32,
    swap_memory=False,
    scope=None,
    **kwargs,
):
    """Runs `decoder` until all sequences have ended.

    output_time_major: outputs are [time, batch, …] instead of [batch, time, …].
    impute_finished: after a sequence's end, its outputs are zero and its state stays.
    maximum_iterations: the most steps; None: no bound.
    kwargs: given to the decoder's `initialize` and `step`.
    Returns the final outputs, the final state, and the lengths, int32 [batch]; variables are in
    `decoder`.
    Raises TypeError when `decoder` is no Decoder.
    """
    if not isinstance(decoder, Decoder):
        raise TypeError(f"Expected decoder to be type Decoder, but saw: {type(decoder)}")
    nest = v1.nest
    with v1.variable_scope(scope, "decoder") as inside:
        if inside.caching_device is None:
            inside.set_caching_device(lambda op: op.device)
        finished, inputs, state = decoder.initialize(**kwargs)
        batch_size = decoder.batch_size
        zero_outputs = nest.map_structure(
            lambda size, dtype: v1.zeros([batch_size, *v1.TensorShape(size).as_list()], dtype),
            decoder.output_size,
            decoder.output_dtype,
        )
        arrays = nest.map_structure(
            lambda size, dtype: v1.TensorArray(
                dtype, size=0, dynamic_size=True, element_shape=[None, *v1.TensorShape(size)]
            ),
            decoder.output_size,
            decoder.output_dtype,
        )

        def go_on(time, arrays, state, inputs, finished, lengths):
            return v1.logical_not(v1.reduce_all(finished))

        def body(time, arrays, state, inputs, finished, lengths):
            outputs, next_state, next_inputs, ended = decoder.step(time, inputs, state, **kwargs)
            if not decoder.tracks_own_finished:
                ended = v1.logical_or(ended, finished)
            lengths = v1.where(finished, lengths, v1.fill(v1.shape(lengths), time + 1))
            nest.assert_same_structure(state, next_state)
            if impute_finished:
                outputs = nest.map_structure(
                    lambda new, zero: v1.where(finished, zero, new), outputs, zero_outputs
                )
                next_state = nest.map_structure(
                    lambda old, new: _kept(finished, old, new), state, next_state
                )
            arrays = nest.map_structure(lambda ta, out: ta.write(time, out), arrays, outputs)
            return time + 1, arrays, next_state, next_inputs, ended, lengths

        _, arrays, state, _, _, lengths = v1.while_loop(
            go_on,
            body,
            (
                v1.constant(0),
                arrays,
                state,
                inputs,
                finished,
                v1.zeros_like(finished, dtype=v1.int32),
            ),
            parallel_iterations=parallel_iterations,
            maximum_iterations=maximum_iterations,
            swap_memory=swap_memory,
        )
        outputs = nest.map_structure(lambda ta: ta.stack(), arrays)
        with contextlib.suppress(NotImplementedError):
            outputs, state = decoder.finalize(outputs, state, lengths)
        if not output_time_major:
            outputs = nest.map_structure(_batch_first, outputs)
    return outputs, state, lengths


def _kept(finished, old, new):
    """`new` for the sequences that go on, `old` for the others; what has no batch is new."""
    if isinstance(old, v1.TensorArray) or new.shape.rank == 0:
        return new
    new.set_shape(old.shape)
    return v1.where(finished, old, new)


def _batch_first(outputs):
    rank = outputs.shape.rank
    return v1.transpose(outputs, [1, 0, *range(2, rank)])


BasicDecoderOutput = collections.namedtuple("BasicDecoderOutput", ("rnn_output", "sample_id"))


class BasicDecoder(Decoder):
    """Runs a cell on what a helper gives it, which may be drawn from the last output."""

    def __init__(self, cell, helper, initial_state, output_layer=None):
        """
        helper: a `Helper`.
        output_layer: a layer such as `tf.layers.Dense`, for the cell's outputs; None: none.
        """
        self._cell = cell
        self._helper = helper
        self._initial_state = initial_state
        self._output_layer = output_layer

    @property
    def batch_size(self):
        return self._helper.batch_size

    @property
    def output_size(self):
        size = self._cell.output_size
        if self._output_layer is not None:
            size = v1.nest.map_structure(
                lambda n: self._output_layer.compute_output_shape(
                    v1.TensorShape([None]).concatenate(n)
                )[1:],
                size,
            )
        return BasicDecoderOutput(size, self._helper.sample_ids_shape)

    @property
    def output_dtype(self):
        dtype = v1.nest.flatten(self._initial_state)[0].dtype
        dtypes = v1.nest.map_structure(lambda _: dtype, self._cell.output_size)
        return BasicDecoderOutput(dtypes, self._helper.sample_ids_dtype)

    def initialize(self, name=None):
        return (*self._helper.initialize(), self._initial_state)

    def step(self, time, inputs, state, name=None):
        with v1.name_scope(name, "BasicDecoderStep", (time, inputs, state)):
            outputs, state = self._cell(inputs, state)
            if self._output_layer is not None:
                outputs = self._output_layer(outputs)
            sample_ids = self._helper.sample(time=time, outputs=outputs, state=state)
            finished, inputs, state = self._helper.next_inputs(
                time=time, outputs=outputs, state=state, sample_ids=sample_ids
            )
        return BasicDecoderOutput(outputs, sample_ids), state, inputs, finished
