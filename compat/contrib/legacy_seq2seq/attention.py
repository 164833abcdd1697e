"""Decoders that attend: Vinyals et al. 2015, Grammar as a Foreign Language, section 2."""

from compat._v1 import v1
from compat.contrib.legacy_seq2seq.decoders import fed, previous_embedded
from compat.nn.cells import again, linear
from compat.nn.projections import EmbeddingWrapper, OutputProjectionWrapper

__all__ = ["attention_decoder", "embedding_attention_decoder", "embedding_attention_seq2seq"]


def attention_decoder(
    decoder_inputs,
    initial_state,
    attention_states,
    cell,
    output_size=None,
    num_heads=1,
    loop_function=None,
    dtype=None,
    scope=None,
    initial_state_attention=False,
):
    """Runs `cell` over a list of inputs, with attention to `attention_states`.

    attention_states: [batch, length, size], length and size known.
    output_size: None: that of the cell.
    num_heads: how many attentions, each with weights of its own.
    loop_function: as in `rnn_decoder`.
    initial_state_attention: attend before the first step too; else those attentions are zero.
    Returns the list of outputs and the final state. Variables, in `attention_decoder`: `AttnW_0`
    [1, 1, size, size], `AttnV_0` [size] and `Attention_0/kernel` and `bias` of each head,
    `kernel` and `bias` of what the cell is given, `AttnOutputProjection/kernel` and `bias`.
    Raises ValueError when something is empty or a size is not known.
    """
    if not decoder_inputs:
        raise ValueError("Must provide at least 1 input to attention decoder.")
    if num_heads < 1:
        raise ValueError("With less than 1 heads, use a non-attention decoder.")
    if v1.dimension_value(attention_states.shape[2]) is None:
        raise ValueError(f"Shape[2] of attention_states must be known: {attention_states.shape}")
    size = v1.dimension_value(attention_states.shape[2])
    with v1.variable_scope(scope or "attention_decoder", dtype=dtype) as inside:
        heads = []
        for head in range(num_heads):
            w = v1.get_variable(f"AttnW_{head}", [1, 1, size, size])
            v = v1.get_variable(f"AttnV_{head}", [size])
            heads.append((v1.tensordot(attention_states, w[0, 0], 1), v))

        def attend(state):
            query = v1.concat(v1.nest.flatten(state), 1)
            attentions = []
            for head, (features, v) in enumerate(heads):
                with v1.variable_scope(f"Attention_{head}"):
                    asked = v1.expand_dims(linear(query, size), 1)
                weights = v1.nn.softmax(v1.reduce_sum(v * v1.tanh(features + asked), 2))
                read = v1.reduce_sum(v1.expand_dims(weights, 2) * attention_states, 1)
                read.set_shape([None, size])
                attentions.append(read)
            return attentions

        state, outputs = initial_state, []
        if initial_state_attention:
            attentions = attend(state)
        else:
            batch = v1.shape(decoder_inputs[0])[0]
            attentions = [v1.zeros([batch, size], attention_states.dtype) for _ in range(num_heads)]
        for step, inputs in enumerate(decoder_inputs):
            if step:
                inside.reuse_variables()
                if loop_function is not None:
                    with v1.variable_scope("loop_function", reuse=True):
                        inputs = loop_function(outputs[-1], step)
            input_size = v1.dimension_value(inputs.shape[1])
            if input_size is None:
                raise ValueError(f"Could not infer input size from input: {inputs.name}")
            output, state = cell(linear([inputs, *attentions], input_size), state)
            with v1.variable_scope(
                v1.get_variable_scope(), reuse=True if initial_state_attention else None
            ):
                attentions = attend(state)
            with v1.variable_scope("AttnOutputProjection"):
                outputs.append(linear([output, *attentions], output_size or cell.output_size))
    return outputs, state


def embedding_attention_decoder(
    decoder_inputs,
    initial_state,
    attention_states,
    cell,
    num_symbols,
    embedding_size,
    num_heads=1,
    output_size=None,
    output_projection=None,
    feed_previous=False,
    update_embedding_for_previous=True,
    dtype=None,
    scope=None,
    initial_state_attention=False,
):
    """`attention_decoder` over a list of symbols, ints [batch], by their embedding.

    output_projection, feed_previous, update_embedding_for_previous: as in `embedding_rnn_decoder`.
    Variables are in `embedding_attention_decoder`.
    """
    with v1.variable_scope(scope or "embedding_attention_decoder", dtype=dtype):
        embedding = v1.get_variable("embedding", [num_symbols, embedding_size])
        loop_function = None
        if feed_previous:
            loop_function = previous_embedded(
                embedding, output_projection, update_embedding_for_previous
            )
        return attention_decoder(
            [v1.nn.embedding_lookup(embedding, symbols) for symbols in decoder_inputs],
            initial_state,
            attention_states,
            cell,
            output_size,
            num_heads,
            loop_function,
            initial_state_attention=initial_state_attention,
        )


def embedding_attention_seq2seq(
    encoder_inputs,
    decoder_inputs,
    cell,
    num_encoder_symbols,
    num_decoder_symbols,
    embedding_size,
    num_heads=1,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
    initial_state_attention=False,
):
    """Encodes a list of symbols, ints [batch], and decodes another with attention to the first.

    output_projection: as in `embedding_rnn_decoder`; None: outputs are [batch,
        num_decoder_symbols].
    feed_previous: a bool, or a tensor of one.
    Returns the list of outputs and the final state; variables are in
    `embedding_attention_seq2seq`.
    """
    with v1.variable_scope(scope or "embedding_attention_seq2seq", dtype=dtype) as inside:
        encoder = EmbeddingWrapper(again(cell), num_encoder_symbols, embedding_size)
        tops, state = v1.nn.static_rnn(encoder, encoder_inputs, dtype=dtype or inside.dtype)
        attention_states = v1.stack(tops, 1)
        output_size = None
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_decoder_symbols)
            output_size = num_decoder_symbols

        def decode(feed_previous):
            return embedding_attention_decoder(
                decoder_inputs,
                state,
                attention_states,
                cell,
                num_decoder_symbols,
                embedding_size,
                num_heads,
                output_size,
                output_projection,
                feed_previous,
                initial_state_attention=initial_state_attention,
            )

        return fed(decode, feed_previous)
