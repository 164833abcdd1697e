"""Columns of a data set: rows in an order of their own, converted as they are read."""

from typing import Protocol

import numpy as np

from compat.mnist import MnistError

__all__ = ["Column", "OneHot", "Scaled"]

_CLASSES = 10


class Rows(Protocol):
    """What a column orders: an array, or what gives the same when asked for rows."""

    def __getitem__(self, index: slice | np.ndarray) -> np.ndarray: ...


class Column:
    """The rows of a data set's images, or labels, in its present order.

    rows: shared with others, and so never changed.
    order: intp [N], the rows' numbers in order; None: `rows` is in order, and this column's own.
    """

    def __init__(self, rows: Rows, order: np.ndarray | None):
        self._rows = rows
        self._order = order

    def __getitem__(self, span: slice) -> np.ndarray:
        return self._rows[span if self._order is None else self._order[span]]

    def reorder(self, permutation: np.ndarray) -> None:
        """Puts first what was at `permutation[0]`, and so on."""
        if self._order is None:
            self._rows = self._rows[permutation]
        else:
            self._order = self._order[permutation]

    def whole(self) -> np.ndarray:
        """Returns all rows, as an array that is kept: from then on `rows` is in order."""
        if self._order is not None:
            self._rows, self._order = self._rows[self._order], None
        return self._rows


class Scaled:
    """Images whose rows come out as float32, 0 to 255 scaled to [0, 1]."""

    def __init__(self, images: np.ndarray):
        self._images = images

    def __getitem__(self, index: slice | np.ndarray) -> np.ndarray:
        # In float32 throughout, as TensorFlow 1.4 did it: a division by 255 rounds differently.
        return np.multiply(self._images[index], np.float32(1.0 / 255.0), dtype=np.float32)


class OneHot:
    """Labels whose rows come out one-hot: float64 [N, 10].

    Raises MnistError when a label is 10 or more.
    """

    def __init__(self, labels: np.ndarray):
        if labels.max(initial=0) >= _CLASSES:
            raise MnistError(
                f"label {labels.max()} does not fit one_hot=True, which is for {_CLASSES} classes; "
                "read the data set without it"
            )
        self._labels = labels
        self.shape = (len(labels), _CLASSES)

    def __getitem__(self, index: slice | np.ndarray) -> np.ndarray:
        return np.eye(_CLASSES)[self._labels[index]]
