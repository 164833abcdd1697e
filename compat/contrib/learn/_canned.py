"""Estimators of `tf.contrib.learn` with a model of their own: linear, or of dense layers."""

import math

import numpy as np

from compat._v1 import v1
from compat.contrib.learn._estimator import Estimator, ModelFnOps
from compat.estimator import ModeKeys
from compat.estimator._heads import Classes, Numbers

__all__ = [
    "DNNClassifier",
    "DNNRegressor",
    "LinearClassifier",
    "LinearRegressor",
    "infer_real_valued_columns_from_input",
    "infer_real_valued_columns_from_input_fn",
]

_MEAN = v1.losses.Reduction.SUM_BY_NONZERO_WEIGHTS


def infer_real_valued_columns_from_input(x):
    """Returns one column with all the numbers of an example; or, of a dict, one for each name."""
    if isinstance(x, dict):
        return [_column(key, np.shape(value)) for key, value in sorted(x.items())]
    return [_column("", np.shape(x))]


def infer_real_valued_columns_from_input_fn(input_fn):
    """As `infer_real_valued_columns_from_input`, of the features of an input function."""
    with v1.Graph().as_default():
        features, _ = input_fn()
        return infer_real_valued_columns_from_input(features)


def _column(key, shape):
    return v1.feature_column.numeric_column(key, shape=tuple(int(n) for n in shape[1:]) or (1,))


class _Canned(Estimator):
    """logits_of: makes them of features by name and of whether it trains."""

    def __init__(self, head, logits_of, scope, optimizer, clip_norm, model_dir, config, engineer):
        def model_fn(features, labels, mode):
            if not isinstance(features, dict):
                features = {"": features}
            with v1.variable_scope(scope, values=tuple(features.values())):
                logits = logits_of(features, mode == ModeKeys.TRAIN)

            def train_op_of(loss):
                new = optimizer() if callable(optimizer) else optimizer
                pairs = new.compute_gradients(loss)
                if clip_norm is not None:
                    gradients, variables = zip(*pairs, strict=True)
                    gradients, _ = v1.clip_by_global_norm(gradients, clip_norm)
                    pairs = zip(gradients, variables, strict=True)
                return new.apply_gradients(pairs, v1.train.get_global_step())

            spec = head.spec(features, labels, mode, logits, train_op_of)
            metrics = spec.eval_metric_ops
            metrics.pop("average_loss", None)
            predictions = dict(spec.predictions)
            if "class_ids" in predictions:
                predictions["classes"] = predictions.pop("class_ids")[:, 0]
            else:
                predictions = {"scores": predictions["predictions"]}
                if head.width == 1:
                    predictions["scores"] = predictions["scores"][:, 0]
            return ModelFnOps(mode, predictions, spec.loss, spec.train_op, metrics)

        super().__init__(model_fn, model_dir, config, feature_engineering_fn=engineer)

    def _one(self, output, x, input_fn, batch_size, as_iterable):
        found = Estimator.predict(self, x, input_fn, batch_size, [output], as_iterable)
        return (row[output] for row in found) if as_iterable else found[output]


class _Classifier(_Canned):
    def predict(self, x=None, input_fn=None, batch_size=None, outputs=None, as_iterable=True):
        """Returns the classes, example by example or in an array; with `outputs`, those by name."""
        if outputs:
            return super().predict(x, input_fn, batch_size, outputs, as_iterable)
        return self._one("classes", x, input_fn, batch_size, as_iterable)

    def predict_classes(self, x=None, input_fn=None, batch_size=None, as_iterable=True):
        return self._one("classes", x, input_fn, batch_size, as_iterable)

    def predict_proba(self, x=None, input_fn=None, batch_size=None, as_iterable=True):
        """Returns the probabilities of the classes."""
        return self._one("probabilities", x, input_fn, batch_size, as_iterable)


class _Regressor(_Canned):
    def predict(self, x=None, input_fn=None, batch_size=None, outputs=None, as_iterable=True):
        """Returns the numbers, example by example or in an array; with `outputs`, by name."""
        if outputs:
            return super().predict(x, input_fn, batch_size, outputs, as_iterable)
        return self._one("scores", x, input_fn, batch_size, as_iterable)

    def predict_scores(self, x=None, input_fn=None, batch_size=None, as_iterable=True):
        return self._one("scores", x, input_fn, batch_size, as_iterable)


class _Weights:
    """What a linear model has learnt."""

    @property
    def weights_(self):
        """The weights of the columns by name; those of the only column, if there is one."""
        names = [name for name in self.get_variable_names() if name.endswith("/weight")]
        values = {name: self.get_variable_value(name) for name in names}
        return values.popitem()[1] if len(values) == 1 else values

    @property
    def bias_(self):
        return self.get_variable_value("linear/bias_weight")


