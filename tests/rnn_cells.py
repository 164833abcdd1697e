"""Which cells are compared with NumPy: how each is made, its variables, its equations."""

from tests.rnn_equations import (
    D,
    N,
    attention,
    basic,
    conv_1d_lstm,
    coupled,
    coupled_normalized,
    embedded,
    grid,
    grid_both_ways,
    grid_of_blocks,
    group_lstm,
    gru,
    highway,
    ind_rnn,
    indy_gru,
    indy_lstm,
    intersection,
    layer_norm_lstm,
    lstm_block,
    nas,
    phased,
    projected_in,
    projected_out,
    sru,
    time_frequency,
    ugrnn,
)


def relu_op(x):
    from compat import tf

    return tf.nn.relu(x)


_BASIC = {"basic_rnn_cell/kernel": (D + N, N), "basic_rnn_cell/bias": (N,)}
_NORM = {
    f"{s}/{w}": (N,) for s in ("transform", "forget", "output", "state") for w in ("gamma", "beta")
}
_PEEPHOLES = {
    f"W_{gate}_diag_{lstm_name}{memory}_0": (N,)
    for gate in "FIO"
    for lstm_name in ("freq", "time")
    for memory in "ft"
}


def _grid_variables(block="0", prefix=""):
    return {
        f"{prefix}W_f_{block}_0": (2 + 2 * N, 4 * N),
        f"{prefix}B_f_{block}": (4 * N,),
        f"{prefix}W_t_{block}_0": (2 + 2 * N, 4 * N),
        f"{prefix}B_t_{block}": (4 * N,),
    }


