"""`tf.contrib.learn.learn_runner` of TensorFlow 1: runs an experiment."""

from compat import names
from compat.contrib.learn._experiment import Experiment

__all__ = ["run"]


def run(experiment_fn, output_dir=None, schedule=None, run_config=None, hparams=None):
    """Makes an experiment and calls its method `schedule`; returns what that returns.

    experiment_fn: called with `output_dir`; or else with `run_config` and `hparams`.
    schedule: None: "train_and_evaluate", as in one process.
    Raises ValueError when not one of a folder and a configuration is given, or when there is no
    such method, and TypeError when it is no experiment that was made.
    """
    if (output_dir is None) == (run_config is None):
        raise ValueError("Must specify either `output_dir` or `run_config`, and not both.")
    if run_config is not None:
        if not run_config.model_dir:
            raise ValueError("Must specify a model directory `model_dir` in `run_config`.")
        experiment = experiment_fn(run_config=run_config, hparams=hparams)
    else:
        experiment = experiment_fn(output_dir=output_dir)
    if not isinstance(experiment, Experiment):
        raise TypeError(f"Experiment builder did not return an Experiment, but {experiment}.")
    method = getattr(experiment, schedule or "train_and_evaluate", None)
    if not callable(method):
        raise ValueError(f"Schedule references non-existent task {schedule}")
    return method()


def __getattr__(name: str):
    raise names.missing("tf.contrib.learn.learn_runner", name)