class DNNClassifier(_Classifier):
    """Classes by dense layers on the columns."""

    def __init__(
        self,
        hidden_units,
        feature_columns=None,
        model_dir=None,
        n_classes=2,
        weight_column_name=None,
        optimizer=None,
        activation_fn=v1.nn.relu,
        dropout=None,
        gradient_clip_norm=None,
        enable_centered_bias=False,
        config=None,
        feature_engineering_fn=None,
    ):
        head = Classes(n_classes, None, weight_column_name, _MEAN)
        logits_of = _dense(feature_columns, hidden_units, activation_fn, dropout, head.width)
        optimizer = optimizer or (lambda: v1.train.AdagradOptimizer(0.05))
        own = (logits_of, "dnn", optimizer, gradient_clip_norm)
        super().__init__(head, *own, model_dir, config, feature_engineering_fn)


class DNNRegressor(_Regressor):
    """Numbers by dense layers on the columns."""

    def __init__(
        self,
        hidden_units,
        feature_columns=None,
        model_dir=None,
        weight_column_name=None,
        optimizer=None,
        activation_fn=v1.nn.relu,
        dropout=None,
        gradient_clip_norm=None,
        enable_centered_bias=False,
        config=None,
        feature_engineering_fn=None,
        label_dimension=1,
    ):
        head = Numbers(label_dimension, weight_column_name, _MEAN)
        logits_of = _dense(feature_columns, hidden_units, activation_fn, dropout, head.width)
        optimizer = optimizer or (lambda: v1.train.AdagradOptimizer(0.05))
        own = (logits_of, "dnn", optimizer, gradient_clip_norm)
        super().__init__(head, *own, model_dir, config, feature_engineering_fn)


class LinearClassifier(_Weights, _Classifier):
    """Classes by a weighted sum of the columns."""

    def __init__(
        self,
        feature_columns=None,
        model_dir=None,
        n_classes=2,
        weight_column_name=None,
        optimizer=None,
        gradient_clip_norm=None,
        enable_centered_bias=False,
        _joint_weight=False,
        config=None,
        feature_engineering_fn=None,
    ):
        head = Classes(n_classes, None, weight_column_name, _MEAN)
        logits_of = _linear(feature_columns, head.width)
        own = (logits_of, "linear", optimizer or _ftrl(feature_columns), gradient_clip_norm)
        super().__init__(head, *own, model_dir, config, feature_engineering_fn)


class LinearRegressor(_Weights, _Regressor):
    """Numbers by a weighted sum of the columns."""

    def __init__(
        self,
        feature_columns=None,
        model_dir=None,
        weight_column_name=None,
        optimizer=None,
        gradient_clip_norm=None,
        enable_centered_bias=False,
        label_dimension=1,
        _joint_weights=False,
        config=None,
        feature_engineering_fn=None,
    ):
        head = Numbers(label_dimension, weight_column_name, _MEAN)
        logits_of = _linear(feature_columns, head.width)
        own = (logits_of, "linear", optimizer or _ftrl(feature_columns), gradient_clip_norm)
        super().__init__(head, *own, model_dir, config, feature_engineering_fn)


def _ftrl(columns):
    return lambda: v1.train.FtrlOptimizer(min(0.2, 1 / math.sqrt(len(columns or [0]))))


def _dense(columns, units, activation, dropout, width):
    def logits_of(features, training):
        from compat.contrib import layers

        net = v1.concat([numbers for _, numbers in _numbers(features, columns)], 1)
        for number, size in enumerate(units):
            net = layers.fully_connected(net, size, activation, scope=f"hiddenlayer_{number}")
            if dropout is not None and training:
                net = layers.dropout(net, keep_prob=1 - dropout)
        return layers.fully_connected(net, width, None, scope="logits")

    return logits_of


def _linear(columns, width):
    def logits_of(features, training):
        total = v1.get_variable("bias_weight", [width], initializer=v1.zeros_initializer())
        for key, numbers in _numbers(features, columns):
            shape = [numbers.shape[1], width]
            # Of the column "" it is `linear//weight`, as scripts ask for it.
            weight = v1.get_variable(f"{key}/weight", shape, initializer=v1.zeros_initializer())
            total = v1.matmul(numbers, weight) + total
        return total

    return logits_of


def _numbers(features, columns):
    """Pairs of a name and of numbers [batch, width]: of the columns, or else of all features."""
    if not columns:
        columns = infer_real_valued_columns_from_input(features)
    for column in columns:
        if hasattr(column, "normalizer_fn"):  # a number, whose name may be empty
            value = v1.cast(features[column.key], v1.float32)
            if column.normalizer_fn:
                value = column.normalizer_fn(value)
            yield column.key, v1.reshape(value, [-1, int(np.prod(column.shape))])
        else:
            yield column.name, v1.feature_column.input_layer(features, [column])
