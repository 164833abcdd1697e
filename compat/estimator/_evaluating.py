"""Training and evaluating by turns."""

import time
from typing import Any, NamedTuple

from compat._v1 import v1
from compat.estimator import _exporters

__all__ = ["EvalSpec", "TrainSpec", "train_and_evaluate"]


class TrainSpec(NamedTuple):
    """How to train; `max_steps` None: until the input ends."""

    input_fn: Any
    max_steps: int | None = None
    hooks: Any = None
    saving_listeners: Any = None


class EvalSpec(NamedTuple):
    """How to evaluate; `steps` None: until the input ends.

    exporters: of no effect, which is logged.
    start_delay_secs: of no effect in one process, as in TensorFlow 1.
    throttle_secs: the least time from one evaluation to the next.
    """

    input_fn: Any
    steps: int | None = 100
    name: str | None = None
    hooks: Any = None
    exporters: Any = None
    start_delay_secs: int = 120
    throttle_secs: int = 600


def train_and_evaluate(estimator, train_spec, eval_spec):
    """Trains, and evaluates the checkpoints that are saved meanwhile, and the last one.

    Returns the metrics of the last evaluation, and None for the exports.
    """
    _exporters.say_unused(eval_spec.exporters)
    evaluator = _Evaluator(estimator, eval_spec)
    estimator.train(
        train_spec.input_fn,
        hooks=train_spec.hooks,
        max_steps=train_spec.max_steps,
        saving_listeners=[*(train_spec.saving_listeners or ()), evaluator],
    )
    if evaluator.step != estimator._global_step():  # nothing was left to train, or time was short
        evaluator.evaluate()
    return evaluator.results, None


class _Evaluator(v1.train.CheckpointSaverListener):
    def __init__(self, estimator, spec):
        self.estimator = estimator
        self.spec = spec
        self.results = None
        self.step = None
        self.began = time.monotonic()

    def after_save(self, session, global_step):
        first = self.step is None and self.results is None and global_step == 0
        if not first and time.monotonic() - self.began >= self.spec.throttle_secs:
            self.evaluate()

    def evaluate(self):
        self.began = time.monotonic()
        spec = self.spec
        self.results = self.estimator.evaluate(
            spec.input_fn, steps=spec.steps, hooks=spec.hooks, name=spec.name
        )
        self.step = self.results["global_step"]
