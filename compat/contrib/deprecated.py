"""`tf.contrib.deprecated` of TensorFlow 1: the summaries of 0.x."""

from compat import names, tf0
from compat._v1 import v1

__all__ = [
    "audio_summary",
    "histogram_summary",
    "image_summary",
    "merge_all_summaries",
    "merge_summary",
    "scalar_summary",
]

audio_summary = tf0.audio_summary
histogram_summary = tf0.histogram_summary
image_summary = tf0.image_summary
merge_all_summaries = v1.summary.merge_all
merge_summary = v1.summary.merge
scalar_summary = tf0.scalar_summary


def __getattr__(name: str):
    raise names.missing("tf.contrib.deprecated", name)
