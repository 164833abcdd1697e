"""Encoders and decoders without attention: Sutskever et al. 2014, Sequence to Sequence Learning."""

from compat._v1 import v1
from compat.nn.cells import again
from compat.nn.projections import EmbeddingWrapper, OutputProjectionWrapper

__all__ = [
    "basic_rnn_seq2seq",
    "embedding_rnn_decoder",
    "embedding_rnn_seq2seq",
    "embedding_tied_rnn_seq2seq",
    "fed",
    "one2many_rnn_seq2seq",
    "previous_embedded",
    "rnn_decoder",
    "tied_rnn_seq2seq",
]


def rnn_decoder(decoder_inputs, initial_state, cell, loop_function=None, scope=None):
    """Runs `cell` from `initial_state` over a list of inputs.

    loop_function: (last output, step) → the input of a step after the first, in the place of the
        one given; None: the inputs are as given.
    Returns the list of outputs and the final state; variables are in `rnn_decoder`.
    """
    with v1.variable_scope(scope or "rnn_decoder") as inside:
        state, outputs = initial_state, []
        for step, inputs in enumerate(decoder_inputs):
            if step:
                inside.reuse_variables()
                if loop_function is not None:
                    with v1.variable_scope("loop_function", reuse=True):
                        inputs = loop_function(outputs[-1], step)
            output, state = cell(inputs, state)
            outputs.append(output)
    return outputs, state


def previous_embedded(embedding, output_projection=None, update_embedding=True):
    """Returns the loop function that feeds the likeliest symbol of the last output.

    embedding: [symbols, size]; output_projection: a pair of weights and biases that make symbols
    of an output; update_embedding: let gradients pass to the embedding.
    """

    def loop_function(previous, step):
        if output_projection is not None:
            previous = v1.nn.xw_plus_b(previous, *output_projection)
        embedded = v1.nn.embedding_lookup(embedding, v1.argmax(previous, 1))
        return embedded if update_embedding else v1.stop_gradient(embedded)

    return loop_function


def fed(decode, feed_previous):
    """Returns the outputs and the state of `decode`, called with `feed_previous`.

    Where that is a tensor, both ways are made, with the same variables, and it says which is run.
    """
    if isinstance(feed_previous, bool):
        return decode(feed_previous)
    structure = []

    def flat(way, reuse):
        with v1.variable_scope(v1.get_variable_scope(), reuse=reuse):
            outputs, state = decode(way)
        structure[:] = [len(outputs), state]
        return [*outputs, *v1.nest.flatten(state)]

    tensors = v1.cond(feed_previous, lambda: flat(True, None), lambda: flat(False, True))
    count, state = structure
    return tensors[:count], v1.nest.pack_sequence_as(state, tensors[count:])


def basic_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, dtype=v1.float32, scope=None):
    """Encodes one list of inputs, decodes another from there; each with weights of its own.

    Returns the list of outputs [batch, outputs] and the final state; variables are in
    `basic_rnn_seq2seq`.
    """
    with v1.variable_scope(scope or "basic_rnn_seq2seq"):
        _, state = v1.nn.static_rnn(again(cell), encoder_inputs, dtype=dtype)
        return rnn_decoder(decoder_inputs, state, cell)


def tied_rnn_seq2seq(
    encoder_inputs, decoder_inputs, cell, loop_function=None, dtype=v1.float32, scope=None
):
    """`basic_rnn_seq2seq` with the same weights for encoding and decoding.

    loop_function: as in `rnn_decoder`. Variables are in `combined_tied_rnn_seq2seq`.
    """
    with v1.variable_scope("combined_tied_rnn_seq2seq"):
        scope = scope or "tied_rnn_seq2seq"
        _, state = v1.nn.static_rnn(cell, encoder_inputs, dtype=dtype, scope=scope)
        v1.get_variable_scope().reuse_variables()
        return rnn_decoder(decoder_inputs, state, cell, loop_function, scope)


