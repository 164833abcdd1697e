"""Decoding the files, keeping what was decoded, and the stand-in."""

import gzip
import hashlib
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from compat.mnist import MnistError, arrays, digits
from compat.mnist.arrays import load

NAMES = {
    "test_images": "t10k-images-idx3-ubyte.gz",
    "test_labels": "t10k-labels-idx1-ubyte.gz",
    "train_images": "train-images-idx3-ubyte.gz",
    "train_labels": "train-labels-idx1-ubyte.gz",
}
IMAGES, LABELS = NAMES["train_images"], NAMES["train_labels"]


@pytest.fixture
def small(tmp_path, cache, write_set):
    """A directory with a data set of 60 and 20 images, and what it was made of."""
    return tmp_path / "small", write_set(tmp_path / "small")


def assert_holds(loaded, written):
    for field, name in NAMES.items():
        array, expected = getattr(loaded, field), written[name]
        if "images" in field:
            expected = expected[..., np.newaxis]
        assert array.dtype == np.uint8
        np.testing.assert_array_equal(array, expected, strict=True)
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def is_mapped(array):
    while array is not None and not isinstance(array, np.memmap):
        array = array.base if isinstance(array, np.ndarray) else None
    return array is not None


def load_error(directory):
    with pytest.raises(MnistError) as error:
        load(directory)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_the_arrays_are_what_was_written(small):
    directory, written = small
    loaded = load(directory)
    assert_holds(loaded, written)
    assert loaded.source == str(directory)
    assert not loaded.stand_in


def test_the_digest_is_that_of_the_checksum_list(small):
    directory, _ = small
    lines = [
        f"{hashlib.sha256((directory / name).read_bytes()).hexdigest()}  {name}\n"
        for name in sorted(NAMES.values())
    ]
    assert load(directory).sha256 == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_files_are_decoded_once_and_mapped_from_then_on(small, cache, monkeypatch):
    directory, written = small
    assert is_mapped(load(directory).train_images)

    def again(path):
        pytest.fail(f"{path} was decoded again")

    monkeypatch.setattr(arrays, "read_images", again)
    monkeypatch.setattr(arrays, "read_labels", again)
    loaded = load(directory)
    assert_holds(loaded, written)
    assert all(is_mapped(getattr(loaded, field)) for field in NAMES)
    assert sorted(path.name for path in cache.glob("*/*")) == [
        "t10k-images.npy",
        "t10k-labels.npy",
        "train-images.npy",
        "train-labels.npy",
    ]


def test_sets_in_turn_in_one_directory_are_kept_apart(tmp_path, cache, write_set):
    for seed in range(2):
        written = write_set(tmp_path, seed=seed)
        assert_holds(load(tmp_path), written)


def test_other_sizes_are_read_as_they_are(tmp_path, cache, write_set):
    written = write_set(tmp_path, train=7, test=3, rows=5, columns=4)
    loaded = load(tmp_path)
    assert_holds(loaded, written)
    assert loaded.train_images.shape == (7, 5, 4, 1)


def test_without_a_cache_each_process_decodes_for_itself(small, cache):
    directory, written = small
    cache.touch()  # a file, below which no directory can be made
    loaded = load(directory)
    assert_holds(loaded, written)
    assert not is_mapped(loaded.train_images)


def test_a_full_disk_leaves_nothing_behind(small, cache, monkeypatch):
    directory, written = small

    def full(file, array):
        file.write(b"some")
        raise OSError("No space left on device")

    monkeypatch.setattr(np, "save", full)
    assert_holds(load(directory), written)
    assert list(cache.glob("*/*")) == []


def test_a_damaged_cache_is_told_and_not_used(small, cache):
    directory, _ = small
    load(directory)
    (kept,) = cache.glob("*/train-images.npy")
    for content in (kept.read_bytes()[:-1], b"", b"something else"):
        kept.write_bytes(content)
        assert load_error(directory) == f"{kept} is damaged; delete it, and it is made anew"


