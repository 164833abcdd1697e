"""The data sets give TensorFlow 1.4's batches, bit for bit.

`reference_batches` says from the documented semantics what these are: everything is converted
first, and each shuffle makes a copy of all of it.
"""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compat._v1 import v1
from compat.examples.tutorials.mnist import input_data
from compat.examples.tutorials.mnist.input_data import DataSet, data_sets
from compat.mnist import MnistError
from compat.mnist.arrays import Arrays, load

SEED = 87


def converted(images, labels, *, one_hot=True, dtype="float32", reshape=True):
    """All images and labels as TensorFlow 1.4 held them."""
    if reshape:
        images = images.reshape(len(images), -1)
    if dtype == "float32":
        images = images.astype(np.float32)
        images = np.multiply(images, 1.0 / 255.0)
    if one_hot:
        rows = np.zeros((len(labels), 10))
        for row, label in zip(rows, labels, strict=True):
            row[label] = 1
        labels = rows
    return images, labels


def reference_batches(images, labels, wanted):
    """Batches of the converted data; `wanted` has pairs of a size and whether to shuffle."""

    def shuffled():
        order = np.arange(len(images))
        np.random.shuffle(order)
        return images[order], labels[order]

    position = epochs = 0
    for size, shuffle in wanted:
        if shuffle and position == 0 and epochs == 0:
            images, labels = shuffled()
        pieces = [(images[position : position + size], labels[position : position + size])]
        position += size
        if position > len(images):
            epochs += 1
            position -= len(images)
            if shuffle:
                images, labels = shuffled()
            pieces.append((images[:position], labels[:position]))
        yield *(np.concatenate(piece) for piece in zip(*pieces, strict=True)), epochs


def assert_same(batch, expected):
    for obtained, wanted in zip(batch, expected, strict=True):
        assert obtained.dtype == wanted.dtype
        np.testing.assert_array_equal(obtained, wanted, strict=True)
        assert obtained.tobytes() == wanted.tobytes()


def assert_same_batches(data_set, images, labels, wanted, seed=SEED):
    np.random.seed(seed)
    expected = list(reference_batches(images, labels, wanted))
    np.random.seed(seed)
    for (size, shuffle), (*batch, epochs) in zip(wanted, expected, strict=True):
        assert_same(data_set.next_batch(size, shuffle=shuffle), batch)
        assert data_set.epochs_completed == epochs


def small_arrays(train=60, test=23, rows=3, columns=5, classes=10):
    rng = np.random.default_rng(0)

    def images(count):
        return rng.integers(256, size=(count, rows, columns, 1), dtype=np.uint8)

    def labels(count):
        return rng.integers(classes, size=count, dtype=np.uint8)

    return Arrays(images(train), labels(train), images(test), labels(test), "random", "0" * 64)


SMALL = small_arrays()


def small_sets(**options):
    return data_sets(SMALL, **({"validation_size": 10, "one_hot": True} | options))


@pytest.fixture(autouse=True)
def graph():
    """A graph of the test's own, with a seed of the test's own."""
    with v1.Graph().as_default() as graph:
        yield graph


@pytest.fixture(scope="module")
def mnist(mnist_dir, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TF1_TUTORIALS_CACHE", str(tmp_path_factory.mktemp("cache")))
        return load(mnist_dir)


# Batches


@given(
    st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=30),
    st.booleans(),
    st.sampled_from(["float32", "uint8"]),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_any_batches_are_those_of_converting_and_copying(wanted, one_hot, dtype, reshape):
    options = {"one_hot": one_hot, "dtype": dtype, "reshape": reshape}
    test = small_sets(**options).test
    assert_same_batches(test, *converted(SMALL.test_images, SMALL.test_labels, **options), wanted)


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans(), st.booleans()), max_size=20))
@settings(max_examples=50, deadline=None)
def test_asking_for_all_images_changes_no_batch(wanted):
    images, labels = converted(SMALL.test_images, SMALL.test_labels)
    asked, not_asked = small_sets().test, small_sets().test
    for size, shuffle, ask in wanted:
        state = np.random.get_state()
        expected = not_asked.next_batch(size, shuffle=shuffle)
        np.random.set_state(state)
        assert_same(asked.next_batch(size, shuffle=shuffle), expected)
        if ask:
            assert {row.tobytes() for row in asked.images} == {row.tobytes() for row in images}
            assert asked.labels.sum(axis=0).tolist() == labels.sum(axis=0).tolist()