CELLS = {
    # name: how it is made; its scope, variables and their shapes; its equations.
    "UGRNNCell": (
        lambda rnn: rnn.UGRNNCell(N),
        "ugrnn_cell",
        {"kernel": (D + N, 2 * N), "bias": (2 * N,)},
        ugrnn,
    ),
    "IntersectionRNNCell": (
        lambda rnn: rnn.IntersectionRNNCell(N, num_in_proj=N),
        "intersection_rnn_cell",
        {
            "in_projection/kernel": (D, N),
            "in_projection/bias": (N,),
            "kernel": (2 * N, 4 * N),
            "bias": (4 * N,),
        },
        intersection,
    ),
    "NASCell": (
        lambda rnn: rnn.NASCell(N, num_proj=2, use_bias=True),
        "nas_cell",
        {
            "recurrent_kernel": (2, 8 * N),
            "kernel": (D, 8 * N),
            "bias": (8 * N,),
            "projection_weights": (N, 2),
        },
        nas,
    ),
    "SRUCell": (
        lambda rnn: rnn.SRUCell(N),
        "sru_cell",
        {"kernel": (D, 4 * N), "bias": (2 * N,)},
        sru,
    ),
    "IndRNNCell": (
        lambda rnn: rnn.IndRNNCell(N),
        "ind_rnn_cell",
        {"kernel_w": (D, N), "kernel_u": (1, N), "bias": (N,)},
        ind_rnn,
    ),
    "IndyGRUCell": (
        lambda rnn: rnn.IndyGRUCell(N),
        "indy_gru_cell",
        {
            "gates/kernel_w": (D, 2 * N),
            "gates/kernel_u": (1, 2 * N),
            "gates/bias": (2 * N,),
            "candidate/kernel": (D, N),
            "candidate/kernel_u": (1, N),
            "candidate/bias": (N,),
        },
        indy_gru,
    ),
    "IndyLSTMCell": (
        lambda rnn: rnn.IndyLSTMCell(N),
        "indy_lstm_cell",
        {"kernel_w": (D, 4 * N), "kernel_u": (1, 4 * N), "bias": (4 * N,)},
        indy_lstm,
    ),
    "CoupledInputForgetGateLSTMCell": (
        lambda rnn: rnn.CoupledInputForgetGateLSTMCell(
            N, use_peepholes=True, num_proj=2, proj_clip=0.3, num_unit_shards=2
        ),
        "coupled_input_forget_gate_lstm_cell",
        {
            "W_0": (3, 3 * N),
            "W_1": (3, 3 * N),
            "B": (3 * N,),
            "W_F_diag": (N,),
            "W_O_diag": (N,),
            "W_P_0": (N, 2),
        },
        coupled,
    ),
    "CoupledInputForgetGateLSTMCell normalized, one state": (
        lambda rnn: rnn.CoupledInputForgetGateLSTMCell(N, layer_norm=True, state_is_tuple=False),
        "coupled_input_forget_gate_lstm_cell",
        {"W_0": (D + N, 3 * N), "B": (3 * N,), **_NORM},
        coupled_normalized,
    ),
    "GLSTMCell": (
        lambda rnn: rnn.GLSTMCell(6, num_proj=4, number_of_groups=2),
        "glstm_cell",
        {
            "group0/kernel": (2 + 2, 4 * 3),
            "group1/kernel": (2 + 2, 4 * 3),
            **{f"bias_{gate}": (6,) for gate in "ijfo"},
            "projection/kernel": (6, 4),
        },
        group_lstm,
    ),
    "LayerNormBasicLSTMCell": (
        lambda rnn: rnn.LayerNormBasicLSTMCell(N),
        "layer_norm_basic_lstm_cell",
        {"kernel": (D + N, 4 * N), "input/gamma": (N,), "input/beta": (N,), **_NORM},
        layer_norm_lstm,
    ),
    "PhasedLSTMCell": (
        lambda rnn: rnn.PhasedLSTMCell(N, use_peepholes=True, ratio_on=0.5, period_init_max=4.0),
        "phased_lstm_cell",
        {
            "mask_gates/kernel": (D + 2 * N, 2 * N),
            "mask_gates/bias": (2 * N,),
            "new_input/kernel": (D + N, N),
            "new_input/bias": (N,),
            "output_gate/kernel": (D + 2 * N, N),
            "output_gate/bias": (N,),
            "period": (N,),
            "phase": (N,),
            "ratio_on": (N,),
        },
        phased,
    ),
    "LSTMBlockCell": (
        lambda rnn: rnn.LSTMBlockCell(N, cell_clip=0.3, use_peephole=True),
        "lstm_cell",
        {
            "kernel": (D + N, 4 * N),
            "bias": (4 * N,),
            **{f"w_{gate}_diag": (N,) for gate in "ifo"},
        },
        lstm_block,
    ),
    "GRUBlockCell": (
        lambda rnn: rnn.GRUBlockCell(cell_size=N),
        "gru_cell",
        {"w_ru": (D + N, 2 * N), "b_ru": (2 * N,), "w_c": (D + N, N), "b_c": (N,)},
        gru(("w_ru", "w_c"), ("b_ru", "b_c")),
    ),
    "GRUBlockCellV2": (
        lambda rnn: rnn.GRUBlockCellV2(N),
        "gru_cell",
        {
            "gates/kernel": (D + N, 2 * N),
            "gates/bias": (2 * N,),
            "candidate/kernel": (D + N, N),
            "candidate/bias": (N,),
        },
        gru(("gates/kernel", "candidate/kernel"), ("gates/bias", "candidate/bias")),
    ),
    "Conv1DLSTMCell": (
        lambda rnn: rnn.Conv1DLSTMCell(
            input_shape=[6, D], output_channels=2, kernel_shape=[3], skip_connection=True
        ),
        "conv_1d_lstm_cell",
        {"kernel": (3, D + 2, 8), "biases": (8,)},
        conv_1d_lstm,
    ),
    "TimeFreqLSTMCell": (
        lambda rnn: rnn.TimeFreqLSTMCell(
            N, use_peepholes=True, cell_clip=0.5, feature_size=2, frequency_skip=1
        ),
        "time_freq_lstm_cell",
        {
            "W_0": (2 + 2 * N, 4 * N),
            "B": (4 * N,),
            **{f"W_{gate}_diag": (N,) for gate in "FIO"},
        },
        time_frequency,
    ),
    "GridLSTMCell": (
        lambda rnn: rnn.GridLSTMCell(
            N, use_peepholes=True, feature_size=2, frequency_skip=1, num_frequency_blocks=[3]
        ),
        "grid_lstm_cell",
        {**_grid_variables(), **_PEEPHOLES},
        grid,
    ),
    "GridLSTMCell of blocks": (
        lambda rnn: rnn.GridLSTMCell(
            N,
            feature_size=2,
            frequency_skip=1,
            num_frequency_blocks=[2, 1],
            start_freqindex_list=[0, 2],
            end_freqindex_list=[3, 4],
        ),
        "grid_lstm_cell",
        {**_grid_variables("0"), **_grid_variables("1")},
        grid_of_blocks,
    ),
    "BidirectionalGridLSTMCell": (
        lambda rnn: rnn.BidirectionalGridLSTMCell(
            N,
            feature_size=2,
            frequency_skip=2,
            num_frequency_blocks=[2],
            backward_slice_offset=1,
        ),
        "bidirectional_grid_lstm_cell",
        {**_grid_variables(prefix="fwd/"), **_grid_variables(prefix="bwd/")},
        grid_both_ways,
    ),
    "AttentionCellWrapper": (
        lambda rnn: rnn.AttentionCellWrapper(rnn.BasicRNNCell(N), 2),
        "attention_cell_wrapper",
        {
            "kernel": (D + N, D),
            "bias": (D,),
            **_BASIC,
            "attention/attn_w": (1, 1, N, N),
            "attention/attn_v": (N,),
            "attention/kernel": (N, N),
            "attention/bias": (N,),
            "attn_output_projection/kernel": (2 * N, N),
            "attn_output_projection/bias": (N,),
        },
        attention,
    ),
    "HighwayWrapper": (
        lambda rnn: rnn.HighwayWrapper(rnn.BasicRNNCell(D), couple_carry_transform_gates=False),
        "",
        {
            "basic_rnn_cell/kernel": (2 * D, D),
            "basic_rnn_cell/bias": (D,),
            "carry_w": (D, D),
            "carry_b": (D,),
            "transform_w": (D, D),
            "transform_b": (D,),
        },
        highway,
    ),
    "CompiledWrapper": (
        lambda rnn: rnn.CompiledWrapper(rnn.BasicRNNCell(N)),
        "",
        _BASIC,
        basic,
    ),
    "EmbeddingWrapper": (
        lambda rnn: rnn.EmbeddingWrapper(rnn.BasicRNNCell(N), 7, D),
        "embedding_wrapper",
        {"embedding": (7, D), **_BASIC},
        embedded,
    ),
    "InputProjectionWrapper": (
        lambda rnn: rnn.InputProjectionWrapper(rnn.BasicRNNCell(N), 2, activation=relu_op),
        "input_projection_wrapper",
        {
            "kernel": (D, 2),
            "bias": (2,),
            "basic_rnn_cell/kernel": (2 + N, N),
            "basic_rnn_cell/bias": (N,),
        },
        projected_in,
    ),
    "OutputProjectionWrapper": (
        lambda rnn: rnn.OutputProjectionWrapper(rnn.BasicRNNCell(N), 2),
        "output_projection_wrapper",
        {**_BASIC, "kernel": (N, 2), "bias": (2,)},
        projected_out,
    ),
}
