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
    Name("tf.contrib.eager.metrics.Metric", f"{_METRICS}.Metric", Kind.ALIAS),
    *reimplemented(
        "tf.contrib.eager.metrics",
        f"{_TFE}.metrics",
        ("Accuracy", "BinaryAccuracy", "CategoricalAccuracy", "Mean", "SparseAccuracy"),
        "called with a batch, they return the result so far, not the batch",
    ),
    *absent("tf.contrib.eager", ("Network",), "tf.keras.Model"),
    *absent("tf.contrib.eager", ("Saver",), "tf.train.Checkpoint"),
)
