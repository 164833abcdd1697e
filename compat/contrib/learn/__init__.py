"""`tf.contrib.learn` of TensorFlow 1, as far as it is covered: see `compat.names`."""

from compat import names
from compat.contrib.learn import (
    datasets,
    graph_actions,
    io,
    learn_runner,
    models,
    monitors,
    preprocessing,
)
from compat.contrib.learn._canned import (
    DNNClassifier,
    DNNLinearCombinedClassifier,
    DNNLinearCombinedRegressor,
    DNNRegressor,
    LinearClassifier,
    LinearRegressor,
)
from compat.contrib.learn._estimator import Estimator, MetricSpec, ModelFnOps, SKCompat
from compat.contrib.learn._experiment import Experiment
from compat.contrib.learn._parts import (
    infer_real_valued_columns_from_input,
    infer_real_valued_columns_from_input_fn,
)
from compat.estimator import RunConfig

__all__ = [
    "DNNClassifier",
    "DNNLinearCombinedClassifier",
    "DNNLinearCombinedRegressor",
    "DNNRegressor",
    "Estimator",
    "Experiment",
    "LinearClassifier",
    "LinearRegressor",
    "MetricSpec",
    "ModeKeys",
    "ModelFnOps",
    "RunConfig",
    "SKCompat",
    "datasets",
    "infer_real_valued_columns_from_input",
    "infer_real_valued_columns_from_input_fn",
    "io",
    "learn_runner",
    "models",
    "monitors",
    "preprocessing",
    "run_feeds",
    "run_n",
]

run_feeds = graph_actions.run_feeds
run_n = graph_actions.run_n


class ModeKeys:
    """What a model function is asked for: to train, to evaluate, to infer."""

    TRAIN = "train"
    EVAL = "eval"
    INFER = "infer"


def __getattr__(name: str):
    raise names.missing("tf.contrib.learn", name)
