"""`tf.contrib.learn.Estimator`: that of `tf.estimator`, with arrays for input functions."""

import inspect
from typing import Any, NamedTuple

import numpy as np

from compat._v1 import v1
from compat.estimator import Estimator as _Estimator
from compat.estimator import EstimatorSpec, ModeKeys, inputs

__all__ = ["Estimator", "MetricSpec", "ModelFnOps", "SKCompat"]


class ModelFnOps(NamedTuple):
    """What a model function returns; or it returns predictions, loss and train_op in a tuple."""

    mode: str
    predictions: Any = None
    loss: Any = None
    train_op: Any = None
    eval_metric_ops: Any = None
    output_alternatives: Any = None
    training_chief_hooks: Any = None
    training_hooks: Any = None
    scaffold: Any = None


class MetricSpec:
    """A metric that `evaluate` is asked for: a function, and which tensors it takes."""

    def __init__(self, metric_fn, prediction_key=None, label_key=None, weight_key=None):
        self.metric_fn = metric_fn
        self.prediction_key = prediction_key
        self.label_key = label_key
        self.weight_key = weight_key

    def create_metric_ops(self, features, labels, predictions):
        """Calls the function, with predictions and labels by name where it names them."""
        tensors = {
            "predictions": _chosen(predictions, self.prediction_key, "prediction_key"),
            "labels": _chosen(labels, self.label_key, "label_key"),
        }
        accepted = inspect.signature(self.metric_fn).parameters
        if self.weight_key is not None:
            tensors["weights"] = features[self.weight_key]
        if tensors.keys() <= accepted.keys():
            return self.metric_fn(**tensors)
        return self.metric_fn(*tensors.values())


def _chosen(tensors, key, what):
    if not isinstance(tensors, dict):
        return tensors
    if key is None and len(tensors) > 1:
        raise ValueError(f"MetricSpec without specified {what}; there are {sorted(tensors)}")
    return tensors[key] if key is not None else next(iter(tensors.values()))


class Estimator(_Estimator):
    """A model function, and the folder with what it has learnt.

    model_fn: called with features and labels, and with what it has of `mode`, `params`, `config`
        and `model_dir`; returns ModelFnOps, or a tuple of predictions, loss and train_op.
    """

    def __init__(
        self, model_fn=None, model_dir=None, config=None, params=None, feature_engineering_fn=None
    ):
        super().__init__(model_fn, model_dir, config, params)
        self._feature_engineering_fn = feature_engineering_fn
        self._metrics = None
        self._labels = None

    def fit(
        self,
        x=None,
        y=None,
        input_fn=None,
        steps=None,
        batch_size=None,
        monitors=None,
        max_steps=None,
    ):
        """Trains on the rows of `x` and `y`, or on what `input_fn` gives; returns self.

        batch_size: None: all rows are one batch.
        monitors: hooks of `tf.train`, or `tf.contrib.learn.monitors`.
        """
        for monitor in monitors or ():
            if hasattr(monitor, "set_estimator"):
                monitor.set_estimator(self)
        input_fn = _input_fn(x, y, input_fn, batch_size, endless=True)
        return self.train(input_fn, hooks=monitors, steps=steps, max_steps=max_steps)

    partial_fit = fit

    def evaluate(
        self,
        x=None,
        y=None,
        input_fn=None,
        feed_fn=None,
        batch_size=None,
        steps=None,
        metrics=None,
        name=None,
        checkpoint_path=None,
        hooks=None,
        log_progress=True,
    ):
        """Returns the metrics by name: the model's, or those of `metrics`, and the loss."""
        self._metrics = metrics
        try:
            input_fn = _input_fn(x, y, input_fn, batch_size)
            return super().evaluate(input_fn, steps, hooks, checkpoint_path, name)
        finally:
            self._metrics = None

    def predict(
        self,
        x=None,
        input_fn=None,
        batch_size=None,
        outputs=None,
        as_iterable=True,
        iterate_batches=False,
    ):
        """Returns the predictions, example by example, or all in one array, or arrays by name.

        Of an input that is constant, such as `tf.constant(…)`, there is one batch.
        """
        input_fn = _input_fn(x, None, input_fn, batch_size)
        by_row = as_iterable and not iterate_batches
        found = super().predict(
            input_fn, outputs, hooks=[_OneOfConstants()], yield_single_examples=by_row
        )
        if as_iterable:
            return found
        batches = list(found)
        if isinstance(batches[0], dict):
            return {key: np.concatenate([b[key] for b in batches]) for key in batches[0]}
        return np.concatenate(batches)

    def _call_model_fn(self, features, labels, mode) -> EstimatorSpec:
        # Many a model function has a loss in each mode; to predict, it was given placeholders.
        if mode == ModeKeys.PREDICT:
            labels = None if self._labels is None else v1.nest.map_structure(_like, self._labels)
        else:
            self._labels = labels
        if self._feature_engineering_fn:
            features, labels = self._feature_engineering_fn(features, labels)
        given = {"mode": mode, "params": self.params, "config": self.config}
        given["model_dir"] = self.model_dir
        accepted = inspect.signature(self._model_fn).parameters
        some = {key: value for key, value in given.items() if key in accepted}
        result = self._model_fn(features, labels, **some)
        if isinstance(result, EstimatorSpec):
            spec = result
        elif isinstance(result, ModelFnOps):
            _, predictions, loss, train_op, metrics, _, chief_hooks, hooks, scaffold = result
            spec = EstimatorSpec(
                mode,
                predictions,
                loss,
                train_op,
                metrics,
                training_chief_hooks=chief_hooks,
                training_hooks=hooks,
                scaffold=scaffold,
            )
        elif isinstance(result, tuple) and len(result) == 3:
            spec = EstimatorSpec(mode, *result)
        else:
            raise ValueError("Unrecognized value returned by model_fn, please return ModelFnOps.")
        if mode == ModeKeys.EVAL and self._metrics:
            own = dict(_metric(n, f, features, labels, spec) for n, f in self._metrics.items())
            spec = spec._replace(eval_metric_ops=spec.eval_metric_ops | own)
        return spec


