"""What logits mean: the loss, the predictions and the metrics of classes and of numbers."""

from compat._v1 import v1
from compat.estimator._specs import EstimatorSpec, ModeKeys

__all__ = ["Classes", "Numbers"]


class Classes:
    """Labels are classes: ints from 0, or what `vocabulary` lists. Two classes have one logit."""

    def __init__(self, n_classes, vocabulary, weight_column, reduction):
        if n_classes < 2:
            raise ValueError(f"n_classes must be > 1 for classification. Given: {n_classes}")
        self.n_classes = n_classes
        self.width = 1 if n_classes == 2 else n_classes
        self.vocabulary = None if vocabulary is None else list(vocabulary)
        self.weight_column = weight_column
        self.reduction = reduction

    def spec(self, features, labels, mode, logits, train_op_of) -> EstimatorSpec:
        """The spec for `logits` [batch, width]; `train_op_of` makes an operation of the loss."""
        predictions = self._predictions(logits)
        if mode == ModeKeys.PREDICT:
            return EstimatorSpec(mode, predictions)
        labels = v1.reshape(labels, [-1, 1])
        if self.vocabulary is not None:
            words = v1.constant(self.vocabulary)
            labels = v1.argmax(v1.cast(v1.equal(labels, words), v1.int32), 1)[:, None]
        labels = v1.cast(labels, v1.int64)
        if self.n_classes == 2:
            target = v1.cast(labels, v1.float32)
            losses = v1.nn.sigmoid_cross_entropy_with_logits(labels=target, logits=logits)
        else:
            losses = v1.nn.sparse_softmax_cross_entropy_with_logits(
                labels=labels[:, 0], logits=logits
            )[:, None]
        weights = _weights(features, self.weight_column)
        loss = v1.losses.compute_weighted_loss(losses, weights, reduction=self.reduction)
        if mode == ModeKeys.TRAIN:
            return EstimatorSpec(mode, predictions, loss, train_op_of(loss))
        chosen = predictions["class_ids"]
        mean = v1.metrics.mean
        metrics = {
            "accuracy": v1.metrics.accuracy(labels, chosen, weights),
            "average_loss": mean(losses, weights),
        }
        if self.n_classes == 2:
            logistic = predictions["logistic"]
            base, update = mean(target, weights)
            metrics |= {
                "accuracy_baseline": (v1.maximum(base, 1 - base), update),
                "auc": v1.metrics.auc(target, logistic, weights),
                "auc_precision_recall": v1.metrics.auc(
                    target,
                    logistic,
                    weights,
                    curve="PR",
                    summation_method="careful_interpolation",
                ),
                "label/mean": (base, update),
                "precision": v1.metrics.precision(target, chosen, weights),
                "prediction/mean": mean(logistic, weights),
                "recall": v1.metrics.recall(target, chosen, weights),
            }
        return EstimatorSpec(mode, predictions, loss, eval_metric_ops=metrics)

    def _predictions(self, logits):
        predictions = {"logits": logits}
        two = logits
        if self.n_classes == 2:
            predictions["logistic"] = v1.sigmoid(logits, name="logistic")
            two = v1.concat([v1.zeros_like(logits), logits], 1)
        predictions["probabilities"] = v1.nn.softmax(two, name="probabilities")
        ids = v1.argmax(two, 1)[:, None]
        names = self.vocabulary or [str(number) for number in range(self.n_classes)]
        return predictions | {"class_ids": ids, "classes": v1.gather(v1.constant(names), ids)}


class Numbers:
    """Labels are numbers, `width` for each example."""

    def __init__(self, width, weight_column, reduction):
        self.width = width
        self.weight_column = weight_column
        self.reduction = reduction

    def spec(self, features, labels, mode, logits, train_op_of) -> EstimatorSpec:
        """As for classes; the predictions are the logits."""
        predictions = {"predictions": logits}
        if mode == ModeKeys.PREDICT:
            return EstimatorSpec(mode, predictions)
        labels = v1.reshape(v1.cast(labels, v1.float32), [-1, self.width])
        losses = v1.squared_difference(logits, labels)
        weights = _weights(features, self.weight_column)
        loss = v1.losses.compute_weighted_loss(losses, weights, reduction=self.reduction)
        if mode == ModeKeys.TRAIN:
            return EstimatorSpec(mode, predictions, loss, train_op_of(loss))
        metrics = {
            "average_loss": v1.metrics.mean(losses, weights),
            "label/mean": v1.metrics.mean(labels, weights),
            "prediction/mean": v1.metrics.mean(logits, weights),
        }
        return EstimatorSpec(mode, predictions, loss, eval_metric_ops=metrics)


def _weights(features, column):
    if column is None:
        return 1.0
    key = column if isinstance(column, str) else column.key
    return v1.reshape(v1.cast(features[key], v1.float32), [-1, 1])
