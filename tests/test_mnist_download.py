"""Downloading, from mirrors on this machine that behave well and badly."""

import gzip
import hashlib
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from compat.mnist import download
from compat.mnist.download import DownloadError, fetch

# Larger than what the loopback interface takes at once, and random, hence incompressible.
CONTENT = {
    name: gzip.compress(np.random.default_rng(seed).bytes(size), mtime=0)
    for seed, (name, size) in enumerate({"images.gz": 300_000, "labels.gz": 5_000}.items())
}
FILES = {name: hashlib.sha256(content).hexdigest() for name, content in CONTENT.items()}
IMAGES = {"images.gz": FILES["images.gz"]}
WHOLE = CONTENT["images.gz"]
ALTERED = {name: content[:-1] + b"?" for name, content in CONTENT.items()}


def downloaded(directory):
    """What is in the directory, but for the lock."""
    return {p.name: p.read_bytes() for p in directory.iterdir() if p.name != "download.lock"}


def leave_part(directory, content):
    directory.mkdir(exist_ok=True)
    (directory / "images.gz.part").write_bytes(content)


def test_every_file_arrives_and_is_announced(tmp_path, serve, capsys):
    mirror = serve(CONTENT)
    fetch(tmp_path / "new" / "folder", FILES, [mirror.url])
    assert downloaded(tmp_path / "new" / "folder") == CONTENT
    assert capsys.readouterr() == (
        "",
        f"MNIST: downloading images.gz (0.3 MB) from {mirror.url}\n"
        f"MNIST: downloading labels.gz (0.0 MB) from {mirror.url}\n",
    )


def test_what_is_there_is_neither_asked_for_nor_touched(tmp_path, serve):
    (tmp_path / "images.gz").write_bytes(b"somebody's")
    mirror = serve(CONTENT)
    fetch(tmp_path, FILES, [mirror.url])
    assert downloaded(tmp_path) == CONTENT | {"images.gz": b"somebody's"}
    assert mirror.requests == [("labels.gz", None)]


@pytest.mark.parametrize("have", [1, 1000, len(WHOLE) - 1])
def test_a_part_is_resumed(tmp_path, serve, capsys, have):
    leave_part(tmp_path, WHOLE[:have])
    mirror = serve(CONTENT)
    fetch(tmp_path, IMAGES, [mirror.url])
    assert downloaded(tmp_path) == {"images.gz": WHOLE}
    assert mirror.requests == [("images.gz", f"bytes={have}-")]
    assert f", going on at {have / 1e6:.1f} MB\n" in capsys.readouterr().err


def test_a_server_that_ignores_ranges_starts_over(tmp_path, serve):
    leave_part(tmp_path, WHOLE[:1000])
    mirror = serve(CONTENT, ranges=False)
    fetch(tmp_path, IMAGES, [mirror.url])
    assert downloaded(tmp_path) == {"images.gz": WHOLE}
    assert len(mirror.requests) == 1


def test_a_part_that_is_whole_needs_no_more_bytes(tmp_path, serve):
    leave_part(tmp_path, WHOLE)
    mirror = serve(CONTENT)
    fetch(tmp_path, IMAGES, [mirror.url])
    assert downloaded(tmp_path) == {"images.gz": WHOLE}
    assert mirror.requests == [("images.gz", f"bytes={len(WHOLE)}-")]


@pytest.mark.parametrize("length", [1000, len(WHOLE), len(WHOLE) + 1000])
def test_a_part_of_something_else_is_given_up_for_a_fresh_start(tmp_path, serve, length):
    leave_part(tmp_path, b"x" * length)
    mirror = serve(CONTENT)
    fetch(tmp_path, IMAGES, [mirror.url])
    assert downloaded(tmp_path) == {"images.gz": WHOLE}
    assert [wanted for _, wanted in mirror.requests] == [f"bytes={length}-", None]


def test_altered_content_is_discarded_and_the_next_mirror_asked(tmp_path, serve):
    altered, good = serve(ALTERED), serve(CONTENT)
    fetch(tmp_path, FILES, [altered.url, good.url])
    assert downloaded(tmp_path) == CONTENT
    assert altered.requests == [("images.gz", None)]  # once was enough
    assert good.requests == [("images.gz", None), ("labels.gz", None)]


