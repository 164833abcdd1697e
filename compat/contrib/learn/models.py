"""`tf.contrib.learn.models`: the last layer of a model function, with its loss."""

from compat import names
from compat._v1 import v1

__all__ = ["linear_regression", "logistic_regression"]


def linear_regression(x, y, init_mean=None, init_stddev=1.0):
    """Returns the predictions x × weights + bias and their mean squared error.

    x: [batch, n].
    y: the values, [batch] or [batch, columns]; so are the predictions.
    init_mean, init_stddev: the variables begin as normal, where a mean is given.
    """
    y = v1.convert_to_tensor(y)
    columns = 1 if y.shape.rank == 1 else y.shape[1]
    predictions = _last_layer("linear_regression", x, columns, init_mean, init_stddev)
    if y.shape.rank == 1:
        predictions = v1.squeeze(predictions, axis=[1])
    return predictions, v1.losses.mean_squared_error(y, predictions)


def logistic_regression(x, y, class_weight=None, init_mean=None, init_stddev=1.0):
    """Returns the probabilities softmax(x × weights + bias) and their cross-entropy.

    x: [batch, n].
    y: the probabilities that are right, [batch, classes].
    class_weight: what each class counts, [classes]; None: all the same.
    init_mean, init_stddev: the variables begin as normal, where a mean is given.
    """
    y = v1.convert_to_tensor(y)
    logits = _last_layer("logistic_regression", x, y.shape[1], init_mean, init_stddev)
    if class_weight is not None:
        logits = v1.multiply(logits, class_weight)
    return v1.nn.softmax(logits), v1.losses.softmax_cross_entropy(y, logits)


def _last_layer(scope, x, columns, init_mean, init_stddev):
    x = v1.convert_to_tensor(x)
    initializer = None
    if init_mean is not None:
        initializer = v1.random_normal_initializer(init_mean, init_stddev, dtype=x.dtype)
    with v1.variable_scope(scope):
        weights = v1.get_variable("weights", [x.shape[1], columns], x.dtype, initializer)
        bias = v1.get_variable("bias", [columns], x.dtype, initializer)
        return v1.nn.xw_plus_b(x, weights, bias)


def __getattr__(name: str):
    raise names.missing("tf.contrib.learn.models", name)