class _OneOfConstants(v1.train.SessionRunHook):
    """Stops after the first batch where the input has no end: no dataset and no queue."""

    def begin(self):
        graph = v1.get_default_graph()
        queues = graph.get_collection(v1.GraphKeys.QUEUE_RUNNERS)
        datasets = any("Iterator" in op.type for op in graph.get_operations())
        self._constant = not queues and not datasets

    def after_run(self, run_context, run_values):
        if self._constant:
            run_context.request_stop()


def _like(batch):
    """A placeholder for batches like one of another graph, with any number of rows."""
    if isinstance(batch, v1.SparseTensor):
        return v1.sparse_placeholder(batch.dtype)
    shape = batch.shape if not batch.shape.rank else [None, *batch.shape[1:]]
    return v1.placeholder(batch.dtype, shape)


def _metric(name, metric, features, labels, spec):
    """The name and the operations of a metric: a MetricSpec, or a function of two tensors."""
    key = None
    if isinstance(name, tuple):
        name, key = name
    if not isinstance(metric, MetricSpec):
        metric = MetricSpec(metric, prediction_key=key)
    ops = metric.create_metric_ops(features, labels, spec.predictions)
    return name, (ops if isinstance(ops, tuple) else v1.metrics.mean(ops))


def _input_fn(x, y, input_fn, batch_size, *, endless=False):
    if input_fn is not None:
        if x is not None:
            raise ValueError("Can not provide both input_fn and x or y.")
        return input_fn
    if x is None:
        raise ValueError("Either x or input_fn must be provided.")
    if callable(x):
        raise TypeError(f"x should be an array; write input_fn={getattr(x, '__name__', '…')}")
    # Of one column of labels it made a vector, and of a vector of features a column.
    x = {k: _array(v) for k, v in x.items()} if isinstance(x, dict) else _array(x)
    if not isinstance(x, dict) and x.ndim == 1:
        x = x[:, None]
    y = None if y is None else _array(y)
    if y is not None and y.shape[1:2] == (1,):
        y = y[:, 0]
    rows = len(next(iter(x.values())) if isinstance(x, dict) else x)
    batch_size = min(batch_size or rows, rows)
    return inputs.numpy_input_fn(x, y, batch_size, None if endless else 1, shuffle=endless)


def _array(values):
    values = np.asarray(values)
    return values.astype(np.float32) if values.dtype == np.float64 else values


class SKCompat:
    """An estimator as scikit-learn has them: arrays in, arrays out."""

    def __init__(self, estimator):
        self._estimator = estimator

    def fit(self, x, y, batch_size=128, steps=None, max_steps=None, monitors=None):
        self._estimator.fit(
            x, y, batch_size=batch_size, steps=steps, max_steps=max_steps, monitors=monitors
        )
        return self

    def score(self, x, y, batch_size=128, steps=None, metrics=None, name=None):
        """Returns the metrics by name."""
        return self._estimator.evaluate(
            x, y, batch_size=batch_size, steps=steps, metrics=metrics, name=name
        )

    def predict(self, x, batch_size=128, outputs=None):
        """Returns an array, or arrays by name."""
        return Estimator.predict(
            self._estimator, x, batch_size=batch_size, outputs=outputs, as_iterable=False
        )
