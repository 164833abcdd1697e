"""`tf.contrib.eager` of TensorFlow 1: what became `tf`, gradients of functions, an iterator.

Scripts call it `tfe`, and begin with `tfe.enable_eager_execution()`.
"""

from tensorflow.python.eager import backprop as _backprop
from tensorflow.python.eager import context as _context
from tensorflow.python.ops import resource_variable_ops as _variables
from tensorflow.python.ops import script_ops as _script_ops
from tensorflow.python.ops.variable_scope import EagerVariableStore

from compat import names
from compat._v1 import v1
from compat.contrib.eager import metrics, python

__all__ = [
    "Checkpoint",
    "EagerVariableStore",
    "GradientTape",
    "Iterator",
    "Variable",
    "custom_gradient",
    "defun",
    "enable_eager_execution",
    "executing_eagerly",
    "gradients_function",
    "implicit_gradients",
    "implicit_value_and_gradients",
    "in_eager_mode",
    "list_devices",
    "make_template",
    "metrics",
    "num_gpus",
    "py_func",
    "python",
    "value_and_gradients_function",
]

Checkpoint = v1.train.Checkpoint
GradientTape = v1.GradientTape
Variable = _variables.ResourceVariable
custom_gradient = v1.custom_gradient
enable_eager_execution = v1.enable_eager_execution
executing_eagerly = in_eager_mode = v1.executing_eagerly
gradients_function = _backprop.gradients_function
implicit_gradients = _backprop.implicit_grad
implicit_value_and_gradients = _backprop.implicit_val_and_grad
make_template = v1.make_template
py_func = _script_ops.eager_py_func
value_and_gradients_function = _backprop.val_and_grad_function


class Iterator:
    """The elements of a dataset, one by one; `next` raises StopIteration after the last."""

    def __init__(self, dataset):
        self._elements = iter(dataset)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._elements)

    next = __next__

    def get_next(self, name=None):
        """Returns the next element; raises OutOfRangeError after the last."""
        return self._elements.get_next()


def defun(func=None, input_signature=None, autograph=True, **options):
    """Returns a function that runs `func` as a graph: `tf.function`; without it, a decorator.

    options: of no effect.
    """
    return v1.function(func, input_signature=input_signature, autograph=autograph)


def list_devices():
    """Returns the names of the devices."""
    return _context.context().devices()


def num_gpus():
    """Returns how many GPUs there are."""
    return _context.num_gpus()


def __getattr__(name: str):
    raise names.missing("tf.contrib.eager", name)
