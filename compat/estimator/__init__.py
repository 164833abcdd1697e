"""`tf.estimator` of TensorFlow 1, whose package ended with TensorFlow 2.15.

Estimators here train in this process; there is nothing of clusters, TPUs and export for serving.
"""

from compat import names
from compat.estimator import export, inputs
from compat.estimator._canned import (
    DNNClassifier,
    DNNLinearCombinedClassifier,
    DNNLinearCombinedRegressor,
    DNNRegressor,
    LinearClassifier,
    LinearRegressor,
)
from compat.estimator._estimator import Estimator
from compat.estimator._evaluating import EvalSpec, TrainSpec, train_and_evaluate
from compat.estimator._exporters import BestExporter, Exporter, FinalExporter, LatestExporter
from compat.estimator._specs import EstimatorSpec, ModeKeys, RunConfig

__all__ = [
    "BestExporter",
    "DNNClassifier",
    "DNNLinearCombinedClassifier",
    "DNNLinearCombinedRegressor",
    "DNNRegressor",
    "Estimator",
    "EstimatorSpec",
    "EvalSpec",
    "Exporter",
    "FinalExporter",
    "LatestExporter",
    "LinearClassifier",
    "LinearRegressor",
    "ModeKeys",
    "RunConfig",
    "TrainSpec",
    "export",
    "inputs",
    "train_and_evaluate",
]


def __getattr__(name: str):
    raise names.missing("tf.estimator", name)
