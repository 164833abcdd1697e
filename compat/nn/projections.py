"""Cells around a cell that project what goes in or comes out.

Until TensorFlow 0.12 they were in `tf.nn.rnn_cell`, from 1.0 to 1.15 in `tf.contrib.rnn`.
"""

import math

from compat._v1 import v1
from compat.nn.cells import Cell, linear

__all__ = ["CellAround", "EmbeddingWrapper", "InputProjectionWrapper", "OutputProjectionWrapper"]


class CellAround(Cell):
    """A cell with the state of the cell inside.

    Raises TypeError when what is inside is no cell.
    """

    def __init__(self, cell, output_size=None, reuse=None):
        """
        cell: what is inside.
        output_size: None: that of `cell`.
        """
        parts = ("state_size", "output_size", "zero_state", "__call__")
        if not all(hasattr(cell, part) for part in parts):
            raise TypeError(f"The argument 'cell' ({cell}) is not an RNNCell.")
        super().__init__(cell.state_size, output_size or cell.output_size, reuse)
        self._cell = cell

    def zero_state(self, batch_size, dtype):
        with v1.name_scope(f"{type(self).__name__}ZeroState", values=[batch_size]):
            return self._cell.zero_state(batch_size, dtype)


class EmbeddingWrapper(CellAround):
    """Looks each symbol up in `embedding` [embedding_classes, embedding_size] for the cell inside.

    Its inputs are int tensors, [batch] or [batch, 1].
    """

    def __init__(self, cell, embedding_classes, embedding_size, initializer=None, reuse=None):
        """
        initializer: of the embedding; None: the scope's, or else uniform with variance 1.
        Raises ValueError when a size is not positive.
        """
        if embedding_classes <= 0 or embedding_size <= 0:
            raise ValueError(
                "Both embedding_classes and embedding_size must be > 0: "
                f"{embedding_classes}, {embedding_size}."
            )
        super().__init__(cell, reuse=reuse)
        self._shape = [embedding_classes, embedding_size]
        self._initializer = initializer

    def call(self, inputs, state):
        bound = math.sqrt(3)
        embedding = v1.get_variable(
            "embedding",
            self._shape,
            v1.nest.flatten(state)[0].dtype,
            initializer=self._initializer
            or v1.get_variable_scope().initializer
            or v1.random_uniform_initializer(-bound, bound),
        )
        return self._cell(v1.nn.embedding_lookup(embedding, v1.reshape(inputs, [-1])), state)


class InputProjectionWrapper(CellAround):
    """Maps its inputs linearly to [batch, num_proj] for the cell inside."""

    def __init__(self, cell, num_proj, activation=None, input_size=None, reuse=None):
        """
        activation: applied to what was projected; None: none.
        input_size: of no effect.
        """
        super().__init__(cell, reuse=reuse)
        self._num_proj = num_proj
        self._activation = activation or (lambda x: x)

    def call(self, inputs, state):
        return self._cell(self._activation(linear(inputs, self._num_proj)), state)


class OutputProjectionWrapper(CellAround):
    """Maps the output of the cell inside linearly to [batch, output_size]."""

    def __init__(self, cell, output_size, activation=None, reuse=None):
        """
        activation: applied to what was projected; None: none.
        Raises ValueError when `output_size` is not positive.
        """
        if output_size < 1:
            raise ValueError(f"Parameter output_size must be > 0: {output_size}.")
        super().__init__(cell, output_size, reuse)
        self._activation = activation or (lambda x: x)

    def call(self, inputs, state):
        output, state = self._cell(inputs, state)
        return self._activation(linear(output, self.output_size)), state
