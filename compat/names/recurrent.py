"""Rows: recurrent networks. All public names of 1.15's `tf.contrib.rnn`, and what unrolls them."""

from compat.names.early import SEQ2SEQ
from compat.names.rows import Kind, Name, absent, aliases, reimplemented

__all__ = ["RECURRENT"]

_LEGACY_CELLS = "tf_keras.api._v1.keras.__internal__.legacy.rnn_cell"
_NN = "tensorflow.compat.v1.nn"
_RNN = "compat.contrib.rnn"
_SEQ = "compat.contrib.seq2seq"

_SCALAR_BATCH = "zero_state takes a batch size of unknown rank, as in 1.0"
_JOINED = "a tuple of states may be given in one tensor, as up to 0.10, and comes back so"
_ADAPTED = (
    f"{_SCALAR_BATCH}; input_size of 0.x is accepted; state_is_tuple is True by default, as since "
    f"0.11; {_JOINED}"
)
_REPEATED = (
    f"; {_JOINED}; a cell that is given several times is made anew for each layer, as in 1.0"
)
_PLAIN = "plain operations in the place of one fused kernel: the same numbers, up to rounding"


def _cells(old: str) -> list[Name]:
    """The cells that 1.x had in `tf.nn.rnn_cell`, and in `tf.contrib.rnn` too."""
    adapted = ("BasicLSTMCell", "BasicRNNCell", "GRUCell", "LSTMCell")
    around = ("DeviceWrapper", "DropoutWrapper", "ResidualWrapper")
    kept = ("LSTMStateTuple", "RNNCell")
    return [
        *reimplemented(old, "compat.nn.rnn_cell", adapted, _ADAPTED),
        *reimplemented(old, "compat.nn.rnn_cell", around, _SCALAR_BATCH),
        *reimplemented(old, "compat.nn.rnn_cell", ("MultiRNNCell",), _SCALAR_BATCH + _REPEATED),
        *aliases(old, _LEGACY_CELLS, kept),
    ]


_PROJECTIONS = ("EmbeddingWrapper", "InputProjectionWrapper", "OutputProjectionWrapper")

