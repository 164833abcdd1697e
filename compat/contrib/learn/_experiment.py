"""`tf.contrib.learn.Experiment`: an estimator, with what it is trained and evaluated on."""

from compat._v1 import v1
from compat.contrib.learn._estimator import Estimator

__all__ = ["Experiment"]


class Experiment:
    """Trains and evaluates an estimator of `tf.contrib.learn` or of `tf.estimator`.

    Source of the behaviour: TensorFlow 1.15, in one process; nothing is exported.
    """

    def __init__(
        self,
        estimator,
        train_input_fn,
        eval_input_fn,
        eval_metrics=None,
        train_steps=None,
        eval_steps=100,
        train_monitors=None,
        eval_hooks=None,
        local_eval_frequency=None,
        eval_delay_secs=120,
        continuous_eval_throttle_secs=60,
        min_eval_frequency=None,
        delay_workers_by_global_step=False,
        export_strategies=None,
        train_steps_per_iteration=None,
        checkpoint_and_export=False,
        saving_listeners=None,
    ):
        """
        train_steps: for how many steps to train in all; None: until the input ends.
        eval_steps: for how many batches to evaluate; None: until the input ends.
        min_eval_frequency: the least steps between evaluations of `train_and_evaluate`; None: 1.
        What is about delays and exports has no effect.
        Raises ValueError for metrics with an estimator of `tf.estimator`, which has its own.
        """
        if eval_metrics is not None and not isinstance(estimator, Estimator):
            raise ValueError("`eval_metrics` must be `None` with `tf.estimator.Estimator`")
        self._estimator = estimator
        self._train_input_fn = train_input_fn
        self._eval_input_fn = eval_input_fn
        self._eval_metrics = eval_metrics
        self._train_steps = train_steps
        self._eval_steps = eval_steps
        self._train_hooks = list(train_monitors or ())
        self._eval_hooks = list(eval_hooks or ())
        self._frequency = local_eval_frequency or min_eval_frequency or 1
        self._listeners = list(saving_listeners or ())

    @property
    def estimator(self):
        return self._estimator

    @property
    def train_steps(self):
        return self._train_steps

    @property
    def eval_steps(self):
        return self._eval_steps

    def extend_train_hooks(self, additional_hooks):
        """Trains with these hooks, too."""
        self._train_hooks.extend(additional_hooks)

    def train(self, delay_secs=None):
        """Trains; returns the estimator."""
        return self._trained()

    def evaluate(self, delay_secs=None, name=None):
        """Returns the metrics by name."""
        given = {"steps": self._eval_steps, "hooks": self._eval_hooks, "name": name}
        if self._eval_metrics is not None:
            given["metrics"] = self._eval_metrics
        return self._estimator.evaluate(input_fn=self._eval_input_fn, **given)

    def train_and_evaluate(self):
        """Trains, evaluates the checkpoints that are saved meanwhile, and the last one.

        Returns the metrics of the last evaluation, and a list of exports, which is empty.
        """
        evaluator = _Evaluator(self, self._frequency)
        self._trained(evaluator)
        return evaluator.latest(), []

    def test(self):
        """Trains for one step and evaluates; returns what `train_and_evaluate` does."""
        self._estimator.train(self._train_input_fn, steps=1, hooks=self._hooks())
        return self.evaluate(), []

    local_run = train_and_evaluate

    def _trained(self, *listeners):
        return self._estimator.train(
            input_fn=self._train_input_fn,
            hooks=self._hooks(),
            max_steps=self._train_steps,
            saving_listeners=[*self._listeners, *listeners],
        )

    def _hooks(self):
        for hook in self._train_hooks:
            if hasattr(hook, "set_estimator"):
                hook.set_estimator(self._estimator)
        return self._train_hooks


class _Evaluator(v1.train.CheckpointSaverListener):
    """Evaluates an experiment when a checkpoint has been saved, each `frequency` steps at most."""

    def __init__(self, experiment, frequency):
        self.experiment = experiment
        self.frequency = frequency
        self.step = 0
        self.results = None

    def after_save(self, session, global_step_value):
        if global_step_value >= self.step + self.frequency:
            self.step = global_step_value
            self.results = self.experiment.evaluate()

    def latest(self):
        """The metrics of the last checkpoint."""
        last = int(self.experiment.estimator.get_variable_value(v1.GraphKeys.GLOBAL_STEP))
        if self.results is None or self.results["global_step"] != last:
            self.results = self.experiment.evaluate()
        return self.results
