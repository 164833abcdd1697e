"""MNIST in batches for Keras and PyTorch: the ports' data, read without TensorFlow 1."""

from collections.abc import Iterator

import numpy as np

from benchmarks.models import BATCH_SIZE
from compat.mnist import arrays
from compat.mnist.columns import Scaled

__all__ = ["batches"]

_VALIDATION = 5000  # images that are not trained on


def batches(data_dir: str) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yields images, float32 [128, 28, 28], and digits, int64 [128], without end.

    Like the ports' `next_batch` it shuffles an order and converts what it hands out.
    """
    mnist = arrays.load(data_dir)
    images = Scaled(mnist.train_images[_VALIDATION:].squeeze(3))
    labels = mnist.train_labels[_VALIDATION:]
    rng = np.random.default_rng(1)
    while True:
        order = rng.permutation(len(labels))
        for start in range(0, len(order) - BATCH_SIZE + 1, BATCH_SIZE):
            rows = order[start : start + BATCH_SIZE]
            yield images[rows], labels[rows].astype(np.int64)
