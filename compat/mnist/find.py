"""Where MNIST is: the first place that has the four files, as they were published."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from compat.mnist import MnistError, MnistNotFound
from compat.mnist.download import MIRRORS, DownloadError, fetch

__all__ = ["FILES", "cache_dir", "checksum", "find", "find_at"]

FILES = {
    "t10k-images-idx3-ubyte.gz": "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    "t10k-labels-idx1-ubyte.gz": "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    "train-images-idx3-ubyte.gz": (
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"
    ),
    "train-labels-idx1-ubyte.gz": (
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"
    ),
}
"""The four canonical names, sorted, with the SHA-256 of each file as published."""

_PROJECT = Path(__file__).resolve().parents[2]


def cache_dir() -> Path:
    """This project's folder in the user's cache, or `$TF1_TUTORIALS_CACHE`; it need not exist."""
    own = os.environ.get("TF1_TUTORIALS_CACHE")
    return Path(own or platformdirs.user_cache_dir("tf1-tutorials", appauthor=False))


def find(
    data_dir: str | os.PathLike | None = None,
    *,
    train_dir: str | os.PathLike | None = None,
    mirrors: Sequence[str] = MIRRORS,
) -> Path:
    """Returns a directory with the four files of MNIST, downloading them if no place has them.

    The first of these that has all four:

    1. `data_dir`, what the user asked for: no other place is tried;
    2. `train_dir`, what a script passed to `read_data_sets`. Its files are not verified: they may
       be another data set of the same format, which TensorFlow 1.4 would have read as well;
    3. `$MNIST_DIR`, also asked for, so no later place is tried;
    4. `MNIST_data/` in the working directory;
    5. `../shared/mnist`, seen from the project's folder;
    6. the user cache, into which what is missing is downloaded from `mirrors`.

    Raises MnistError when what the user asked for lacks a file, and when a file is not, byte for
    byte, the published one. Raises MnistNotFound when no place has the files and no mirror gives
    them. Nothing that was found is ever changed.
    """
    if data_dir is not None:
        return _insist(Path(data_dir))
    if train_dir is not None and not _lacking(Path(train_dir)):
        return Path(train_dir)
    if from_environment := os.environ.get("MNIST_DIR"):
        return _insist(Path(from_environment))
    cache = cache_dir() / "mnist"
    places = (Path("MNIST_data"), _PROJECT.parent / "shared" / "mnist", cache)
    for place in places:
        if not _lacking(place):
            return _verified(place)
    try:
        fetch(cache, FILES, mirrors)
    except DownloadError as error:
        looked_in = ", ".join(f"{place} ({_state(place)})" for place in places)
        raise MnistNotFound(
            "MNIST was not found and could not be downloaded; name a directory that has its four "
            f"files (--data-dir or $MNIST_DIR). Looked in: {looked_in}. Download: {error}"
        ) from error
    return _verified(cache)


def find_at(source_url: str, *, train_dir: str | os.PathLike | None = None) -> Path:
    """Returns a directory with another data set of MNIST's format (Fashion-MNIST, say).

    It is `train_dir` if that has the four names, else a folder of the user cache of this URL's own,
    into which what is missing is downloaded. `source_url` comes before each name as it is.
    The files have no known hash; that they are whole is known from gzip's checksum.
    Raises MnistNotFound when they cannot be downloaded.
    """
    if train_dir is not None and not _lacking(Path(train_dir)):
        return Path(train_dir)
    folder = cache_dir() / f"url-{hashlib.sha256(source_url.encode()).hexdigest()[:16]}"
    if _lacking(folder):
        try:
            fetch(folder, dict.fromkeys(FILES), [source_url])
        except DownloadError as error:
            raise MnistNotFound(
                f"the data set at {source_url} could not be downloaded; put its four files into "
                f"the directory that the script reads. Download: {error}"
            ) from error
    return folder


def checksum(path: Path) -> str:
    """Returns the SHA-256 of a data file in hex; raises MnistError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MnistError(
            f"{path} cannot be read ({error.strerror}); put the published file there, or choose "
            "another directory"
        ) from error


def _lacking(directory: Path) -> list[str]:
    # Unlike Path.exists, os.path's answers False in a directory that may not be searched.
    return [name for name in FILES if not os.path.exists(directory / name)]


def _state(directory: Path) -> str:
    if not os.path.isdir(directory):
        return "no such directory"
    return f"lacks {len(_lacking(directory))} of the 4"


def _insist(directory: Path) -> Path:
    if lacking := _lacking(directory):
        what = f"lacks {', '.join(lacking)}" if os.path.isdir(directory) else "is not a directory"
        raise MnistError(
            f"{directory} {what}; choose a directory with the four files of MNIST "
            "(--data-dir or $MNIST_DIR)"
        )
    return _verified(directory)


def _verified(directory: Path) -> Path:
    """The directory, once each of its four files has the published hash."""
    for name, expected in FILES.items():
        path = directory / name
        if (found := checksum(path)) != expected:
            raise MnistError(
                f"{path} is truncated or altered: its SHA-256 is {found}, expected {expected}; "
                "delete it or choose another --data-dir"
            )
    return directory