@pytest.mark.parametrize("size", [128, 1, 999, 10_000, 7_001])
def test_batches_of_mnist_over_epochs(mnist, size):
    test = data_sets(mnist, one_hot=True).test
    images, labels = converted(mnist.test_images, mnist.test_labels)
    calls = min(2 * 10_000 // size + 2, 200)
    assert_same_batches(test, images, labels, [(size, True)] * calls)


def test_the_first_batch_for_training_is_a_shuffle_of_the_last_55000(mnist, graph):
    graph.seed = SEED
    train = data_sets(mnist, one_hot=True).train
    order = np.arange(55_000)
    np.random.RandomState(SEED).shuffle(order)
    rows = 5_000 + order[:128]
    assert_same(
        train.next_batch(128), converted(mnist.train_images[rows], mnist.train_labels[rows])
    )


def test_epochs_are_counted_when_a_batch_begins_the_next():
    train = small_sets().train
    counted = []
    for _ in range(11):
        train.next_batch(10)
        counted.append(train.epochs_completed)
    assert counted == [0] * 5 + [1] * 5 + [2]


def test_every_example_comes_once_an_epoch():
    train = small_sets().train
    batches = [train.next_batch(10)[0] for _ in range(5)]
    rows = sorted(row.tobytes() for row in np.concatenate(batches))
    images, _ = converted(SMALL.train_images[10:], SMALL.train_labels[10:])
    assert rows == sorted(row.tobytes() for row in images)


# All images and labels


@pytest.mark.parametrize("one_hot", [True, False])
@pytest.mark.parametrize("reshape", [True, False])
@pytest.mark.parametrize("dtype", ["float32", "uint8"])
def test_images_and_labels_answer_as_a_whole(one_hot, reshape, dtype):
    options = {"one_hot": one_hot, "reshape": reshape, "dtype": dtype}
    sets = small_sets(**options)
    for data_set, images, labels in [
        (sets.train, SMALL.train_images[10:], SMALL.train_labels[10:]),
        (sets.validation, SMALL.train_images[:10], SMALL.train_labels[:10]),
        (sets.test, SMALL.test_images, SMALL.test_labels),
    ]:
        assert_same((data_set.images, data_set.labels), converted(images, labels, **options))
        assert data_set.num_examples == len(images)


def test_images_and_labels_are_in_the_order_of_the_epoch():
    test = small_sets().test
    batch = test.next_batch(23)
    assert_same((test.images, test.labels), batch)
    test.next_batch(0)
    assert_same((test.images, test.labels), batch)
    start = test.next_batch(5)
    assert_same((test.images[:5], test.labels[:5]), start)


def test_asking_again_makes_nothing_anew():
    test = small_sets().test
    assert test.images is test.images
    assert test.labels is test.labels


def test_a_change_in_place_shows_in_later_batches_and_nowhere_else():
    test = small_sets().test
    test.images[:] = 2
    for _ in range(3):
        assert (test.next_batch(20)[0] == 2).all()
    assert SMALL.test_images.max() > 2
    assert small_sets().test.images.max() <= 1


def test_a_batch_may_be_changed_and_stays_alone():
    test = small_sets().test
    images, labels = test.next_batch(23, shuffle=False)
    images[:], labels[:] = 7, 7
    assert_same((test.images, test.labels), converted(SMALL.test_images, SMALL.test_labels))


# Making data sets


def test_mnist_is_split_as_in_the_tutorials(mnist):
    sets = data_sets(mnist)
    assert [data_set.num_examples for data_set in sets] == [55_000, 5_000, 10_000]
    assert sets._fields == ("train", "validation", "test")
    assert sets.train.labels[:10].tolist() == [7, 3, 4, 6, 1, 8, 1, 0, 9, 8]
    assert sets.validation.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert sets.test.labels[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]


def test_the_sets_are_made_in_order(monkeypatch):
    made = []

    class Recorded(DataSet):
        def __init__(self, images, labels, **options):
            made.append(len(images))
            super().__init__(images, labels, **options)

    monkeypatch.setattr(input_data, "DataSet", Recorded)
    small_sets()
    assert made == [50, 10, 23]


@pytest.mark.parametrize(
    ("graph_seed", "seed"),
    [
        *itertools.product([0, 1, 2**31 - 1, 2**31 + 5], [0, 3, 2**31 + 5, None]),
        *itertools.product([None], [0, 3, 2**31 + 5]),
    ],
)
def test_numpy_is_seeded_as_tensorflow_1_seeded_it(graph, graph_seed, seed):
    with v1.Graph().as_default() as twin:
        twin.seed = graph_seed
        expected = v1.get_seed(seed)[0 if seed is None else 1]
    graph.seed = graph_seed
    small_sets(seed=seed)
    assert np.random.randint(2**31) == np.random.RandomState(expected).randint(2**31)


def test_without_any_seed_each_set_is_seeded_differently():
    draws = set()
    for _ in range(3):
        np.random.seed(0)
        small_sets()
        draws.add(np.random.randint(2**62))
    assert len(draws) == 3


def test_a_data_set_leaves_the_seeds_of_later_operations_alone():
    def seeds(*, with_data):
        with v1.Graph().as_default() as graph:
            graph.seed = SEED
            if with_data:
                small_sets()
            return v1.get_seed(None)

    assert seeds(with_data=True) == seeds(with_data=False)


@pytest.mark.parametrize("dtype", ["float32", np.float32, np.dtype("float32"), v1.float32])
def test_a_type_may_be_named_in_any_way(dtype):
    assert small_sets(dtype=dtype).test.next_batch(1)[0].dtype == np.float32


def test_other_types_are_refused():
    with pytest.raises(
        TypeError, match=r"^Invalid image dtype tf\.float64, expected uint8 or float32$"
    ):
        small_sets(dtype=v1.float64)


@pytest.mark.parametrize("size", [-1, 61])
def test_validation_takes_no_more_than_there_is(size):
    message = rf"^Validation size should be between 0 and 60\. Received: {size}\.$"
    with pytest.raises(ValueError, match=message):
        small_sets(validation_size=size)


@pytest.mark.parametrize("size", [0, 60])
def test_validation_may_take_nothing_or_all(size):
    sets = small_sets(validation_size=size)
    assert [sets.train.num_examples, sets.validation.num_examples] == [60 - size, size]


def test_one_hot_is_for_ten_classes():
    letters = small_arrays(classes=26)
    with pytest.raises(MnistError, match=r"^label 2\d does not fit one_hot=True"):
        data_sets(letters, one_hot=True, validation_size=0)
    assert data_sets(letters, validation_size=0).train.labels.max() >= 10


def test_a_script_may_make_a_data_set_of_its_own():
    labels = np.linspace(0, 1, 46).reshape(23, 2)
    own = DataSet(SMALL.test_images, labels)
    images, _ = converted(SMALL.test_images, SMALL.test_labels)
    assert_same_batches(own, images, labels, [(10, True)] * 8)


def test_as_many_labels_as_images_are_needed():
    with pytest.raises(
        AssertionError, match=r"images\.shape: \(23, 3, 5, 1\) labels\.shape: \(60,"
    ):
        DataSet(SMALL.test_images, SMALL.train_labels)
