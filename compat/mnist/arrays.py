"""The data as arrays: decoded from the four files once, then shared by memory map."""

import gzip
import hashlib
import math
import os
import struct
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from compat.mnist import MnistError
from compat.mnist.find import FILES, cache_dir, checksum

__all__ = ["Arrays", "load", "read_images", "read_labels"]

_WHAT_TO_DO = "delete it or choose another directory"


@dataclass(frozen=True, eq=False)
class Arrays:
    """A data set for training and testing; sizes are MNIST's, another set may have others.

    The arrays are read-only and may be memory maps: processes on one machine share their pages.
    """

    train_images: np.ndarray
    """uint8 [60000, 28, 28, 1]: 0 is paper, 255 is ink."""
    train_labels: np.ndarray
    """uint8 [60000]: the digit."""
    test_images: np.ndarray
    """uint8 [10000, 28, 28, 1]"""
    test_labels: np.ndarray
    """uint8 [10000]"""
    source: str
    """Where the data is from, for people to read."""
    sha256: str
    """Identifies the data: 64 hex digits."""
    stand_in: bool = False
    """True: not MNIST, and no result may be compared with one on MNIST."""


def load(directory: str | os.PathLike) -> Arrays:
    """Returns the data set whose four files are in `directory`.

    Files that are seen for the first time are decoded into the user cache as .npy, in a folder
    named by their hash; from then on they are only mapped into memory. Where the cache cannot be
    written, each process decodes for itself.
    `sha256` is the digest of what `sha256sum` prints for the four files, sorted by name:
    `sha256sum *-ubyte.gz | sha256sum`.
    Raises MnistError when a file cannot be read, is not a whole gzip file, does not hold what its
    name says, or when there are not as many labels as images.
    """
    directory = Path(directory)
    sums = "".join(f"{checksum(directory / name)}  {name}\n" for name in FILES)
    sha256 = hashlib.sha256(sums.encode()).hexdigest()
    decoded = cache_dir() / f"decoded-{sha256[:16]}"
    return Arrays(
        *_load_part("train", directory, decoded),
        *_load_part("t10k", directory, decoded),
        source=str(directory),
        sha256=sha256,
    )


def _load_part(name: str, directory: Path, decoded: Path) -> tuple[np.ndarray, np.ndarray]:
    """The images and labels of one part; `name` is what its files begin with."""
    images = _kept(
        decoded / f"{name}-images.npy", read_images, directory / f"{name}-images-idx3-ubyte.gz"
    )
    labels = _kept(
        decoded / f"{name}-labels.npy", read_labels, directory / f"{name}-labels-idx1-ubyte.gz"
    )
    if len(images) != len(labels):
        raise MnistError(
            f"{directory} has {len(images)} {name} images, but {len(labels)} labels; choose "
            "another directory"
        )
    return images, labels


def read_images(path: Path) -> np.ndarray:
    """Returns the images of a gzip-compressed idx3 file: uint8 [N, rows, columns, 1], read-only."""
    return _read_idx(path, "image", magic=2051, dimensions=3)[..., np.newaxis]


def read_labels(path: Path) -> np.ndarray:
    """Returns the labels of a gzip-compressed idx1 file: uint8 [N], read-only."""
    return _read_idx(path, "label", magic=2049, dimensions=1)


def _read_idx(path: Path, kind: str, magic: int, dimensions: int) -> np.ndarray:
    """Reads big-endian uint32 magic number and sizes, then the values, a byte each.

    Bytes after the values are ignored and a wrong magic number has TensorFlow 1.4's error text.
    """
    content = _unpacked(path)
    header = struct.Struct(f">{1 + dimensions}I")
    if len(content) < header.size:
        raise MnistError(f"{path} ends within its header; {_WHAT_TO_DO}")
    found, *shape = header.unpack_from(content)
    if found != magic:
        raise MnistError(f"Invalid magic number {found} in MNIST {kind} file: {path}")
    size = math.prod(shape)
    if not 0 < size <= len(content) - header.size:
        raise MnistError(
            f"{path} announces {size} bytes of {kind}s and has {len(content) - header.size}; "
            f"{_WHAT_TO_DO}"
        )
    return np.frombuffer(content, np.uint8, size, header.size).reshape(shape)


def _unpacked(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            return file.read()
    except (OSError, EOFError, zlib.error) as error:
        raise MnistError(f"{path} is not an intact gzip file ({error}); {_WHAT_TO_DO}") from error


def _kept(path: Path, read: Callable[[Path], np.ndarray], original: Path) -> np.ndarray:
    """Maps the array kept at `path` into memory; if new, reads it from `original` and keeps it."""
    try:
        if not path.exists():
            _keep(read(original), path)
        return _mapped(path)
    except OSError:  # no cache to be had: a copy of this process's own will do
        return read(original)


def _mapped(path: Path) -> np.ndarray:
    try:
        return np.asarray(np.load(path, mmap_mode="r"))
    except (EOFError, ValueError) as error:
        raise MnistError(f"{path} is damaged; delete it, and it is made anew") from error


def _keep(array: np.ndarray, path: Path) -> None:
    """Writes under a temporary name first: another process sees the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            np.save(file, array)
            file.close()
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
