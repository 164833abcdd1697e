"""Estimators with a model of their own: linear, of dense layers, or the sum of both."""

import math

from compat import layers
from compat._v1 import v1
from compat.estimator._estimator import Estimator
from compat.estimator._heads import Classes, Numbers
from compat.estimator._specs import ModeKeys

__all__ = [
    "DNNClassifier",
    "DNNLinearCombinedClassifier",
    "DNNLinearCombinedRegressor",
    "DNNRegressor",
    "LinearClassifier",
    "LinearRegressor",
    "optimizer_of",
]

_SUM = v1.losses.Reduction.SUM
_OPTIMIZERS = {
    "Adagrad": v1.train.AdagradOptimizer,
    "Adam": v1.train.AdamOptimizer,
    "Ftrl": v1.train.FtrlOptimizer,
    "RMSProp": v1.train.RMSPropOptimizer,
    "SGD": v1.train.GradientDescentOptimizer,
}


class _Linear:
    """The weighted sum of the columns. In its scope, variables are called as in TensorFlow 1."""

    def __init__(self, columns, optimizer, rate_at_most=0.2, sparse_combiner="sum"):
        self.scope = "linear"
        self.columns = _listed(columns)
        rate = min(rate_at_most, 1 / math.sqrt(len(self.columns) or 1))
        self.optimizer = optimizer_of(optimizer, rate)
        self.sparse_combiner = sparse_combiner

    def logits(self, features, width, mode):
        return v1.feature_column.linear_model(
            features, self.columns, width, sparse_combiner=self.sparse_combiner
        )


class _Dense:
    """Dense layers on the columns."""

    def __init__(self, units, columns, optimizer, activation, dropout, batch_norm, rate=0.05):
        self.scope = "dnn"
        self.units = units
        self.columns = _listed(columns)
        self.optimizer = optimizer_of(optimizer, rate)
        self.activation = activation
        self.dropout = dropout
        self.batch_norm = batch_norm

    def logits(self, features, width, mode):
        training = mode == ModeKeys.TRAIN
        with v1.variable_scope("input_from_feature_columns"):
            net = v1.feature_column.input_layer(features, self.columns)
        for number, units in enumerate(self.units):
            name = f"hiddenlayer_{number}"
            net = layers.dense(net, units, self.activation, name=name)
            if self.dropout is not None and training:
                net = layers.dropout(net, self.dropout, training=True)
            if self.batch_norm:
                net = layers.batch_normalization(
                    net, momentum=0.999, training=training, name=f"batchnorm_{number}"
                )
            v1.summary.histogram(f"{name}/activation", net)
        return layers.dense(net, width, name="logits")


class _Canned(Estimator):
    def __init__(self, head, parts, model_dir, config, warm_start_from):
        def model_fn(features, labels, mode):
            if not isinstance(features, dict):
                raise ValueError(
                    "features should be a dictionary of `Tensor`s. "
                    f"Given type: {type(features).__name__}"
                )
            logits = []
            for part in parts:
                with v1.variable_scope(part.scope, values=tuple(features.values())):
                    logits.append(part.logits(features, head.width, mode))

            def train_op_of(loss):
                step = v1.train.get_global_step()
                updates = v1.get_collection(v1.GraphKeys.UPDATE_OPS)
                trained = []
                for part in parts:
                    mine = v1.trainable_variables(f"{part.scope}/")
                    trained.append(part.optimizer().minimize(loss, var_list=mine))
                with v1.control_dependencies([*trained, *updates]):
                    return v1.assign_add(step, 1).op

            return head.spec(features, labels, mode, v1.add_n(logits), train_op_of)

        super().__init__(model_fn, model_dir, config, warm_start_from=warm_start_from)


class LinearClassifier(_Canned):
    """Classes by a weighted sum of the columns."""

    def __init__(
        self,
        feature_columns,
        model_dir=None,
        n_classes=2,
        weight_column=None,
        label_vocabulary=None,
        optimizer="Ftrl",
        config=None,
        partitioner=None,
        warm_start_from=None,
        loss_reduction=_SUM,
        sparse_combiner="sum",
    ):
        head = Classes(n_classes, label_vocabulary, weight_column, loss_reduction)
        part = _Linear(feature_columns, optimizer, sparse_combiner=sparse_combiner)
        super().__init__(head, [part], model_dir, config, warm_start_from)


class LinearRegressor(_Canned):
    """Numbers by a weighted sum of the columns."""

    def __init__(
        self,
        feature_columns,
        model_dir=None,
        label_dimension=1,
        weight_column=None,
        optimizer="Ftrl",
        config=None,
        partitioner=None,
        warm_start_from=None,
        loss_reduction=_SUM,
        sparse_combiner="sum",
    ):
        head = Numbers(label_dimension, weight_column, loss_reduction)
        part = _Linear(feature_columns, optimizer, sparse_combiner=sparse_combiner)
        super().__init__(head, [part], model_dir, config, warm_start_from)


