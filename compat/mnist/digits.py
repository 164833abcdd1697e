"""The stand-in for MNIST: scikit-learn's handwritten digits, in MNIST's shapes."""

import hashlib

import numpy as np

from compat.mnist.arrays import Arrays

__all__ = ["load"]

_TRAIN = 1500


def load() -> Arrays:
    """Returns scikit-learn's `load_digits` enlarged and repeated, marked as `stand_in`.

    Its 1,797 images, all different, are 8×8 with values from 0 to 16. Each pixel becomes 3×3, with
    a border of 2 pixels around the image: 28×28; values are scaled to 0 to 255 and rounded.
    The first 1,500 images are for training and the other 297 for testing. Only then is each part
    repeated, in its order, to 60,000 and 10,000: steps and epochs count as with MNIST, and no
    image is in both parts. Within the training part repetitions are unavoidable: the first 5,000,
    for validation, are of the same images as the rest.
    """
    from sklearn.datasets import load_digits  # takes a second to import, and is rarely needed

    digits = load_digits()
    enlarged = np.kron(np.rint(digits.images * (255 / 16)), np.ones((1, 3, 3))).astype(np.uint8)
    images = np.pad(enlarged, ((0, 0), (2, 2), (2, 2)))[..., np.newaxis]
    labels = digits.target.astype(np.uint8)
    return Arrays(
        train_images=_repeated(images[:_TRAIN], 60_000),
        train_labels=_repeated(labels[:_TRAIN], 60_000),
        test_images=_repeated(images[_TRAIN:], 10_000),
        test_labels=_repeated(labels[_TRAIN:], 10_000),
        source="scikit-learn's load_digits, enlarged to 28×28",
        sha256=hashlib.sha256(images.tobytes() + labels.tobytes()).hexdigest(),
        stand_in=True,
    )


def _repeated(rows: np.ndarray, count: int) -> np.ndarray:
    """The rows over and over, in their order, `count` in all; read-only."""
    repeated = np.resize(rows, (count, *rows.shape[1:]))
    repeated.flags.writeable = False
    return repeated
