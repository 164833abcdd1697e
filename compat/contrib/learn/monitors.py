"""`tf.contrib.learn.monitors` of TensorFlow 1, as far as it is covered: validation."""

from compat import names
from compat._v1 import v1

__all__ = ["ValidationMonitor"]


class ValidationMonitor(v1.train.SessionRunHook):
    """Evaluates while `fit` trains, and stops it when that gets no better.

    What is evaluated are checkpoints: how often there is a new one, the estimator's `config` says.
    `best_step`, `best_value` and `best_metrics` are of the best one; `early_stopped` says whether
    training was stopped.
    """

    def __init__(
        self,
        x=None,
        y=None,
        input_fn=None,
        batch_size=None,
        eval_steps=None,
        every_n_steps=100,
        metrics=None,
        hooks=None,
        early_stopping_rounds=None,
        early_stopping_metric="loss",
        early_stopping_metric_minimize=True,
        name=None,
    ):
        """
        early_stopping_rounds: for how many steps `early_stopping_metric` may get no better; None:
            for any number.
        Raises ValueError when there is nothing to evaluate on.
        """
        if x is None and input_fn is None:
            raise ValueError("Either x or input_fn should be provided.")
        self._asked = {
            "x": x,
            "y": y,
            "input_fn": input_fn,
            "batch_size": batch_size,
            "steps": eval_steps,
            "metrics": metrics,
            "hooks": hooks,
            "name": name,
        }
        self._every_n_steps = every_n_steps
        self._rounds = early_stopping_rounds
        self._metric = early_stopping_metric
        self._sign = 1 if early_stopping_metric_minimize else -1
        self._estimator = None
        self._last_step = 0
        self._last_checkpoint = None
        self.best_step = self.best_value = self.best_metrics = None
        self.early_stopped = False

    def set_estimator(self, estimator):
        """Says which estimator it is that trains; `fit` calls this."""
        self._estimator = estimator

    def begin(self):
        self._step = v1.train.get_global_step()

    def before_run(self, run_context):
        return v1.train.SessionRunArgs(self._step)

    def after_run(self, run_context, run_values):
        step = int(run_values.results)
        if step < self._last_step + self._every_n_steps:
            return
        self._last_step = step
        checkpoint = self._estimator.latest_checkpoint()
        if checkpoint is None or checkpoint == self._last_checkpoint:
            return
        self._last_checkpoint = checkpoint
        found = self._estimator.evaluate(**self._asked)
        said = ", ".join(f"{key} = {value}" for key, value in sorted(found.items()))
        v1.logging.info("Validation (step %d): %s", step, said)
        if self._rounds is None:
            return
        value = found[self._metric]
        if self.best_value is None or self._sign * value < self._sign * self.best_value:
            self.best_step, self.best_value, self.best_metrics = step, value, found
        if step - self.best_step >= self._rounds:
            v1.logging.info("Stopping. Best step: %d with %s.", self.best_step, self.best_value)
            self.early_stopped = True
            run_context.request_stop()


def __getattr__(name: str):
    raise names.missing("tf.contrib.learn.monitors", name)
