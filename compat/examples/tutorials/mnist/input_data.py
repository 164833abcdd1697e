"""`input_data` of TensorFlow 1.4's MNIST tutorials: the same batches, bit for bit, in less memory.

Source of the behaviour: `tensorflow/contrib/learn/python/learn/datasets/mnist.py` of TensorFlow
1.4. What differs, on purpose:

- MNIST is looked for in more places than the script's directory, and verified: `compat.mnist.find`.
- Nothing is printed on stdout; TensorFlow 1.4 printed a line "Extracting …" for each file.
- A batch is an array of its own. In TensorFlow 1.4 it was a view, and changing it in place changed
  the data set, unless `images` and `labels` were asked for (see `DataSet`): then it is a view here.
- A label of 10 or more is an error with `one_hot`; TensorFlow 1.4 set a wrong row's element.

TensorFlow is loaded when the first `DataSet` is made, not before.
"""

import functools
import os
import sys
from collections import namedtuple
from pathlib import Path

import numpy as np

from compat.mnist.arrays import Arrays, load
from compat.mnist.columns import Column, OneHot, Scaled
from compat.mnist.download import MIRRORS
from compat.mnist.find import find, find_at

__all__ = ["DataSet", "Datasets", "data_sets", "read_data_sets"]

DEFAULT_SOURCE_URL = MIRRORS[0]

DATA_DIR = None
"""The directory to read MNIST from, whatever a script asks for; `python -m compat --data-dir`."""

Datasets = namedtuple("Datasets", ["train", "validation", "test"])


class DataSet:
    """Images and labels, handed out in batches, shuffled anew for each epoch.

    images: uint8 [N, rows, columns, depth].
    labels: [N] or [N, classes].
    fake_data: 10,000 made-up examples instead; see `next_batch`. `images` and `labels` are ignored.
    one_hot: the labels of fake data are lists of 10; of no effect on real ones.
    dtype: float32 scales the images to [0, 1], by multiplication with 1/255; uint8 leaves them as
        they are. A name, a NumPy or a TensorFlow type.
    reshape: flatten each image to rows×columns; depth must be 1.
    seed: an op-level seed, see below.

    Making one reseeds NumPy's global generator, which also does the shuffling: with `seed` if that
    is given, else with the default graph's seed, and if there is none either, from the operating
    system. Raises TypeError when `dtype` is neither of the two.

    What is held is the arrays as given, shared with whoever else holds them, and an order; batches
    are converted as they are made. That changes for `images`, or `labels`, once the attribute is
    asked for: it is then converted as a whole, in the order of that moment, and kept. From there on
    it behaves as in TensorFlow 1.4, where everything was held so from the start: asking again costs
    nothing, changes in place show in later batches, and an epoch's shuffle makes a new array. For
    MNIST's test images, which scripts ask for, that is 31 MB; for the training images 172 MB.
    """

    def __init__(
        self,
        images,
        labels,
        fake_data=False,
        one_hot=False,
        dtype="float32",
        reshape=True,
        seed=None,
    ):
        from compat._v1 import v1

        np.random.seed(_numpy_seed(seed))
        dtype = v1.as_dtype(dtype).base_dtype
        if dtype not in (v1.uint8, v1.float32):
            raise TypeError(f"Invalid image dtype {dtype!r}, expected uint8 or float32")
        self.one_hot = one_hot
        if fake_data:
            self._num_examples = 10_000
            order = None
        else:
            assert images.shape[0] == labels.shape[0], (
                f"images.shape: {images.shape} labels.shape: {labels.shape}"
            )
            self._num_examples = images.shape[0]
            order = np.arange(self._num_examples)
            if reshape:
                assert images.shape[3] == 1
                images = images.reshape(len(images), images.shape[1] * images.shape[2])
            if dtype == v1.float32:
                images = Scaled(images)
        self._images = Column(images, order)
        self._labels = Column(labels, order)
        self._epochs_completed = 0
        self._index_in_epoch = 0

    @property
    def images(self) -> np.ndarray:
        """All images in their present order: float32 or uint8 [N, rows×columns], or as given."""
        return self._images.whole()

    @property
    def labels(self) -> np.ndarray:
        """All labels in their present order: uint8 [N], or float64 [N, 10] when one-hot."""
        return self._labels.whole()

    @property
    def num_examples(self) -> int:
        return self._num_examples

    @property
    def epochs_completed(self) -> int:
        """How many times `next_batch` has run out of examples and begun again."""
        return self._epochs_completed

    def next_batch(self, batch_size, fake_data=False, shuffle=True):
        """Returns the next `batch_size` images and labels, as a pair.

        A batch that goes beyond the end of an epoch is filled up from the start of the next.
        shuffle: shuffle before the first batch of all, and whenever a batch begins a new epoch.
        fake_data: return lists of as many times the same example: a list of 784 ones, labelled 0.
        """
        if fake_data:
            label = [1] + [0] * 9 if self.one_hot else 0
            return [[1] * 784] * batch_size, [label] * batch_size

        start = self._index_in_epoch
        if start == 0 and shuffle:  # nothing was handed out yet
            self._shuffle()
        end = start + batch_size
        if end <= self._num_examples:
            self._index_in_epoch = end
            return self._images[start:end], self._labels[start:end]

        rest = slice(start, self._num_examples)
        images, labels = self._images[rest], self._labels[rest]
        self._epochs_completed += 1
        if shuffle:
            self._shuffle()
        self._index_in_epoch = end - self._num_examples
        new = slice(0, self._index_in_epoch)
        return (
            np.concatenate((images, self._images[new])),
            np.concatenate((labels, self._labels[new])),
        )

    def _shuffle(self) -> None:
        permutation = np.arange(self._num_examples)
        np.random.shuffle(permutation)
        self._images.reorder(permutation)
        self._labels.reorder(permutation)


