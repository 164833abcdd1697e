"""The models of the estimators of `tf.contrib.learn`: a weighted sum of columns, dense layers."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from compat._v1 import v1
from compat.estimator._canned import optimizer_of

__all__ = [
    "Part",
    "both",
    "dense",
    "infer_real_valued_columns_from_input",
    "infer_real_valued_columns_from_input_fn",
    "linear",
    "trained",
]


class Part(NamedTuple):
    """A model in a scope of its own; where there are several, their logits are summed."""

    scope: str
    logits_of: Callable[[dict, bool], Any]
    """Logits [batch, width] of the features by name, and of whether it trains."""
    optimizer: Callable[[], Any]
    """Makes an optimizer, or gives the one that there is."""
    multipliers: dict[Any, float] = {}  # noqa: RUF012
    """By what the gradients of embeddings are multiplied, by column."""


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


def linear(columns, width, optimizer) -> Part:
    """The weighted sum of the columns, and a bias."""
    columns = list(columns or ())

    def logits_of(features, training):
        total = v1.get_variable("bias_weight", [width], initializer=v1.zeros_initializer())
        sparse = [column for column in columns if _is_sparse(column)]
        for column in sparse:
            total = _sum_of(column, features, width) + total
        if len(sparse) == len(columns) > 0:
            return total
        for key, numbers in _numbers(features, [c for c in columns if c not in sparse]):
            shape = [numbers.shape[1], width]
            # Of the column "" it is `linear//weight`, as scripts ask for it.
            weight = v1.get_variable(f"{key}/weight", shape, initializer=v1.zeros_initializer())
            total = v1.matmul(numbers, weight) + total
        return total

    rate = min(0.2, 1 / math.sqrt(len(columns) or 1))
    return Part("linear", logits_of, optimizer_of(optimizer or "Ftrl", rate))


def dense(columns, units, activation, dropout, width, optimizer, multipliers=None) -> Part:
    """Layers of `units`, fully connected, on the columns side by side."""

    def logits_of(features, training):
        from compat.contrib import layers

        net = v1.concat([numbers for _, numbers in _numbers(features, columns)], 1)
        for number, size in enumerate(units):
            net = layers.fully_connected(net, size, activation, scope=f"hiddenlayer_{number}")
            if dropout is not None and training:
                net = layers.dropout(net, keep_prob=1 - dropout)
        return layers.fully_connected(net, width, None, scope="logits")

    return Part("dnn", logits_of, optimizer_of(optimizer or "Adagrad", 0.05), multipliers or {})


def both(width, linear_columns, linear_optimizer, dense_columns, layers, *dense_options):
    """The parts of a model that have columns."""
    parts = []
    if linear_columns:
        parts.append(linear(linear_columns, width, linear_optimizer))
    if dense_columns:
        parts.append(dense(dense_columns, *layers, width, *dense_options))
    if not parts:
        raise ValueError("Either linear_feature_columns or dnn_feature_columns must be defined.")
    return parts


def trained(part, loss, clip_norm):
    """The operation that trains a part's variables by one step."""
    optimizer = part.optimizer()
    pairs = optimizer.compute_gradients(loss, v1.trainable_variables(f"{part.scope}/"))
    pairs = [(_multiplied(gradient, part, variable), variable) for gradient, variable in pairs]
    if clip_norm is not None:
        gradients, variables = zip(*pairs, strict=True)
        gradients, _ = v1.clip_by_global_norm(gradients, clip_norm)
        pairs = zip(gradients, variables, strict=True)
    return optimizer.apply_gradients(pairs)


def _multiplied(gradient, part, variable):
    for column, multiplier in part.multipliers.items():
        if gradient is not None and f"/{column.name}/" in variable.name:
            if isinstance(gradient, v1.IndexedSlices):
                values = gradient.values * multiplier
                return v1.IndexedSlices(values, gradient.indices, gradient.dense_shape)
            return gradient * multiplier
    return gradient


def _is_sparse(column) -> bool:
    return hasattr(column, "num_buckets")


def _sum_of(column, features, width):
    """The sum of the weights of a sparse column's ids, [batch, width]; nothing is 0.

    That is the embedding of `width` numbers, under the name which the weights had.
    """
    from compat.contrib import layers

    combiner = getattr(column, "combiner", "sum")
    weights = layers.embedding_column(column, width, combiner, v1.zeros_initializer())
    scope = v1.get_variable_scope()

    def named(getter, name, *args, **kwargs):
        return getter(f"{scope.name}/{column.name}/weights", *args, **kwargs)

    with v1.variable_scope(scope, custom_getter=named):
        return v1.feature_column.input_layer(features, [weights])


def _numbers(features, columns):
    """Pairs of a name and of numbers [batch, width]: of the columns, or else of all features."""
    for column in columns or infer_real_valued_columns_from_input(features):
        if hasattr(column, "normalizer_fn"):  # a number, whose name may be empty
            value = v1.cast(features[column.key], v1.float32)
            if column.normalizer_fn:
                value = column.normalizer_fn(value)
            yield column.key, v1.reshape(value, [-1, int(np.prod(column.shape))])
        else:
            yield column.name, v1.feature_column.input_layer(features, [column])