def test_two_processes_may_be_the_first(small):
    directory, written = small
    program = "import sys; from compat.mnist.arrays import load; print(load(sys.argv[1]).sha256)"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(directory)],
            cwd=Path(__file__).parents[1],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    printed = [process.communicate(timeout=30)[0] for process in processes]
    loaded = load(directory)
    assert printed == [f"{loaded.sha256}\n"] * 2
    assert_holds(loaded, written)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (IMAGES, b"<html>", "{} is not an intact gzip file (Not a gzipped file (b'<h')); "),
        (
            IMAGES,
            gzip.compress(bytes(99), mtime=0)[:-9],
            "{} is not an intact gzip file (Compressed file ",
        ),
        (
            IMAGES,
            gzip.compress(b"1", mtime=0)[:-8] + bytes(8),
            "{} is not an intact gzip file (CRC check ",
        ),
        (IMAGES, b"", "{} ends within its header; "),
        (IMAGES, gzip.compress(b"\0\0\x08\x03", mtime=0), "{} ends within its header; "),
        (
            IMAGES,
            gzip.compress(struct.pack(">4I", 2049, 1, 2, 2) + bytes(4), mtime=0),
            "Invalid magic number 2049 in MNIST image file: {}",
        ),
        (
            LABELS,
            gzip.compress(struct.pack(">2I", 2051, 1) + bytes(1), mtime=0),
            "Invalid magic number 2051 in MNIST label file: {}",
        ),
        (
            LABELS,
            gzip.compress(struct.pack(">2I", 2049, 60) + bytes(59), mtime=0),
            "{} announces 60 bytes of labels and has 59; ",
        ),
        (
            LABELS,
            gzip.compress(struct.pack(">2I", 2049, 0), mtime=0),
            "{} announces 0 bytes of labels and has 0; ",
        ),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_told_in_one_line(small, name, content, message):
    directory, _ = small
    (directory / name).write_bytes(content)
    assert load_error(directory).startswith(message.format(directory / name))


def test_a_missing_file_is_told_in_one_line(small):
    directory, _ = small
    (directory / LABELS).unlink()
    assert load_error(directory).startswith(
        f"{directory / LABELS} cannot be read (No such file or directory); "
    )


def test_there_must_be_a_label_for_each_image(tmp_path, cache, write_set):
    write_set(tmp_path, train=5)
    images = (tmp_path / IMAGES).read_bytes()
    write_set(tmp_path, train=4)
    (tmp_path / IMAGES).write_bytes(images)
    assert load_error(tmp_path) == (
        f"{tmp_path} has 5 train images, but 4 labels; choose another directory"
    )


def test_mnist_is_what_it_is_known_to_be(mnist_dir, cache):
    mnist = load(mnist_dir)
    assert mnist.train_images.shape == (60_000, 28, 28, 1)
    assert mnist.test_images.shape == (10_000, 28, 28, 1)
    assert mnist.train_labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert mnist.test_labels[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]
    assert np.bincount(mnist.test_labels).tolist() == [
        *(980, 1135, 1032, 1010, 982),
        *(892, 958, 1028, 974, 1009),
    ]
    assert mnist.sha256 == "abca1685336e37aa33a42b8e8886e04e9bd739abb9c10b4340fdb3be3218f9e7"


def test_the_stand_in_has_the_shapes_of_mnist_and_says_what_it_is():
    stand_in = digits.load()
    assert stand_in.stand_in
    assert "load_digits" in stand_in.source
    assert stand_in.train_images.shape == (60_000, 28, 28, 1)
    assert stand_in.test_images.shape == (10_000, 28, 28, 1)
    assert stand_in.train_labels.shape == (60_000,)
    assert stand_in.test_labels.shape == (10_000,)
    for field in NAMES:
        assert getattr(stand_in, field).dtype == np.uint8
        assert not getattr(stand_in, field).flags.writeable


def test_no_image_of_the_stand_in_is_in_both_parts():
    stand_in = digits.load()
    train, test = (
        {image.tobytes() for image in images}
        for images in (stand_in.train_images, stand_in.test_images)
    )
    assert (len(train), len(test)) == (1500, 297)
    assert train.isdisjoint(test)


def test_the_stand_in_is_the_small_digits_enlarged():
    from sklearn.datasets import load_digits

    small, stand_in = load_digits(), digits.load()
    for index, image, label in [
        (0, stand_in.train_images[0], stand_in.train_labels[0]),
        (1499, stand_in.train_images[2999], stand_in.train_labels[2999]),  # the second time round
        (1500, stand_in.test_images[0], stand_in.test_labels[0]),
        (1796, stand_in.test_images[296], stand_in.test_labels[296]),
    ]:
        assert label == small.target[index]
        np.testing.assert_allclose(image[3:-2:3, 3:-2:3, 0], small.images[index] * 255 / 16, atol=1)
        assert image[:2].max() == image[-2:].max() == image[:, :2].max() == image[:, -2:].max() == 0
    assert stand_in.train_images.max() == 255
    assert digits.load().sha256 == stand_in.sha256
