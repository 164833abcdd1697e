"""What the cells share: a state for batch sizes of unknown rank, making one anew, a linear map."""

import copy

from compat._v1 import rnn_cell as _legacy
from compat._v1 import v1

__all__ = ["AnewMixin", "Cell", "StateMixin", "again", "linear", "one_each"]


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


def linear(args, output_size, bias=True, *, kernel_initializer=None, bias_initializer=None):
    """Returns args × kernel + bias, of shape [batch, output_size], with the scope's variables.

    args: a tensor [batch, n], or a list of such, which are joined; n must be known.
    bias: whether there is one; it begins as zeros.

    The variables are `kernel` [sum of n, output_size] and `bias` [output_size], which no
    partitioner splits.
    Raises ValueError when a shape is not as above.
    """
    args = list(args) if isinstance(args, list | tuple) else [args]
    for arg in args:
        if arg.shape.rank != 2 or v1.dimension_value(arg.shape[1]) is None:
            raise ValueError(f"linear expects shape [batch, n] with a known n, but saw {arg.shape}")
    joined = args[0] if len(args) == 1 else v1.concat(args, 1)
    size = v1.dimension_value(joined.shape[1])
    kernel = v1.get_variable(
        "kernel", [size, output_size], joined.dtype, initializer=kernel_initializer
    )
    product = v1.matmul(joined, kernel)
    if not bias:
        return product
    with v1.variable_scope(v1.get_variable_scope()) as scope:
        scope.set_partitioner(None)
        offset = v1.get_variable(
            "bias",
            [output_size],
            joined.dtype,
            initializer=bias_initializer or v1.zeros_initializer(dtype=joined.dtype),
        )
    return v1.nn.bias_add(product, offset)
