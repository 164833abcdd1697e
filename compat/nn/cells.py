"""What the cells share: a state of unknown batch size or in one tensor, making one anew, a map."""

import copy

from compat._v1 import rnn_cell as _legacy
from compat._v1 import v1

__all__ = [
    "AnewMixin",
    "Cell",
    "ConcatenatedMixin",
    "Linear",
    "StateMixin",
    "again",
    "linear",
    "one_each",
]


class AnewMixin:
    """Remembers what a cell was made with, so that `again` can make another one."""

    def __new__(cls, *args, **kwargs):
        cell = super().__new__(cls, *args, **kwargs)
        # Not by the layer's own way, which looks for layers and variables in what it is given.
        object.__setattr__(cell, "_made_with", (args, kwargs))
        return cell


def again(cell):
    """Returns a cell made as `cell` was, with variables of its own; so are the cells inside.

    A cell of a class that is not of this package is copied.
    """
    if not isinstance(cell, AnewMixin):
        return copy.deepcopy(cell)
    args, kwargs = v1.nest.map_structure(
        lambda x: again(x) if isinstance(x, _legacy.RNNCell) else x,
        cell._made_with,
    )
    return type(cell)(*args, **kwargs)


def one_each(cells: list) -> list:
    """Returns `cells`, with those that were there before made anew.

    `[cell] * 2` gave each layer weights of its own up to TensorFlow 1.0, where a cell held none;
    1.1 refused it, and later versions share the weights where the sizes allow it at all.
    """
    seen = set()
    each = []
    for cell in cells:
        each.append(again(cell) if id(cell) in seen else cell)
        seen.add(id(cell))
    return each


class StateMixin:
    """Lets `zero_state` take a batch size of unknown rank, such as `tf.placeholder(tf.int32)`.

    TensorFlow 1.0 stacked the batch size with the state size, which makes a scalar of it; later
    versions refuse a tensor whose rank they do not know.
    """

    def zero_state(self, batch_size, dtype):
        """Returns the state filled with zeros, each tensor of shape [batch_size, its size].

        batch_size: an int, or an integer tensor that is a scalar when it is fed.
        dtype: the dtype of the state.
        """
        if isinstance(batch_size, v1.Tensor) and batch_size.shape.rank is None:
            batch_size = v1.reshape(batch_size, [])
        return super().zero_state(batch_size, dtype)


class ConcatenatedMixin:
    """Lets a cell whose state is a tuple take it in one tensor, and give it back so.

    Up to TensorFlow 0.10, that was a state of an LSTM unless `state_is_tuple=True` was written:
    scripts feed it as [batch, 2 * units]. Since then, a tensor for a tuple was an error.
    """

    def __call__(self, inputs, state, *args, **kwargs):
        sizes = v1.nest.flatten(self.state_size)
        if not v1.nest.is_nested(self.state_size) or not _is_joined(state, sizes):
            return super().__call__(inputs, state, *args, **kwargs)
        parts = v1.nest.pack_sequence_as(self.state_size, v1.split(state, sizes, 1))
        output, state = super().__call__(inputs, parts, *args, **kwargs)
        return output, v1.concat(v1.nest.flatten(state), 1)


def _is_joined(state, sizes: list) -> bool:
    """Whether `state` is one tensor [batch, sum of sizes]."""
    if not isinstance(state, v1.Tensor | v1.Variable) or state.shape.rank != 2:
        return False
    return all(isinstance(size, int) for size in sizes) and state.shape[1] == sum(sizes)


class Cell(StateMixin, AnewMixin, _legacy.RNNCell):
    """A cell whose variables are made, or found again, where `call` asks for them.

    Its class names its variable scope: `NASCell` has its variables in `nas_cell`.
    """

    def __init__(self, state_size, output_size, reuse=None, name=None, dtype=None, **kwargs):
        """
        state_size, output_size: as `tf.nn.rnn_cell.RNNCell` has them.
        reuse: whether the variables are to be there already; None: as the scope says.
        """
        super().__init__(_reuse=reuse, name=name, dtype=dtype, **kwargs)
        self._sizes = (state_size, output_size)

    @property
    def state_size(self):
        return self._sizes[0]

    @property
    def output_size(self):
        return self._sizes[1]


class Linear:
    """args × kernel + bias, of shape [batch, output_size], with variables of the present scope.

    The variables are `kernel` [sum of n, output_size] and `bias` [output_size], which no
    partitioner splits.
    """

    def __init__(
        self, args, output_size, build_bias, bias_initializer=None, kernel_initializer=None
    ):
        """
        args: a tensor [batch, n], or a list of such, which are joined; n must be known.
        build_bias: whether there is a bias; it begins as zeros.
        Raises ValueError when a shape is not as above.
        """
        args = _as_list(args)
        for arg in args:
            if arg.shape.rank != 2 or v1.dimension_value(arg.shape[1]) is None:
                message = f"linear expects shape [batch, n] with a known n, but saw {arg.shape}"
                raise ValueError(message)
        size, dtype = sum(v1.dimension_value(arg.shape[1]) for arg in args), args[0].dtype
        self._kernel = v1.get_variable(
            "kernel", [size, output_size], dtype, initializer=kernel_initializer
        )
        self._bias = None
        if build_bias:
            with v1.variable_scope(v1.get_variable_scope()) as scope:
                scope.set_partitioner(None)
                initializer = bias_initializer or v1.zeros_initializer(dtype=dtype)
                self._bias = v1.get_variable("bias", [output_size], dtype, initializer=initializer)

    def __call__(self, args):
        args = _as_list(args)
        product = v1.matmul(args[0] if len(args) == 1 else v1.concat(args, 1), self._kernel)
        return product if self._bias is None else v1.nn.bias_add(product, self._bias)


def linear(args, output_size, bias=True, *, kernel_initializer=None, bias_initializer=None):
    """Returns args × kernel + bias, once: see `Linear`."""
    return Linear(args, output_size, bias, bias_initializer, kernel_initializer)(args)


def _as_list(args) -> list:
    return [v1.convert_to_tensor(x) for x in (args if isinstance(args, list | tuple) else [args])]