def test_when_every_mirror_fails_each_cause_is_told(tmp_path, serve):
    altered, empty = serve(ALTERED), serve({})
    with socket.create_server(("127.0.0.1", 0)) as unused:
        closed = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    with pytest.raises(DownloadError) as error:
        fetch(tmp_path, FILES, [altered.url, empty.url, closed])
    found = hashlib.sha256(ALTERED["images.gz"]).hexdigest()
    assert str(error.value).startswith(
        f"{altered.url} (images.gz: SHA-256 is {found}, not {FILES['images.gz']}); "
        f"{empty.url} (images.gz: HTTP status 404); {closed} (images.gz: "
    )
    assert "refused" in str(error.value)
    assert "\n" not in str(error.value)
    assert downloaded(tmp_path) == {}


def test_without_mirrors_there_is_an_error(tmp_path):
    with pytest.raises(DownloadError, match="no mirror to ask"):
        fetch(tmp_path, FILES, [])


def test_a_broken_transfer_goes_on_at_the_next_mirror(tmp_path, serve):
    breaking, good = serve(CONTENT, cut=100_000), serve(CONTENT)
    fetch(tmp_path, IMAGES, [breaking.url, good.url])
    assert downloaded(tmp_path) == {"images.gz": WHOLE}
    assert good.requests == [("images.gz", "bytes=100000-")]


def test_a_broken_transfer_goes_on_in_the_next_call(tmp_path, serve):
    mirror = serve(CONTENT, cut=100_000)
    with pytest.raises(DownloadError, match="the connection broke off"):
        fetch(tmp_path, IMAGES, [mirror.url])
    assert downloaded(tmp_path) == {"images.gz.part": WHOLE[:100_000]}
    mirror.cut = None
    fetch(tmp_path, IMAGES, [mirror.url])
    assert downloaded(tmp_path) == {"images.gz": WHOLE}


def test_a_silent_server_is_given_up(tmp_path, serve, monkeypatch):
    monkeypatch.setattr(download, "_READ_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        good = serve(CONTENT)
        with pytest.raises(DownloadError, match=r"nothing received for 0\.1 s"):
            fetch(tmp_path, FILES, [url])
        fetch(tmp_path, FILES, [url, good.url])
    assert downloaded(tmp_path) == CONTENT


def test_a_label_of_compression_in_transit_unpacks_nothing(tmp_path, serve):
    fetch(tmp_path, FILES, [serve(CONTENT, encoding="gzip").url])
    assert downloaded(tmp_path) == CONTENT


def test_without_a_hash_gzip_says_whether_a_file_is_whole(tmp_path, serve):
    page = serve({"images.gz": b"<html>Please log in</html>"})
    damaged, good = serve({"images.gz": WHOLE[:-8] + b"12345678"}), serve(CONTENT)
    with pytest.raises(DownloadError, match=r"not a whole gzip file.*not a whole gzip file"):
        fetch(tmp_path, {"images.gz": None}, [page.url, damaged.url])
    assert downloaded(tmp_path) == {}
    fetch(tmp_path, {"images.gz": None}, [page.url, good.url])
    assert downloaded(tmp_path) == {"images.gz": WHOLE}


def test_without_a_hash_nothing_is_resumed(tmp_path, serve):
    leave_part(tmp_path, WHOLE[:1000])
    mirror = serve(CONTENT)
    fetch(tmp_path, {"images.gz": None}, [mirror.url])
    assert mirror.requests == [("images.gz", None)]


def test_a_directory_that_cannot_be_written_is_an_error_of_its_own(tmp_path, serve):
    (tmp_path / "file").touch()
    with pytest.raises(DownloadError, match=r"cannot write into .*file/below: Not a directory"):
        fetch(tmp_path / "file" / "below", FILES, [serve(CONTENT).url])


def test_of_two_processes_one_downloads_and_the_other_waits(tmp_path, serve):
    program = (
        "import sys; from pathlib import Path; from compat.mnist.download import fetch\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "fetch(Path(sys.argv[1]), dict(zip(sys.argv[3::2], sys.argv[4::2])), [sys.argv[2]])"
    )
    mirror = serve(CONTENT, delay=0.2)
    arguments = [str(tmp_path), mirror.url, *(text for item in FILES.items() for text in item)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            cwd=Path(__file__).parents[1],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=30)
    assert [process.returncode for process in processes] == [0, 0]
    assert downloaded(tmp_path) == CONTENT
    assert mirror.requests == [("images.gz", None), ("labels.gz", None)]
