"""`read_data_sets`: which data a script is given, and what it is told."""

import pytest

from compat.examples.tutorials.mnist import input_data
from compat.examples.tutorials.mnist.input_data import read_data_sets
from compat.mnist import MnistNotFound, find


@pytest.mark.parametrize(("one_hot", "label"), [(True, [1] + [0] * 9), (False, 0)])
def test_fake_data_is_made_up(one_hot, label):
    for data_set in read_data_sets("nowhere", fake_data=True, one_hot=one_hot):
        assert data_set.num_examples == 10_000
        assert data_set.images == data_set.labels == []
        assert data_set.next_batch(2, fake_data=True) == ([[1] * 784] * 2, [label] * 2)


@pytest.fixture
def places(tmp_path, monkeypatch, cache, write_set):
    """Nothing but `$MNIST_DIR` has a data set; it counts as the published one."""
    monkeypatch.setattr(input_data, "DATA_DIR", None)
    monkeypatch.setattr(find, "_verified", lambda directory: directory)
    monkeypatch.setattr(find, "_PROJECT", tmp_path / "project")
    monkeypatch.setattr(find, "fetch", _no_network)
    monkeypatch.setattr(input_data, "_say", input_data._say.__wrapped__)
    write_set(tmp_path / "mnist", train=40, test=5)
    monkeypatch.setenv("MNIST_DIR", str(tmp_path / "mnist"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _no_network(*args):
    raise find.DownloadError("no network in this test")


def sizes(sets):
    return [data_set.num_examples for data_set in sets]


def test_a_script_is_given_what_was_found_and_told_so(places, capsys):
    sets = read_data_sets("MNIST_data/", one_hot=True, validation_size=10)
    assert sizes(sets) == [30, 10, 5]
    assert sets.train.labels.shape == (30, 10)
    assert capsys.readouterr() == ("", f"MNIST: reading {places / 'mnist'}, not MNIST_data/\n")


def test_the_scripts_own_directory_comes_first_and_is_no_news(places, write_set, capsys):
    write_set(places / "own", train=50, test=6, seed=1)
    assert sizes(read_data_sets("own/", validation_size=10)) == [40, 10, 6]
    assert capsys.readouterr() == ("", "")


def test_the_command_line_has_the_last_word(places, write_set, monkeypatch):
    write_set(places / "own", train=50)
    monkeypatch.setattr(input_data, "DATA_DIR", places / "mnist")
    assert sizes(read_data_sets("own", validation_size=0)) == [40, 0, 5]


def test_a_script_that_reads_twice_is_told_once(capsys):
    for _ in range(2):
        input_data._say("once, in this process")
    assert capsys.readouterr().err == "once, in this process\n"


@pytest.mark.parametrize("url", [None, "", *input_data.MIRRORS])
def test_mnists_own_addresses_mean_mnist(places, url):
    assert sizes(read_data_sets("nowhere", validation_size=0, source_url=url)) == [40, 0, 5]


def test_another_address_is_never_answered_with_mnist(places, write_set):
    fashion = {"source_url": "http://fashion-mnist.example/", "validation_size": 0}
    with pytest.raises(MnistNotFound, match=r"fashion-mnist\.example/ could not be downloaded"):
        read_data_sets("nowhere", **fashion)
    write_set(places / "fashion", train=50, test=6)
    assert sizes(read_data_sets("fashion", **fashion)) == [50, 0, 6]


def test_without_data_a_script_gets_an_error_and_no_stand_in(places, monkeypatch):
    monkeypatch.delenv("MNIST_DIR")
    with pytest.raises(MnistNotFound, match="no network in this test"):
        read_data_sets("nowhere")
