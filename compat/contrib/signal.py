"""`tf.contrib.signal` of TensorFlow 1: what became `tf.signal`."""

from compat import names
from compat._v1 import v1

__all__ = [
    "frame",
    "hamming_window",
    "hann_window",
    "inverse_stft",
    "inverse_stft_window_fn",
    "linear_to_mel_weight_matrix",
    "mfccs_from_log_mel_spectrograms",
    "overlap_and_add",
    "stft",
]

frame = v1.signal.frame
hamming_window = v1.signal.hamming_window
hann_window = v1.signal.hann_window
inverse_stft = v1.signal.inverse_stft
inverse_stft_window_fn = v1.signal.inverse_stft_window_fn
linear_to_mel_weight_matrix = v1.signal.linear_to_mel_weight_matrix
mfccs_from_log_mel_spectrograms = v1.signal.mfccs_from_log_mel_spectrograms
overlap_and_add = v1.signal.overlap_and_add
stft = v1.signal.stft


def __getattr__(name: str):
    raise names.missing("tf.contrib.signal", name)
