"""`tf.contrib.seq2seq` of TensorFlow 1: decoding in a loop, with attention, with a beam."""

from compat import names
from compat.contrib.seq2seq import attention as _attention
from compat.contrib.seq2seq import attention_wrapper as _attention_wrapper
from compat.contrib.seq2seq import beam_search as _beam_search
from compat.contrib.seq2seq import decoder as _decoder
from compat.contrib.seq2seq import helpers as _helpers
from compat.contrib.seq2seq import loss as _loss
from compat.contrib.seq2seq import monotonic as _monotonic
from compat.contrib.seq2seq import scheduled as _scheduled

__all__ = [
    "AttentionMechanism",
    "AttentionWrapper",
    "AttentionWrapperState",
    "BahdanauAttention",
    "BahdanauMonotonicAttention",
    "BasicDecoder",
    "BasicDecoderOutput",
    "BeamSearchDecoder",
    "BeamSearchDecoderOutput",
    "BeamSearchDecoderState",
    "CustomHelper",
    "Decoder",
    "FinalBeamSearchDecoderOutput",
    "GreedyEmbeddingHelper",
    "Helper",
    "InferenceHelper",
    "LuongAttention",
    "LuongMonotonicAttention",
    "SampleEmbeddingHelper",
    "ScheduledEmbeddingTrainingHelper",
    "ScheduledOutputTrainingHelper",
    "TrainingHelper",
    "dynamic_decode",
    "gather_tree",
    "hardmax",
    "monotonic_attention",
    "safe_cumprod",
    "sequence_loss",
    "tile_batch",
]

AttentionMechanism = _attention.AttentionMechanism
AttentionWrapper = _attention_wrapper.AttentionWrapper
AttentionWrapperState = _attention_wrapper.AttentionWrapperState
BahdanauAttention = _attention.BahdanauAttention
BahdanauMonotonicAttention = _monotonic.BahdanauMonotonicAttention
BasicDecoder = _decoder.BasicDecoder
BasicDecoderOutput = _decoder.BasicDecoderOutput
BeamSearchDecoder = _beam_search.BeamSearchDecoder
BeamSearchDecoderOutput = _beam_search.BeamSearchDecoderOutput
BeamSearchDecoderState = _beam_search.BeamSearchDecoderState
CustomHelper = _helpers.CustomHelper
Decoder = _decoder.Decoder
FinalBeamSearchDecoderOutput = _beam_search.FinalBeamSearchDecoderOutput
GreedyEmbeddingHelper = _helpers.GreedyEmbeddingHelper
Helper = _helpers.Helper
InferenceHelper = _helpers.InferenceHelper
LuongAttention = _attention.LuongAttention
LuongMonotonicAttention = _monotonic.LuongMonotonicAttention
SampleEmbeddingHelper = _helpers.SampleEmbeddingHelper
ScheduledEmbeddingTrainingHelper = _scheduled.ScheduledEmbeddingTrainingHelper
ScheduledOutputTrainingHelper = _scheduled.ScheduledOutputTrainingHelper
TrainingHelper = _helpers.TrainingHelper
dynamic_decode = _decoder.dynamic_decode
gather_tree = _beam_search.gather_tree
hardmax = _attention.hardmax
monotonic_attention = _monotonic.monotonic_attention
safe_cumprod = _monotonic.safe_cumprod
sequence_loss = _loss.sequence_loss
tile_batch = _beam_search.tile_batch


def __getattr__(name: str):
    raise names.missing("tf.contrib.seq2seq", name)
