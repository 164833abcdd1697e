"""Fixtures that test modules share: the data, a mirror to download from, scripts, references."""

import gzip
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from compat import script, source
from compat.mnist import MnistNotFound, find
from harness import reference
from tests import sample_runs
from tests.listings import ROOT

# What is started in the background of a script ignores Ctrl-C, and so would the processes that the
# tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def mnist_dir() -> Path:
    """A directory with MNIST; without one the test is skipped, or fails where `CI` is true."""
    try:
        return find.find()
    except MnistNotFound as error:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up(str(error))


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    """The cache for this test alone; nothing is in it, and it does not exist yet."""
    directory = tmp_path / "cache"
    monkeypatch.setenv("TF1_TUTORIALS_CACHE", str(directory))
    return directory


@pytest.fixture(scope="session")
def write_set() -> Callable[..., dict[str, np.ndarray]]:
    """Writes a data set of MNIST's format, with random content, and returns the four arrays.

    The arrays are by file name: images uint8 [N, rows, columns], labels uint8 [N].
    """

    def write(directory, *, train=60, test=20, rows=28, columns=28, classes=10, seed=0):
        rng = np.random.default_rng(seed)
        directory.mkdir(parents=True, exist_ok=True)
        arrays = {}
        for part, count in (("t10k", test), ("train", train)):
            images = rng.integers(256, size=(count, rows, columns), dtype=np.uint8)
            labels = rng.integers(classes, size=count, dtype=np.uint8)
            arrays[f"{part}-images-idx3-ubyte.gz"] = images
            arrays[f"{part}-labels-idx1-ubyte.gz"] = labels
        for name, array in arrays.items():
            magic = 0x0800 + array.ndim  # 08: bytes
            header = struct.pack(f">{1 + array.ndim}I", magic, *array.shape)
            (directory / name).write_bytes(gzip.compress(header + array.tobytes(), mtime=0))
        return arrays

    return write


class Mirror(ThreadingHTTPServer):
    """A server on this machine with `files` in memory, and with the faults that mirrors have."""

    ranges = True  # resumes a transfer
    cut: int | None = None  # breaks a transfer off after as many bytes
    delay = 0.0  # seconds before it answers
    encoding: str | None = None  # the Content-Encoding that it labels files with

    def __init__(self, files: dict[str, bytes], **faults):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files = files
        self.requests: list[tuple[str, str | None]] = []  # name, Range
        vars(self).update(faults)
        self.url = f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        mirror, name, wanted = self.server, self.path[1:], self.headers["Range"]
        mirror.requests.append((name, wanted))
        time.sleep(mirror.delay)
        content = mirror.files.get(name)
        if content is None:
            return self.send_error(404)
        begin = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and mirror.ranges else 0
        if begin and begin >= len(content):
            return self.send_error(416)
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        if mirror.encoding:
            self.send_header("Content-Encoding", mirror.encoding)
        self.send_header("Content-Length", str(len(content) - begin))
        self.end_headers()
        self.wfile.write(content[begin:][: mirror.cut])

    def log_message(self, *args):
        """Silent: stderr is what some tests look at."""


@pytest.fixture
def serve(monkeypatch):
    """Starts a `Mirror` with the given files and faults, and returns it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    running = []

    def start(files: dict[str, bytes], **faults) -> Mirror:
        mirror = Mirror(files, **faults)
        threading.Thread(target=mirror.serve_forever, args=(0.01,), daemon=True).start()
        running.append(mirror)
        return mirror

    yield start
    for mirror in running:
        mirror.shutdown()
        mirror.server_close()


@pytest.fixture
def command(tmp_path, cache):
    """Runs `python -m compat`, or other Python, in an empty directory beside the scripts."""
    here = tmp_path / "here"
    here.mkdir()

    def run(*arguments, python=("-m", "compat"), **env: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *python, *map(str, arguments)],
            cwd=here,
            capture_output=True,
            encoding="utf-8",
            env={k: v for k, v in os.environ.items() if not k.startswith("TF_")}
            | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
            | env,
        )

    return run


@pytest.fixture
def write(tmp_path):
    """Writes a script, given as text or as bytes, beside the directory of `command`."""

    def write(content: str | bytes, name: str = "script.py") -> Path:
        path = tmp_path / Path(name).name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def sample_references(monkeypatch):
    """Eight recorded runs of the tutorials of the samples, whatever is recorded."""
    made = {name: sample_runs.reference(8, name) for name in (sample_runs.NAME, "static_rnn")}
    monkeypatch.setattr(reference, "read", lambda name: made.get(name))
    return made


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs a script that needs no TensorFlow, in this process; returns what it printed."""
    for module in ("argv", "path"):
        monkeypatch.setattr(sys, module, list(getattr(sys, module)))
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])

    def run(text: str) -> str:
        path = tmp_path / "script.py"
        path.write_text(dedent(text))
        assert script.run(source.load(str(path), {}), []) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return run
