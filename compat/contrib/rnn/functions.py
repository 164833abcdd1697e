"""Functions of `tf.contrib.rnn`: layers of bidirectional networks, and two small ones."""

from compat._v1 import v1

__all__ = [
    "best_effort_input_batch_size",
    "stack_bidirectional_dynamic_rnn",
    "stack_bidirectional_rnn",
    "transpose_batch_time",
]


def stack_bidirectional_rnn(
    cells_fw,
    cells_bw,
    inputs,
    initial_states_fw=None,
    initial_states_bw=None,
    dtype=None,
    sequence_length=None,
    scope=None,
):
    """Layers of `static_bidirectional_rnn`: each reads both directions of the one below.

    Graves et al. 2013, Speech Recognition with Deep Recurrent Neural Networks.
    cells_fw, cells_bw: lists with a cell for each layer.
    inputs: a list of tensors [batch, n], one for each step.
    initial_states_fw, initial_states_bw: lists with a state for each layer; None: zeros.
    sequence_length: ints [batch].
    Returns the outputs, a list of tensors [batch, forward + backward], and the final states of
    both directions, tuples with one for each layer. Layer 0 is in the scope
    `stack_bidirectional_rnn/cell_0`.
    Raises ValueError when the lists are no lists, empty, or not of one length.
    """
    layers = _layers(cells_fw, cells_bw, initial_states_fw, initial_states_bw)
    states = []
    with v1.variable_scope(scope or "stack_bidirectional_rnn"):
        for k, (fw, bw, state_fw, state_bw) in enumerate(layers):
            with v1.variable_scope(f"cell_{k}") as cell_scope:
                inputs, *pair = v1.nn.static_bidirectional_rnn(
                    fw,
                    bw,
                    inputs,
                    initial_state_fw=state_fw,
                    initial_state_bw=state_bw,
                    sequence_length=sequence_length,
                    dtype=dtype,
                    scope=cell_scope,
                )
            states.append(pair)
    return inputs, *zip(*states, strict=True)


def stack_bidirectional_dynamic_rnn(
    cells_fw,
    cells_bw,
    inputs,
    initial_states_fw=None,
    initial_states_bw=None,
    dtype=None,
    sequence_length=None,
    parallel_iterations=None,
    time_major=False,
    scope=None,
    swap_memory=False,
):
    """Layers of `bidirectional_dynamic_rnn`: each reads both directions of the one below.

    inputs: [batch, time, n]; [time, batch, n] with `time_major`.
    Returns the outputs, shaped as the inputs with forward + backward in the place of n; all else
    is as in `stack_bidirectional_rnn`, the errors too.
    """
    layers = _layers(cells_fw, cells_bw, initial_states_fw, initial_states_bw)
    states = []
    with v1.variable_scope(scope or "stack_bidirectional_rnn"):
        for k, (fw, bw, state_fw, state_bw) in enumerate(layers):
            with v1.variable_scope(f"cell_{k}"):
                outputs, pair = v1.nn.bidirectional_dynamic_rnn(
                    fw,
                    bw,
                    inputs,
                    initial_state_fw=state_fw,
                    initial_state_bw=state_bw,
                    sequence_length=sequence_length,
                    parallel_iterations=parallel_iterations,
                    dtype=dtype,
                    swap_memory=swap_memory,
                    time_major=time_major,
                )
                inputs = v1.concat(outputs, 2)
            states.append(pair)
    return inputs, *zip(*states, strict=True)


def _layers(cells_fw, cells_bw, states_fw, states_bw):
    """Checks the lists, and returns what belongs to each layer."""
    for name, cells in (("cells_fw", cells_fw), ("cells_bw", cells_bw)):
        if not cells or not isinstance(cells, list):
            raise ValueError(f"{name} must be a list of RNNCells (one per layer).")
    if len(cells_fw) != len(cells_bw):
        raise ValueError("Forward and Backward cells must have the same depth.")
    no_states = [None] * len(cells_fw)
    for name, states in (("initial_states_fw", states_fw), ("initial_states_bw", states_bw)):
        if states is not None and (not isinstance(states, list) or len(states) != len(cells_fw)):
            raise ValueError(f"{name} must be a list of state tensors (one per layer).")
    return zip(cells_fw, cells_bw, states_fw or no_states, states_bw or no_states, strict=True)


def transpose_batch_time(x):
    """Returns `x` with its first two dimensions exchanged; unchanged if it has fewer than two."""
    x = v1.convert_to_tensor(x)
    if x.shape.rank is not None and x.shape.rank < 2:
        return x
    rank = v1.rank(x) if x.shape.rank is None else x.shape.rank
    turned = v1.transpose(x, v1.concat([[1, 0], v1.range(2, rank)], 0))
    if x.shape.rank is not None:
        time, batch, *rest = x.shape.as_list()
        turned.set_shape([batch, time, *rest])
    return turned


def best_effort_input_batch_size(flat_input):
    """Returns the batch size of tensors [time, batch, …]: an int when one knows it, else a tensor.

    Raises ValueError when one has fewer than two dimensions.
    """
    for x in flat_input:
        if x.shape.rank is None:
            continue
        if x.shape.rank < 2:
            raise ValueError(f"Expected input tensor {x.name} to have rank at least 2")
        if (batch_size := v1.dimension_value(x.shape[1])) is not None:
            return batch_size
    return v1.shape(flat_input[0])[1]