def read_data_sets(
    train_dir,
    fake_data=False,
    one_hot=False,
    dtype="float32",
    reshape=True,
    validation_size=5000,
    seed=None,
    source_url=DEFAULT_SOURCE_URL,
) -> Datasets:
    """Returns MNIST, found by `compat.mnist.find`, as three `DataSet`s: see `data_sets`.

    train_dir: read from here if the four files are here; they may be another data set of the same
        format. Unlike in TensorFlow 1.4 nothing is downloaded into it.
    fake_data: three sets of made-up examples instead; nothing is read.
    source_url: when this is not one of MNIST's own addresses, it is another data set: then only
        `train_dir` or a download from there will do.

    One line on stderr says when the data are not those in `train_dir`.
    Raises MnistNotFound when there is no data, MnistError when there is something wrong with it.
    """
    if fake_data:
        return Datasets(
            *(
                DataSet([], [], fake_data=True, one_hot=one_hot, dtype=dtype, seed=seed)
                for _ in Datasets._fields
            )
        )
    if not source_url or source_url in MIRRORS:
        directory = find(DATA_DIR, train_dir=train_dir)
    else:
        directory = find_at(source_url, train_dir=train_dir)
    if directory.resolve() != Path(train_dir).resolve():
        _say(f"MNIST: reading {directory}, not {os.fspath(train_dir)}")
    return data_sets(
        load(directory),
        one_hot=one_hot,
        dtype=dtype,
        reshape=reshape,
        validation_size=validation_size,
        seed=seed,
    )


def data_sets(
    arrays: Arrays,
    *,
    one_hot=False,
    dtype="float32",
    reshape=True,
    validation_size=5000,
    seed=None,
) -> Datasets:
    """Returns `arrays` as three `DataSet`s, made in the order of `Datasets`' fields.

    one_hot: labels are float64 [N, 10] instead of uint8 [N].
    dtype, reshape, seed: as in `DataSet`.
    validation_size: how many training examples, from the first, are for validation instead.
    Raises ValueError when there are not as many, and MnistError when a label is too large for
    one-hot.
    """
    if not 0 <= validation_size <= len(arrays.train_images):
        raise ValueError(
            f"Validation size should be between 0 and {len(arrays.train_images)}. "
            f"Received: {validation_size}."
        )
    rest, validation = slice(validation_size, None), slice(validation_size)

    def data_set(images, labels):
        labels = OneHot(labels) if one_hot else labels
        return DataSet(images, labels, dtype=dtype, reshape=reshape, seed=seed)

    return Datasets(
        train=data_set(arrays.train_images[rest], arrays.train_labels[rest]),
        validation=data_set(arrays.train_images[validation], arrays.train_labels[validation]),
        test=data_set(arrays.test_images, arrays.test_labels),
    )


def _numpy_seed(seed: int | None) -> int | None:
    """What TensorFlow 1.4 seeded NumPy with: the op's seed if one is given, else the graph's.

    TensorFlow 2's `get_seed` without an op seed must not be called for it: it counts its calls,
    and the graph's next random op would get another seed than without the data set.
    """
    from compat._v1 import v1

    if seed is not None:
        return v1.get_seed(seed)[1]
    if v1.get_default_graph().seed is None:
        return None
    return v1.get_seed(0)[0]


@functools.cache  # a script that reads the data twice is told once
def _say(line: str) -> None:
    print(line, file=sys.stderr)