class DNNClassifier(_Canned):
    """Classes by dense layers on the columns."""

    def __init__(
        self,
        hidden_units,
        feature_columns,
        model_dir=None,
        n_classes=2,
        weight_column=None,
        label_vocabulary=None,
        optimizer="Adagrad",
        activation_fn=v1.nn.relu,
        dropout=None,
        input_layer_partitioner=None,
        config=None,
        warm_start_from=None,
        loss_reduction=_SUM,
        batch_norm=False,
    ):
        head = Classes(n_classes, label_vocabulary, weight_column, loss_reduction)
        part = _Dense(hidden_units, feature_columns, optimizer, activation_fn, dropout, batch_norm)
        super().__init__(head, [part], model_dir, config, warm_start_from)


class DNNRegressor(_Canned):
    """Numbers by dense layers on the columns."""

    def __init__(
        self,
        hidden_units,
        feature_columns,
        model_dir=None,
        label_dimension=1,
        weight_column=None,
        optimizer="Adagrad",
        activation_fn=v1.nn.relu,
        dropout=None,
        input_layer_partitioner=None,
        config=None,
        warm_start_from=None,
        loss_reduction=_SUM,
        batch_norm=False,
    ):
        head = Numbers(label_dimension, weight_column, loss_reduction)
        part = _Dense(hidden_units, feature_columns, optimizer, activation_fn, dropout, batch_norm)
        super().__init__(head, [part], model_dir, config, warm_start_from)


class _Combined(_Canned):
    def __init__(self, head, linear, dense, model_dir, config, warm_start_from):
        parts = []
        if linear[0]:
            parts.append(_Linear(*linear, rate_at_most=0.005))
        if dense[0] and dense[1]:
            parts.append(_Dense(*dense, rate=0.001))
        if not parts:
            raise ValueError(
                "Either linear_feature_columns or dnn_feature_columns must be defined."
            )
        super().__init__(head, parts, model_dir, config, warm_start_from)


class DNNLinearCombinedClassifier(_Combined):
    """Classes by the sum of a linear model and of dense layers."""

    def __init__(
        self,
        model_dir=None,
        linear_feature_columns=None,
        linear_optimizer="Ftrl",
        dnn_feature_columns=None,
        dnn_optimizer="Adagrad",
        dnn_hidden_units=None,
        dnn_activation_fn=v1.nn.relu,
        dnn_dropout=None,
        n_classes=2,
        weight_column=None,
        label_vocabulary=None,
        input_layer_partitioner=None,
        config=None,
        warm_start_from=None,
        loss_reduction=_SUM,
        batch_norm=False,
    ):
        head = Classes(n_classes, label_vocabulary, weight_column, loss_reduction)
        dense = (dnn_hidden_units, dnn_feature_columns, dnn_optimizer)
        dense += (dnn_activation_fn, dnn_dropout, batch_norm)
        linear = (linear_feature_columns, linear_optimizer)
        super().__init__(head, linear, dense, model_dir, config, warm_start_from)


class DNNLinearCombinedRegressor(_Combined):
    """Numbers by the sum of a linear model and of dense layers."""

    def __init__(
        self,
        model_dir=None,
        linear_feature_columns=None,
        linear_optimizer="Ftrl",
        dnn_feature_columns=None,
        dnn_optimizer="Adagrad",
        dnn_hidden_units=None,
        dnn_activation_fn=v1.nn.relu,
        dnn_dropout=None,
        label_dimension=1,
        weight_column=None,
        input_layer_partitioner=None,
        config=None,
        warm_start_from=None,
        loss_reduction=_SUM,
        batch_norm=False,
    ):
        head = Numbers(label_dimension, weight_column, loss_reduction)
        dense = (dnn_hidden_units, dnn_feature_columns, dnn_optimizer)
        dense += (dnn_activation_fn, dnn_dropout, batch_norm)
        linear = (linear_feature_columns, linear_optimizer)
        super().__init__(head, linear, dense, model_dir, config, warm_start_from)


def _listed(columns) -> list:
    return list(columns) if isinstance(columns, list | tuple | set) else [columns]


def optimizer_of(given, rate):
    """A function that returns the optimizer: a new one for each graph, where that is possible."""
    if isinstance(given, str):
        if given not in _OPTIMIZERS:
            names = ", ".join(_OPTIMIZERS)
            raise ValueError(f"Unsupported optimizer name: {given}. Supported names are: {names}")
        return lambda: _OPTIMIZERS[given](rate)
    return given if callable(given) else lambda: given
