"""`tf.contrib.training` of TensorFlow 1: hyperparameters, loops that train, and input queues."""

from compat import names
from compat._v1 import v1
from compat.contrib import _slim
from compat.contrib.training import buckets as _buckets
from compat.contrib.training import sampling as _sampling
from compat.contrib.training.python.training.hparam import HParams

_SLIM = {
    **dict.fromkeys(
        (
            "add_gradients_summaries",
            "clip_gradient_norms",
            "clip_gradient_norms_fn",
            "create_train_op",
            "multiply_gradients",
            "train",
        ),
        "tf_slim.training.training",
    ),
    **dict.fromkeys(
        (
            "StopAfterNEvalsHook",
            "SummaryAtEndHook",
            "checkpoints_iterator",
            "evaluate_once",
            "evaluate_repeatedly",
            "get_or_create_eval_step",
            "wait_for_new_checkpoint",
        ),
        "tf_slim.training.evaluation",
    ),
}

__all__ = [
    "HParams",
    "bucket",
    "bucket_by_sequence_length",
    "rejection_sample",
    "stratified_sample",
    *_SLIM,
]

bucket = _buckets.bucket
bucket_by_sequence_length = _buckets.bucket_by_sequence_length
rejection_sample = _sampling.rejection_sample
stratified_sample = _sampling.stratified_sample


def __getattr__(name: str):
    if name in _SLIM:
        module = _slim.load(_SLIM[name])
        if hasattr(module, "checkpoint_management"):  # where TensorFlow warns that it has moved
            module.checkpoint_management = v1.train
        return getattr(module, name)
    raise names.missing("tf.contrib.training", name)


def __dir__() -> list[str]:
    return sorted(__all__)
