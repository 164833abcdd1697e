"""Downloads data files from mirrors: resumed, verified, moved into place whole.

A file grows as `NAME.part` beside its final name, and gets that name only after it was checked.
"""

import gzip
import hashlib
import os
import re
import sys
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import requests
import urllib3.exceptions
from filelock import FileLock

from compat.mnist import MnistError

__all__ = ["MIRRORS", "DownloadError", "fetch"]

MIRRORS = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "http://yann.lecun.com/exdb/mnist/",
)
"""Where the canonical files are, to be followed by a file's name; asked in this order."""

_CONNECT_SECONDS, _READ_SECONDS = 5, 30
_BLOCK_BYTES = 1 << 16


class DownloadError(MnistError):
    """No mirror gave the file; the message has each mirror's cause."""


class _MirrorError(Exception):
    """This mirror did not give the file; the message is the cause, shortly."""


def fetch(
    directory: Path, files: Mapping[str, str | None], mirrors: Sequence[str] = MIRRORS
) -> None:
    """Puts those of `files` that `directory` lacks into it; says so on stderr, a line per file.

    files: name -> SHA-256 in hex, or None where it is not known; then a file counts as whole when
        gzip's own checksum agrees, and is never resumed.
    mirrors: URLs that a name is appended to. One that fails is not asked again in this call.

    A file that is there already is left as it is, unverified. Of several processes that fetch into
    one directory at once, one downloads and the others wait for it.
    Raises DownloadError when a file cannot be had, or not be written; what has arrived of it stays
    as `NAME.part`, and the next call goes on from there.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with FileLock(directory / "download.lock"):
            causes: dict[str, str] = {}
            for name, sha256 in files.items():
                if not (directory / name).exists():
                    _fetch_from_any(mirrors, directory / name, sha256, causes)
    except OSError as error:
        raise DownloadError(f"cannot write into {directory}: {error.strerror or error}") from error


def _fetch_from_any(
    mirrors: Sequence[str], target: Path, sha256: str | None, causes: dict[str, str]
) -> None:
    """Fetches one file; adds each mirror that fails, with its cause, to `causes`."""
    for mirror in mirrors:
        if mirror in causes:
            continue
        try:
            return _fetch_from(mirror, target, sha256)
        except _MirrorError as error:
            causes[mirror] = f"{target.name}: {error}"
    raise DownloadError(
        "; ".join(f"{mirror} ({cause})" for mirror, cause in causes.items()) or "no mirror to ask"
    )


def _fetch_from(mirror: str, target: Path, sha256: str | None) -> None:
    part = target.with_name(f"{target.name}.part")
    if sha256 is None:  # beginning and end could be of different versions, and nobody would know
        part.unlink(missing_ok=True)
    while True:
        resumed = _size(part) > 0
        _transfer(mirror, target.name, part)
        fault = _fault(part, sha256)
        if fault is None:
            os.replace(part, target)
            return
        part.unlink()
        if not resumed:  # else the beginning may have been at fault: once more, from the start
            raise _MirrorError(fault)


def _transfer(mirror: str, name: str, part: Path) -> None:
    """Appends to `part` what it lacks, or writes it anew if the server does not resume."""
    have = _size(part)
    # Some servers label a .gz file as compressed in transit; it must not be unpacked on the way.
    headers = {"Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    try:
        with requests.get(
            mirror + name,
            headers=headers,
            stream=True,
            timeout=(_CONNECT_SECONDS, _READ_SECONDS),
        ) as response:
            if have and response.status_code == requests.codes.range_not_satisfiable:
                return  # the server has no more than we have: the check decides
            response.raise_for_status()
            begin = _first_byte(response)
            if begin > have:
                raise _MirrorError(f"sent from byte {begin}, asked for {have}")
            _announce(mirror, name, begin, response)
            with part.open("ab") as file:
                file.truncate(begin)
                for block in response.raw.stream(_BLOCK_BYTES, decode_content=False):
                    file.write(block)
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise _MirrorError(_cause(error)) from error


def _first_byte(response: requests.Response) -> int:
    """Where in the file the answer begins; 0 when the server answers with the whole file."""
    if response.status_code != requests.codes.partial_content:
        return 0
    span = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    if span is None:
        raise _MirrorError("sent a part without saying which")
    return int(span[1])


def _announce(mirror: str, name: str, begin: int, response: requests.Response) -> None:
    rest = response.headers.get("Content-Length")
    size = f" ({(begin + int(rest)) / 1e6:.1f} MB)" if rest else ""
    resuming = f", going on at {begin / 1e6:.1f} MB" if begin else ""
    print(f"MNIST: downloading {name}{size} from {mirror}{resuming}", file=sys.stderr)


def _fault(path: Path, sha256: str | None) -> str | None:
    """What is wrong with a file that has arrived; None: nothing."""
    with path.open("rb") as file:
        if sha256 is not None:
            found = hashlib.file_digest(file, "sha256").hexdigest()
            return None if found == sha256 else f"SHA-256 is {found}, not {sha256}"
        try:
            with gzip.open(file) as unpacked:
                while unpacked.read(_BLOCK_BYTES):
                    pass
        except (EOFError, OSError, zlib.error):
            return "not a whole gzip file"
    return None


def _cause(error: Exception) -> str:
    """The cause of a failed request in a few words; the libraries' own texts fill a paragraph."""
    if isinstance(error, requests.ConnectTimeout):
        return f"no connection within {_CONNECT_SECONDS} s"
    if isinstance(error, requests.Timeout | urllib3.exceptions.ReadTimeoutError):
        return f"nothing received for {_READ_SECONDS} s"
    if isinstance(error, requests.HTTPError):
        return f"HTTP status {error.response.status_code}"
    if isinstance(error, urllib3.exceptions.HTTPError):
        return "the connection broke off"
    # Inside: "…Connection(host=…): Failed to establish a new connection: [Errno 111] …".
    innermost = getattr(error.args[0], "reason", error) if error.args else error
    return str(innermost).rsplit(": ", 1)[-1]


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