def embedding_rnn_decoder(
    decoder_inputs,
    initial_state,
    cell,
    num_symbols,
    embedding_size,
    output_projection=None,
    feed_previous=False,
    update_embedding_for_previous=True,
    scope=None,
):
    """Runs `cell` over a list of symbols, ints [batch], by their embedding.

    output_projection: weights [outputs, num_symbols] and biases [num_symbols], if the outputs are
        not symbols yet; used for feeding only.
    feed_previous: feed the likeliest symbol of the last output; of the inputs, only the first
        counts.
    update_embedding_for_previous: let gradients pass to the embedding through what is fed.
    Returns the list of outputs and the final state; variables are in `embedding_rnn_decoder`.
    """
    with v1.variable_scope(scope or "embedding_rnn_decoder"):
        embedding = v1.get_variable("embedding", [num_symbols, embedding_size])
        loop_function = None
        if feed_previous:
            loop_function = previous_embedded(
                embedding, output_projection, update_embedding_for_previous
            )
        embedded = [v1.nn.embedding_lookup(embedding, symbols) for symbols in decoder_inputs]
        return rnn_decoder(embedded, initial_state, cell, loop_function)


def embedding_rnn_seq2seq(
    encoder_inputs,
    decoder_inputs,
    cell,
    num_encoder_symbols,
    num_decoder_symbols,
    embedding_size,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """Encodes a list of symbols, ints [batch], and decodes another.

    output_projection: as in `embedding_rnn_decoder`; None: outputs are [batch,
        num_decoder_symbols].
    feed_previous: a bool, or a tensor of one; see `embedding_rnn_decoder`.
    Returns the list of outputs and the final state; variables are in `embedding_rnn_seq2seq`.
    """
    with v1.variable_scope(scope or "embedding_rnn_seq2seq") as inside:
        inside_dtype = dtype or inside.dtype
        encoder = EmbeddingWrapper(again(cell), num_encoder_symbols, embedding_size)
        _, state = v1.nn.static_rnn(encoder, encoder_inputs, dtype=inside_dtype)
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_decoder_symbols)

        def decode(feed_previous):
            return embedding_rnn_decoder(
                decoder_inputs,
                state,
                cell,
                num_decoder_symbols,
                embedding_size,
                output_projection,
                feed_previous,
            )

        return fed(decode, feed_previous)


def embedding_tied_rnn_seq2seq(
    encoder_inputs,
    decoder_inputs,
    cell,
    num_symbols,
    embedding_size,
    num_decoder_symbols=None,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """`embedding_rnn_seq2seq` with one embedding and one cell for encoding and decoding.

    num_decoder_symbols: how many of the symbols there are in the output; None: all.
    Variables are in `embedding_tied_rnn_seq2seq`.
    """
    with v1.variable_scope(scope or "embedding_tied_rnn_seq2seq", dtype=dtype) as inside:
        embedding = v1.get_variable("embedding", [num_symbols, embedding_size])

        def embedded(symbols):
            return [v1.nn.embedding_lookup(embedding, s) for s in symbols]

        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_decoder_symbols or num_symbols)

        def decode(feed_previous):
            return tied_rnn_seq2seq(
                embedded(encoder_inputs),
                embedded(decoder_inputs),
                cell,
                previous_embedded(embedding, output_projection) if feed_previous else None,
                dtype or inside.dtype,
            )

        return fed(decode, feed_previous)


def one2many_rnn_seq2seq(
    encoder_inputs,
    decoder_inputs_dict,
    enc_cell,
    dec_cells_dict,
    num_encoder_symbols,
    num_decoder_symbols_dict,
    embedding_size,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """Encodes a list of symbols once, and decodes several others from there.

    The dictionaries have the same keys, one for each decoder.
    Returns the dictionaries of the lists of outputs and of the final states; variables are in
    `one2many_rnn_seq2seq`, those of a decoder below it in `one2many_decoder_KEY`.
    """
    outputs, states = {}, {}
    with v1.variable_scope(scope or "one2many_rnn_seq2seq", dtype=dtype) as inside:
        encoder = EmbeddingWrapper(enc_cell, num_encoder_symbols, embedding_size)
        _, state = v1.nn.static_rnn(encoder, encoder_inputs, dtype=dtype or inside.dtype)
        for key, decoder_inputs in decoder_inputs_dict.items():
            symbols = num_decoder_symbols_dict[key]
            cell = OutputProjectionWrapper(dec_cells_dict[key], symbols)

            def decode(feed_previous, inputs=decoder_inputs, cell=cell, symbols=symbols):
                return embedding_rnn_decoder(
                    inputs, state, cell, symbols, embedding_size, feed_previous=feed_previous
                )

            with v1.variable_scope(f"one2many_decoder_{key}"):
                outputs[key], states[key] = fed(decode, feed_previous)
    return outputs, states
