"""Estimators of `tf.contrib.learn` with a model of their own: linear, of dense layers, or both."""

from compat._v1 import v1
from compat.contrib.learn import _parts
from compat.contrib.learn._estimator import Estimator, ModelFnOps
from compat.estimator import ModeKeys
from compat.estimator._heads import Classes, Numbers

__all__ = [
    "DNNClassifier",
    "DNNLinearCombinedClassifier",
    "DNNLinearCombinedRegressor",
    "DNNRegressor",
    "LinearClassifier",
    "LinearRegressor",
]

_MEAN = v1.losses.Reduction.SUM_OVER_BATCH_SIZE


class _Canned(Estimator):
    """The sum of models.

    parts: the models, see `_parts.Part`.
    centered_bias: not covered; raises ValueError where it is true.
    clip_norm: of the gradients of each, together.
    """

    def __init__(self, head, parts, centered_bias, clip_norm, model_dir, config, engineer):
        if centered_bias:
            raise ValueError(
                "enable_centered_bias is not covered by compat; leave it out: the logits have a "
                "bias of their own, which is trained with the model"
            )

        def model_fn(features, labels, mode):
            if not isinstance(features, dict):
                features = {"": features}
            logits = []
            for part in parts:
                with v1.variable_scope(part.scope, values=tuple(features.values())):
                    logits.append(part.logits_of(features, mode == ModeKeys.TRAIN))

            def train_op_of(loss):
                trained = [_parts.trained(part, loss, clip_norm) for part in parts]
                with v1.control_dependencies(trained):
                    return v1.assign_add(v1.train.get_global_step(), 1).op

            spec = head.spec(features, labels, mode, v1.add_n(logits), train_op_of)
            metrics = spec.eval_metric_ops
            average_loss = metrics.pop("average_loss", None)
            if average_loss and head.weight_column is not None:
                metrics["loss"] = average_loss
            predictions = dict(spec.predictions)
            if "class_ids" in predictions:
                ids = predictions.pop("class_ids")
                called = predictions["classes"] if head.vocabulary else ids
                predictions["classes"] = called[:, 0]
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
        embedding_lr_multipliers=None,
        input_layer_min_slice_size=None,
        label_keys=None,
    ):
        """
        embedding_lr_multipliers: by what the gradients of embeddings are multiplied, by column.
        label_keys: what the classes are called in the labels; None: they are numbers from 0.
        """
        head = Classes(n_classes, label_keys, weight_column_name, _MEAN)
        layers = (hidden_units, activation_fn, dropout)
        part = _parts.dense(
            feature_columns, *layers, head.width, optimizer, embedding_lr_multipliers
        )
        own = (enable_centered_bias, gradient_clip_norm, model_dir, config, feature_engineering_fn)
        super().__init__(head, [part], *own)


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
        embedding_lr_multipliers=None,
        input_layer_min_slice_size=None,
    ):
        """embedding_lr_multipliers: as of `DNNClassifier`."""
        head = Numbers(label_dimension, weight_column_name, _MEAN)
        layers = (hidden_units, activation_fn, dropout)
        part = _parts.dense(
            feature_columns, *layers, head.width, optimizer, embedding_lr_multipliers
        )
        own = (enable_centered_bias, gradient_clip_norm, model_dir, config, feature_engineering_fn)
        super().__init__(head, [part], *own)


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
        label_keys=None,
    ):
        """label_keys: what the classes are called in the labels; None: they are numbers from 0."""
        head = Classes(n_classes, label_keys, weight_column_name, _MEAN)
        part = _parts.linear(feature_columns, head.width, optimizer)
        own = (enable_centered_bias, gradient_clip_norm, model_dir, config, feature_engineering_fn)
        super().__init__(head, [part], *own)


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
        part = _parts.linear(feature_columns, head.width, optimizer)
        own = (enable_centered_bias, gradient_clip_norm, model_dir, config, feature_engineering_fn)
        super().__init__(head, [part], *own)


class DNNLinearCombinedClassifier(_Classifier):
    """Classes by the sum of a linear model and of dense layers: wide and deep."""

    def __init__(
        self,
        model_dir=None,
        n_classes=2,
        weight_column_name=None,
        linear_feature_columns=None,
        linear_optimizer=None,
        _joint_linear_weights=False,
        dnn_feature_columns=None,
        dnn_optimizer=None,
        dnn_hidden_units=None,
        dnn_activation_fn=v1.nn.relu,
        dnn_dropout=None,
        gradient_clip_norm=None,
        enable_centered_bias=False,
        config=None,
        feature_engineering_fn=None,
        embedding_lr_multipliers=None,
        input_layer_min_slice_size=None,
        label_keys=None,
        fix_global_step_increment_bug=False,
    ):
        """
        embedding_lr_multipliers: as of `DNNClassifier`.
        label_keys: what the classes are called in the labels; None: they are numbers from 0.
        Raises ValueError when there are no columns.
        """
        head = Classes(n_classes, label_keys, weight_column_name, _MEAN)
        layers = (dnn_hidden_units, dnn_activation_fn, dnn_dropout)
        parts = _parts.both(
            *(head.width, linear_feature_columns, linear_optimizer),
            *(dnn_feature_columns, layers, dnn_optimizer, embedding_lr_multipliers),
        )
        own = (enable_centered_bias, gradient_clip_norm, model_dir, config, feature_engineering_fn)
        super().__init__(head, parts, *own)


class DNNLinearCombinedRegressor(_Regressor):
    """Numbers by the sum of a linear model and of dense layers."""

    def __init__(
        self,
        model_dir=None,
        weight_column_name=None,
        linear_feature_columns=None,
        linear_optimizer=None,
        _joint_linear_weights=False,
        dnn_feature_columns=None,
        dnn_optimizer=None,
        dnn_hidden_units=None,
        dnn_activation_fn=v1.nn.relu,
        dnn_dropout=None,
        gradient_clip_norm=None,
        enable_centered_bias=False,
        label_dimension=1,
        config=None,
        feature_engineering_fn=None,
        embedding_lr_multipliers=None,
        input_layer_min_slice_size=None,
        fix_global_step_increment_bug=False,
    ):
        """
        embedding_lr_multipliers: as of `DNNClassifier`.
        Raises ValueError when there are no columns.
        """
        head = Numbers(label_dimension, weight_column_name, _MEAN)
        layers = (dnn_hidden_units, dnn_activation_fn, dnn_dropout)
        parts = _parts.both(
            *(head.width, linear_feature_columns, linear_optimizer),
            *(dnn_feature_columns, layers, dnn_optimizer, embedding_lr_multipliers),
        )
        own = (enable_centered_bias, gradient_clip_norm, model_dir, config, feature_engineering_fn)
        super().__init__(head, parts, *own)
