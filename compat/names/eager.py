"""Rows: `tf.contrib.eager`."""

from compat.names.rows import Kind, Name, absent, aliases, reimplemented

__all__ = ["EAGER"]

_TFE = "compat.contrib.eager"
_METRICS = "tf_keras.api._v1.keras.metrics"
_V1 = "tensorflow.compat.v1"

_RENAMED = {
    "Checkpoint": f"{_V1}.train.Checkpoint",
    "EagerVariableStore": "tensorflow.python.ops.variable_scope.EagerVariableStore",
    "Variable": "tensorflow.python.ops.resource_variable_ops.ResourceVariable",
    "gradients_function": "tensorflow.python.eager.backprop.gradients_function",
    "implicit_gradients": "tensorflow.python.eager.backprop.implicit_grad",
    "implicit_value_and_gradients": "tensorflow.python.eager.backprop.implicit_val_and_grad",
    "in_eager_mode": f"{_V1}.executing_eagerly",
    "metrics.SparseAccuracy": f"{_METRICS}.SparseCategoricalAccuracy",
    "py_func": "tensorflow.python.ops.script_ops.eager_py_func",
    "value_and_gradients_function": "tensorflow.python.eager.backprop.val_and_grad_function",
}

EAGER: tuple[Name, ...] = (
    *aliases(
        "tf.contrib.eager",
        _V1,
        (
            *("GradientTape", "custom_gradient", "enable_eager_execution", "executing_eagerly"),
            "make_template",
        ),
    ),
    Name("tf.contrib.eager.python.tfe", _TFE, Kind.ALIAS),
    *(Name(f"tf.contrib.eager.{old}", new, Kind.ALIAS) for old, new in _RENAMED.items()),
    *reimplemented("tf.contrib.eager", _TFE, ("Iterator", "defun", "list_devices", "num_gpus")),
    *aliases(
        "tf.contrib.eager.metrics",
        _METRICS,
        ("Accuracy", "BinaryAccuracy", "CategoricalAccuracy", "Mean", "Metric"),
    ),
    *absent("tf.contrib.eager", ("Network",), "tf.keras.Model"),
    *absent("tf.contrib.eager", ("Saver",), "tf.train.Checkpoint"),
)