RECURRENT: tuple[Name, ...] = (
    *_cells("tf.nn.rnn_cell"),
    *reimplemented("tf.nn.rnn_cell", "compat.nn.projections", _PROJECTIONS),
    Name("tf.nn.rnn_cell._Linear", "compat.nn.cells.Linear", Kind.REIMPLEMENTED),
    Name("tf.nn.rnn_cell._RNNCell", f"{_LEGACY_CELLS}.RNNCell", Kind.ALIAS),
    *reimplemented(
        "tf.nn.rnn_cell",
        "compat.nn.rnn_cell",
        ("_linear", "linear"),
        "the variables are kernel and bias; their names were others up to 1.1",
    ),
    *_cells("tf.contrib.rnn"),
    Name(
        "tf.contrib.rnn.LayerRNNCell",
        "tf_keras.src.layers.rnn.legacy_cells.LayerRNNCell",
        Kind.ALIAS,
    ),
    *reimplemented("tf.contrib.rnn", "compat.nn.projections", _PROJECTIONS),
    *reimplemented("tf.contrib.rnn", f"{_RNN}.lstm", ("CoupledInputForgetGateLSTMCell",)),
    *reimplemented("tf.contrib.rnn", f"{_RNN}.lstm", ("GLSTMCell", "LayerNormBasicLSTMCell")),
    *reimplemented("tf.contrib.rnn", f"{_RNN}.phased", ("PhasedLSTMCell",)),
    *reimplemented("tf.contrib.rnn", f"{_RNN}.grid", ("BidirectionalGridLSTMCell", "GridLSTMCell")),
    *reimplemented("tf.contrib.rnn", f"{_RNN}.frequency", ("TimeFreqLSTMCell",)),
    *reimplemented(
        "tf.contrib.rnn",
        f"{_RNN}.convolutional",
        ("Conv1DLSTMCell", "Conv2DLSTMCell", "Conv3DLSTMCell", "ConvLSTMCell"),
    ),
    *reimplemented(
        "tf.contrib.rnn", f"{_RNN}.independent", ("IndRNNCell", "IndyGRUCell", "IndyLSTMCell")
    ),
    *reimplemented(
        "tf.contrib.rnn", f"{_RNN}.gated", ("IntersectionRNNCell", "NASCell", "SRUCell")
    ),
    *reimplemented("tf.contrib.rnn", f"{_RNN}.gated", ("UGRNNCell",)),
    *reimplemented(
        "tf.contrib.rnn",
        f"{_RNN}.block",
        ("GRUBlockCell", "GRUBlockCellV2", "LSTMBlockCell"),
        _PLAIN,
    ),
    *reimplemented("tf.contrib.rnn", f"{_RNN}.fused", ("FusedRNNCell", "FusedRNNCellAdaptor")),
    *reimplemented("tf.contrib.rnn", f"{_RNN}.fused", ("LSTMBlockFusedCell", "LSTMBlockWrapper")),
    *reimplemented("tf.contrib.rnn", f"{_RNN}.fused", ("TimeReversedFusedRNN",)),
    *reimplemented(
        "tf.contrib.rnn", f"{_RNN}.wrappers", ("AttentionCellWrapper", "HighwayWrapper")
    ),
    *reimplemented(
        "tf.contrib.rnn",
        f"{_RNN}.wrappers",
        ("CompiledWrapper",),
        "operations are marked for XLA, which may round otherwise",
    ),
    *aliases(
        "tf.contrib.rnn",
        _NN,
        ("static_bidirectional_rnn", "static_rnn", "static_state_saving_rnn"),
    ),
    *reimplemented(
        "tf.contrib.rnn",
        f"{_RNN}.functions",
        (
            "best_effort_input_batch_size",
            "stack_bidirectional_dynamic_rnn",
            "stack_bidirectional_rnn",
            "transpose_batch_time",
        ),
    ),
    *reimplemented("tf.contrib.legacy_seq2seq", "compat.contrib.legacy_seq2seq", SEQ2SEQ),
    *reimplemented(
        "tf.contrib.seq2seq", f"{_SEQ}.decoder", ("BasicDecoder", "BasicDecoderOutput", "Decoder")
    ),
    *reimplemented("tf.contrib.seq2seq", f"{_SEQ}.decoder", ("dynamic_decode",)),
    *reimplemented(
        "tf.contrib.seq2seq",
        f"{_SEQ}.helpers",
        (
            "CustomHelper",
            "GreedyEmbeddingHelper",
            "Helper",
            "InferenceHelper",
            "SampleEmbeddingHelper",
            "TrainingHelper",
        ),
    ),
    *reimplemented(
        "tf.contrib.seq2seq",
        f"{_SEQ}.attention",
        (
            "AttentionMechanism",
            "BahdanauAttention",
            "LuongAttention",
            "hardmax",
        ),
    ),
    *reimplemented(
        "tf.contrib.seq2seq",
        f"{_SEQ}.attention_wrapper",
        ("AttentionWrapper", "AttentionWrapperState"),
    ),
    *reimplemented(
        "tf.contrib.seq2seq",
        f"{_SEQ}.scheduled",
        ("ScheduledEmbeddingTrainingHelper", "ScheduledOutputTrainingHelper"),
    ),
    *reimplemented(
        "tf.contrib.seq2seq",
        f"{_SEQ}.beam_search",
        ("BeamSearchDecoder",),
        "no coverage penalty, and tensor arrays in the state stay as they were written",
    ),
    *reimplemented(
        "tf.contrib.seq2seq",
        f"{_SEQ}.beam_search",
        (
            "BeamSearchDecoderOutput",
            "BeamSearchDecoderState",
            "FinalBeamSearchDecoderOutput",
            "tile_batch",
        ),
    ),
    Name(
        "tf.contrib.seq2seq.gather_tree",
        "compat.contrib.seq2seq.beam_search.gather_tree",
        Kind.REIMPLEMENTED,
    ),
    *reimplemented("tf.contrib.seq2seq", f"{_SEQ}.loss", ("sequence_loss",)),
    *reimplemented(
        "tf.contrib.seq2seq",
        f"{_SEQ}.monotonic",
        (
            "BahdanauMonotonicAttention",
            "LuongMonotonicAttention",
            "monotonic_attention",
            "safe_cumprod",
        ),
    ),
    *absent(
        "tf.contrib.seq2seq",
        (
            "attention_decoder_fn_inference",
            "attention_decoder_fn_train",
            "dynamic_rnn_decoder",
            "prepare_attention",
            "simple_decoder_fn_inference",
            "simple_decoder_fn_train",
        ),
        "what 1.2 had in their place: tf.contrib.seq2seq.dynamic_decode of a BasicDecoder with a "
        "TrainingHelper or a GreedyEmbeddingHelper",
    ),
    Name(
        "tf.contrib.seq2seq.DynamicAttentionWrapper",
        "tf.contrib.seq2seq.AttentionWrapper, its name since 1.2",
        Kind.ABSENT,
    ),
    Name("tf.contrib.grid_rnn", "tf.contrib.rnn.GridLSTMCell", Kind.ABSENT),
)
