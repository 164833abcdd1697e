"""`tf.nn.rnn_cell` of TensorFlow 1: tf-keras' legacy cells, and 0.x' projections around them.

Cells of a script's own began with `_linear` or `_Linear` from here; 0.x had `linear`.
"""

from compat._v1 import rnn_cell as _legacy
from compat._v1 import v1
from compat.nn import cells as _cells
from compat.nn import projections as _projections
from compat.nn.cells import AnewMixin, ConcatenatedMixin, StateMixin, one_each

__all__ = [
    "BasicLSTMCell",
    "BasicRNNCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "EmbeddingWrapper",
    "GRUCell",
    "InputProjectionWrapper",
    "LSTMCell",
    "LSTMStateTuple",
    "MultiRNNCell",
    "OutputProjectionWrapper",
    "RNNCell",
    "ResidualWrapper",
    "_Linear",
    "_RNNCell",
    "_linear",
    "linear",
]

EmbeddingWrapper = _projections.EmbeddingWrapper
InputProjectionWrapper = _projections.InputProjectionWrapper
LSTMStateTuple = _legacy.LSTMStateTuple
OutputProjectionWrapper = _projections.OutputProjectionWrapper
RNNCell = _legacy.RNNCell
_Linear = _cells.Linear
_RNNCell = _legacy.RNNCell

# The classes below keep the names of their bases, because variables, layers and name scopes are
# named after the class.


class _Adapted(ConcatenatedMixin, StateMixin, AnewMixin):
    """What the cells of TensorFlow 1.0 and before could do beside."""

    _input_size_at = 1
    """Where `input_size` was among the arguments."""
    _then_activation = False
    """Whether an activation came after it, and took its place."""

    def __init__(self, *args, input_size=None, **kwargs):
        # 0.x needed input_size, 1.0 ignored it, later versions do not know it. What has its place
        # since is no number: an activation, or a bool.
        before, rest = args[: self._input_size_at], args[self._input_size_at :]
        if rest and _is_size(rest[0], rest[1:], self._then_activation):
            args = (*before, *rest[1:])
        super().__init__(*args, **kwargs)


def _is_size(value, following: tuple, then_activation: bool) -> bool:
    """Whether an argument is an `input_size`; None is one where something follows it.

    But where that should be an activation and is a bool, which is `reuse`, None is the activation.
    """
    if value is None:
        return bool(following) and not (then_activation and isinstance(following[0], bool))
    return hasattr(value, "__index__") and not isinstance(value, bool)


class BasicLSTMCell(_Adapted, _legacy.BasicLSTMCell):
    __doc__ = _legacy.BasicLSTMCell.__doc__
    _input_size_at = 2


class BasicRNNCell(_Adapted, _legacy.BasicRNNCell):
    __doc__ = _legacy.BasicRNNCell.__doc__
    _then_activation = True


class DeviceWrapper(StateMixin, AnewMixin, _legacy.DeviceWrapper):
    __doc__ = _legacy.DeviceWrapper.__doc__


class DropoutWrapper(StateMixin, AnewMixin, _legacy.DropoutWrapper):
    __doc__ = _legacy.DropoutWrapper.__doc__


class GRUCell(_Adapted, _legacy.GRUCell):
    __doc__ = _legacy.GRUCell.__doc__
    _then_activation = True


class LSTMCell(_Adapted, _legacy.LSTMCell):
    __doc__ = _legacy.LSTMCell.__doc__


class MultiRNNCell(ConcatenatedMixin, StateMixin, AnewMixin, _legacy.MultiRNNCell):
    __doc__ = _legacy.MultiRNNCell.__doc__

    def __init__(self, cells, *args, **kwargs):
        # What is no list is refused by the base.
        super().__init__(
            one_each(cells) if isinstance(cells, list | tuple) else cells, *args, **kwargs
        )


class ResidualWrapper(StateMixin, AnewMixin, _legacy.ResidualWrapper):
    __doc__ = _legacy.ResidualWrapper.__doc__


def linear(args, output_size, bias, bias_start=0.0, scope=None):
    """args × matrix + bias, of shape [batch, output_size]: `linear` of 0.x.

    args: a tensor [batch, n], or a list of such, which are joined.
    bias: whether there is a bias; it begins as `bias_start`.
    scope: the scope of the variables; None: the present one.
    """
    initializer = v1.constant_initializer(bias_start)
    with v1.variable_scope(scope or v1.get_variable_scope()):
        return _cells.linear(args, output_size, bias, bias_initializer=initializer)


def _linear(args, output_size, bias, bias_initializer=None, kernel_initializer=None, **of_0x):
    """`_linear` of 1.2; up to 1.1 it was called as `linear` is, which is understood too."""
    if of_0x or not all(x is None or callable(x) for x in (bias_initializer, kernel_initializer)):
        by_position = {"bias_start": bias_initializer, "scope": kernel_initializer}
        given = {name: value for name, value in by_position.items() if value is not None}
        return linear(args, output_size, bias, **given, **of_0x)
    return _cells.linear(
        args,
        output_size,
        bias,
        bias_initializer=bias_initializer,
        kernel_initializer=kernel_initializer,
    )
