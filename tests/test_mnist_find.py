"""Where MNIST is found, and what is said when it is not, or is not what it should be."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compat.mnist import MnistError, MnistNotFound, find
from compat.mnist.find import FILES

IMAGES = "train-images-idx3-ubyte.gz"


@pytest.fixture
def published(tmp_path, monkeypatch, cache, write_set) -> Path:
    """A directory with a small data set that counts as the published one, and no other anywhere."""
    directory = tmp_path / "published"
    write_set(directory)
    hashes = {name: hashlib.sha256((directory / name).read_bytes()).hexdigest() for name in FILES}
    monkeypatch.setattr(find, "FILES", hashes)
    monkeypatch.setattr(find, "_PROJECT", tmp_path / "project")
    monkeypatch.delenv("MNIST_DIR", raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return directory


@pytest.fixture
def places(published, cache, tmp_path, monkeypatch):
    """All six places, in order, each with the published files."""
    places = {
        "data_dir": tmp_path / "data_dir",
        "train_dir": tmp_path / "train_dir",
        "environment": tmp_path / "environment",
        "MNIST_data": Path("MNIST_data"),
        "shared": tmp_path / "shared" / "mnist",
        "cache": cache / "mnist",
    }
    for place in places.values():
        shutil.copytree(published, place)
    monkeypatch.setenv("MNIST_DIR", str(places["environment"]))
    return places


def alter(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def find_one_line_error(kind=MnistError, /, *args, **kwargs) -> str:
    with pytest.raises(kind) as error:
        find.find(*args, mirrors=(), **kwargs)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_the_places_come_in_their_order(places, monkeypatch):
    def found():
        return find.find(data_dir, train_dir=places["train_dir"], mirrors=())

    data_dir = places["data_dir"]
    assert found() == places["data_dir"]
    data_dir = None
    assert found() == places["train_dir"]
    shutil.rmtree(places["train_dir"])
    assert found() == places["environment"]
    monkeypatch.delenv("MNIST_DIR")
    for place in ("MNIST_data", "shared", "cache"):
        assert found() == places[place]
        shutil.rmtree(places[place])
    with pytest.raises(MnistNotFound):
        found()


@pytest.mark.parametrize("asked", ["data_dir", "environment"])
def test_what_the_user_asked_for_must_have_all_four(places, asked):
    (places[asked] / IMAGES).unlink()
    data_dir = places["data_dir"] if asked == "data_dir" else None
    message = find_one_line_error(MnistError, data_dir)
    assert message.startswith(f"{places[asked]} lacks {IMAGES}; choose a directory")
    shutil.rmtree(places[asked])
    assert f"{places[asked]} is not a directory; " in find_one_line_error(MnistError, data_dir)


def test_an_empty_environment_variable_is_none(places, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", "")
    assert find.find(mirrors=()) == places["MNIST_data"]


@pytest.mark.parametrize("place", ["data_dir", "environment", "MNIST_data", "shared", "cache"])
@pytest.mark.parametrize("damage", [alter, lambda path: path.write_bytes(path.read_bytes()[:-1])])
def test_an_altered_file_is_an_error_and_stays(places, monkeypatch, place, damage):
    for other in places.keys() - {place}:
        shutil.rmtree(places[other])
    if place != "environment":
        monkeypatch.delenv("MNIST_DIR")
    path = places[place] / IMAGES
    damage(path)
    content = path.read_bytes()
    assert find_one_line_error(MnistError, places[place] if place == "data_dir" else None) == (
        f"{path} is truncated or altered: its SHA-256 is {hashlib.sha256(content).hexdigest()}, "
        f"expected {find.FILES[IMAGES]}; delete it or choose another --data-dir"
    )
    assert path.read_bytes() == content


def test_a_directory_in_place_of_a_file_is_an_error(places):
    path = places["data_dir"] / IMAGES
    path.unlink()
    path.mkdir()
    message = find_one_line_error(MnistError, places["data_dir"])
    assert message.startswith(f"{path} cannot be read (Is a directory); ")


def test_the_scripts_directory_may_hold_another_data_set(published, tmp_path, write_set):
    write_set(tmp_path / "fashion", seed=1)
    assert find.find(train_dir=tmp_path / "fashion", mirrors=()) == tmp_path / "fashion"


@pytest.mark.parametrize("place", ["train_dir", "MNIST_data", "shared"])
def test_an_incomplete_directory_that_nobody_asked_for_is_passed_over(places, monkeypatch, place):
    monkeypatch.delenv("MNIST_DIR")
    for other in places.keys() - {place, "cache"}:
        shutil.rmtree(places[other])
    (places[place] / IMAGES).unlink()
    assert find.find(train_dir=places["train_dir"], mirrors=()) == places["cache"]


def test_what_the_cache_lacks_is_downloaded(published, cache, serve):
    mirror = serve({name: (published / name).read_bytes() for name in FILES})
    (cache / "mnist").mkdir(parents=True)
    shutil.copy(published / IMAGES, cache / "mnist")
    assert find.find(mirrors=[mirror.url]) == cache / "mnist"
    assert [name for name, _ in mirror.requests] == [name for name in FILES if name != IMAGES]
    assert find.find(mirrors=()) == cache / "mnist"


def test_an_altered_file_in_an_incomplete_cache_is_an_error(published, cache, serve):
    mirror = serve({name: (published / name).read_bytes() for name in FILES})
    (cache / "mnist").mkdir(parents=True)
    shutil.copy(published / IMAGES, cache / "mnist")
    alter(cache / "mnist" / IMAGES)
    with pytest.raises(MnistError, match="truncated or altered"):
        find.find(mirrors=[mirror.url])


def test_when_nothing_answers_the_message_says_where_it_looked_and_why_not(
    published, cache, tmp_path, serve
):
    shutil.copytree(published, "MNIST_data")
    Path("MNIST_data", IMAGES).unlink()
    mirror = serve({})
    with pytest.raises(MnistNotFound) as error:
        find.find(mirrors=[mirror.url])
    assert str(error.value) == (
        "MNIST was not found and could not be downloaded; name a directory that has its four "
        "files (--data-dir or $MNIST_DIR). Looked in: MNIST_data (lacks 1 of the 4), "
        f"{tmp_path / 'shared' / 'mnist'} (no such directory), {cache / 'mnist'} (lacks 4 of the "
        f"4). Download: {mirror.url} (t10k-images-idx3-ubyte.gz: HTTP status 404)"
    )


def test_a_url_of_its_own_is_answered_from_there_only(places, cache, serve, write_set, tmp_path):
    write_set(tmp_path / "fashion", seed=1)
    mirror = serve({name: (tmp_path / "fashion" / name).read_bytes() for name in FILES})
    shutil.rmtree(places["train_dir"])
    found = find.find_at(mirror.url, train_dir=places["train_dir"])
    assert found.parent == cache
    assert found not in places.values()
    for name in FILES:
        assert (found / name).read_bytes() == mirror.files[name]
    assert find.find_at(mirror.url) == found
    assert len(mirror.requests) == 4
    assert find.find_at(mirror.url, train_dir=places["MNIST_data"]) == places["MNIST_data"]
    with pytest.raises(MnistNotFound, match="HTTP status 404"):
        find.find_at(f"{mirror.url}elsewhere/")


def test_the_cache_is_the_users_unless_the_environment_names_another(monkeypatch, tmp_path):
    monkeypatch.setenv("TF1_TUTORIALS_CACHE", str(tmp_path))
    assert find.cache_dir() == tmp_path
    monkeypatch.delenv("TF1_TUTORIALS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert find.cache_dir().name == "tf1-tutorials"


def test_nothing_here_loads_tensorflow():
    program = (
        "import sys\n"
        "from compat.mnist import arrays, columns, digits, download, find\n"
        "from compat.examples.tutorials.mnist import input_data\n"
        "sys.exit('tensorflow' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[1], check=True)
