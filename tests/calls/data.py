"""Calls of `tf.contrib.data`."""

import tempfile
from pathlib import Path

import numpy as np
import pytest


def _values(tf, dataset):
    """All elements of a dataset."""
    element = tf.compat.v1.data.make_one_shot_iterator(dataset).get_next()
    found = []
    with tf.Session() as session:
        try:
            while True:
                found.append(session.run(element))
        except tf.errors.OutOfRangeError:
            return found


def _lists(tf, dataset):
    return [np.asarray(value).tolist() for value in _values(tf, dataset)]


def _applied(name, expected, *arguments, count=5, **options):
    """What `dataset.apply` makes of 0, 1, …"""

    def call(tf):
        change = getattr(tf.contrib.data, name)(*arguments, **options)
        return _lists(tf, tf.contrib.data.Dataset.range(count).apply(change)) == expected

    return call


def _twice(tf):
    return lambda k: tf.data.Dataset.from_tensors(k).repeat(2)


def _interleaved(name, **options):
    def call(tf):
        change = getattr(tf.contrib.data, name)(_twice(tf), cycle_length=2, **options)
        return sorted(_lists(tf, tf.data.Dataset.range(3).apply(change))) == [0, 0, 1, 1, 2, 2]

    return call


def _optional(tf):
    data = tf.contrib.data
    iterator = tf.compat.v1.data.make_one_shot_iterator(data.Dataset.range(1))
    one = data.get_next_as_optional(iterator)
    assert isinstance(one, data.Optional)
    both = [one.has_value(), one.get_value()]
    with tf.Session() as session:
        return session.run(both) == [True, 0]


def _iterator(tf):
    data = tf.contrib.data
    numbers = data.Dataset.range(3)
    iterator = data.Iterator.from_structure(numbers.output_types, numbers.output_shapes)
    start, element = iterator.make_initializer(numbers), iterator.get_next()
    tf.add_to_collection(tf.GraphKeys.SAVEABLE_OBJECTS, data.make_saveable_from_iterator(iterator))
    saver = tf.train.Saver()
    with tempfile.TemporaryDirectory() as directory, tf.Session() as session:
        session.run(start)
        assert session.run(element) == 0
        path = saver.save(session, f"{directory}/iterator")
        assert session.run(element) == 1
        saver.restore(session, path)
        return session.run(element) == 1


def _grouped(tf):
    data = tf.contrib.data
    windows = data.group_by_window(lambda k: k % 2, lambda key, part: part.batch(3), 3)
    assert _lists(tf, data.Dataset.range(6).apply(windows)) == [[0, 2, 4], [1, 3, 5]]
    lengths = data.bucket_by_sequence_length(
        lambda x: tf.shape(x)[0], [3], [2, 2], pad_to_bucket_boundary=False
    )
    rows = data.Dataset.from_generator(lambda: [[1], [1] * 4, [2, 2], [3] * 3], tf.int32, [None])
    assert _lists(tf, rows.apply(lengths)) == [[[1, 0], [2, 2]], [[1] * 4, [3, 3, 3, 0]]]
    return True


def _called_as_in_1_2(tf):
    data = tf.contrib.data
    slices = data.Dataset.from_tensor_slices(np.arange(1, 4))
    double = slices.map(lambda k: 2 * k, num_threads=2, output_buffer_size=10)
    again = double.filter(lambda k: k > 2).batch(1).map(lambda k: k[0] + 1, 2, 10)
    assert _lists(tf, again) == [5, 7]
    assert _lists(tf, again.map(lambda k: -k, num_parallel_calls=2)) == [-5, -7]
    (batch,) = _values(tf, slices.map(lambda k: tf.fill([k], k)).dense_to_sparse_batch(3, [3]))
    assert batch.dense_shape.tolist() == [3, 3]
    zipped = data.Dataset.zip((slices, again.apply(lambda rows: rows.repeat(1))))
    assert _values(tf, zipped.map(lambda a, b: a + b, num_threads=1)) == [6, 9]
    assert zipped.output_types == (tf.int64, tf.int64)
    iterator = data.Iterator.from_dataset(slices)
    with tf.Session() as session:
        session.run(iterator.initializer)
        assert session.run(iterator.get_next()) == 1
    with tempfile.TemporaryDirectory() as directory:
        paths = [str(Path(directory, f"{k}.txt")) for k in range(8)]
        for path in paths:
            Path(path).write_text("one\n")
        files = data.Dataset.list_files(f"{directory}/*.txt")
        assert _values(tf, files) == [path.encode() for path in paths]
        lines = data.TextLineDataset(files).map(tf.strings.length, num_threads=1)
        assert _values(tf, lines) == [3] * 8
    return isinstance(lines, tf.data.Dataset)


def _reduced(tf):
    data = tf.contrib.data
    total = data.Reducer(lambda key: key * 100, lambda state, k: state + k, lambda state: state)
    by_rest = data.Dataset.range(6).apply(data.group_by_reducer(lambda k: k % 2, total))
    assert _lists(tf, by_rest) == [6, 109]
    whole = data.reduce_dataset(data.Dataset.range(6), total)
    one = data.get_single_element(data.Dataset.range(7).skip(6))
    with tf.Session() as session:
        return session.run([whole, one]) == [15, 6]


def _windows(tf):
    data = tf.contrib.data
    for options, expected in (
        ({}, [[0, 1, 2], [1, 2, 3], [2, 3, 4]]),
        ({"stride": 2}, [[0, 1, 2], [2, 3, 4]]),
        ({"window_shift": 1, "window_stride": 2}, [[0, 2, 4]]),
    ):
        change = data.sliding_window_batch(3, **options)
        assert _lists(tf, data.Dataset.range(5).apply(change)) == expected
    pairs = data.Dataset.range(3).map(lambda k: (k, {"tens": 10 * k}))
    found = _values(tf, pairs.apply(data.sliding_window_batch(2)))
    assert [(k.tolist(), x["tens"].tolist()) for k, x in found] == [
        ([0, 1], [0, 10]),
        ([1, 2], [10, 20]),
    ]
    with pytest.raises(ValueError, match="Cannot specify both"):
        data.sliding_window_batch(3, stride=1, window_shift=1)
    return True


def _padded(tf):
    data = tf.contrib.data
    rows = data.Dataset.range(1, 6).map(lambda k: tf.fill([k], k))
    change = data.padded_batch_and_drop_remainder(2, [None])
    return _lists(tf, rows.apply(change)) == [[[1, 0], [2, 2]], [[3] * 3 + [0], [4] * 4]]


def _sampled(tf):
    data = tf.contrib.data
    parts = [data.Dataset.from_tensors(k).repeat() for k in range(2)]
    chosen = data.choose_from_datasets(parts, data.Dataset.from_tensor_slices(np.array([1, 0, 1])))
    assert _lists(tf, chosen) == [1, 0, 1]
    ones = data.sample_from_datasets(parts, weights=[0.0, 1.0]).take(3)
    assert _lists(tf, ones) == [1, 1, 1]
    mixed = data.Dataset.range(4000).map(lambda k: tf.cast(tf.equal(k % 4, 0), tf.int32))
    even = mixed.apply(
        data.rejection_resample(lambda k: k, [0.5, 0.5], initial_dist=[0.75, 0.25], seed=1)
    )
    classes = np.array(_lists(tf, even))[:, 0]
    return abs(classes.mean() - 0.5) < 0.05


def _written(tf):
    data = tf.contrib.data
    with tempfile.TemporaryDirectory() as directory:
        path = f"{directory}/records"
        write = data.TFRecordWriter(path).write(data.Dataset.from_tensor_slices(["a", "bc"]))
        with tf.Session() as session:
            session.run(write)
        return _lists(tf, data.TFRecordDataset(path)) == [b"a", b"bc"]


def _files(tf):
    data = tf.contrib.data
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "table.csv")
        path.write_text("a,b\n1,2.5\n3,4.5\n")
        rows = data.CsvDataset(str(path), [tf.int32, tf.float32], header=True)
        assert _values(tf, rows) == [(1, 2.5), (3, 4.5)]
        batches = data.make_csv_dataset(
            str(path), 2, label_name="b", num_epochs=1, shuffle=False, header=True
        )
        ((features, label),) = _values(tf, batches)
        assert (features["a"].tolist(), label.tolist()) == ([1, 3], [2.5, 4.5])
        assert _lists(tf, data.TextLineDataset(str(path)).skip(2)) == [b"3,4.5"]
        fixed = data.FixedLengthRecordDataset(str(path), 4)
        return _lists(tf, fixed) == [b"a,b\n", b"1,2.", b"5\n3,", b"4.5\n"]


def _examples(tf):
    data = tf.contrib.data
    example = tf.train.Example()
    example.features.feature["x"].int64_list.value.append(7)
    features = {"x": tf.FixedLenFeature([], tf.int64)}
    texts = data.Dataset.from_tensors([example.SerializeToString()] * 2)
    (parsed,) = _values(tf, texts.apply(data.parse_example_dataset(features)))
    assert parsed["x"].tolist() == [7, 7]
    with tempfile.TemporaryDirectory() as directory:
        path = f"{directory}/records"
        with tf.python_io.TFRecordWriter(path) as writer:
            writer.write(example.SerializeToString())
        batches = data.make_batched_features_dataset(
            path, 1, features, reader=tf.data.TFRecordDataset, num_epochs=1
        )
        (read,) = _values(tf, batches)
        return read["x"].tolist() == [7]


def _sqlite(tf):
    import sqlite3

    with tempfile.TemporaryDirectory() as directory:
        path = f"{directory}/table"
        with sqlite3.connect(path) as table:
            table.execute("create table t (a integer, b text)")
            table.execute("insert into t values (3, 'x')")
        table.close()
        rows = tf.contrib.data.SqlDataset(
            "sqlite", path, "select a, b from t", (tf.int32, tf.string)
        )
        return _values(tf, rows) == [(3, b"x")]


def _random(tf):
    same = [_lists(tf, tf.contrib.data.RandomDataset(seed=4).take(3)) for _ in range(2)]
    return same[0] == same[1] and len(set(same[0])) == 3


def _sparse(tf):
    rows = tf.contrib.data.Dataset.range(1, 3).map(lambda k: tf.fill([k], k))
    (batch,) = _values(tf, rows.apply(tf.contrib.data.dense_to_sparse_batch(2, [3])))
    return (batch.values.tolist(), batch.dense_shape.tolist()) == ([1, 2, 2], [2, 3])


def _to_device(tf):
    to = tf.contrib.data.prefetch_to_device("/cpu:0")
    copied = tf.data.Dataset.range(2).apply(tf.contrib.data.copy_to_device("/cpu:0"))
    iterator = tf.compat.v1.data.make_initializable_iterator(copied)
    with tf.Session() as session:
        session.run(iterator.initializer)
        assert session.run(iterator.get_next()) == 0
    return _lists(tf, tf.data.Dataset.range(2).apply(to)) == [0, 1]


def _failing(tf):
    bad = tf.data.Dataset.from_tensor_slices([1.0, 0.0]).map(lambda x: tf.check_numerics(1 / x, ""))
    return _lists(tf, bad.apply(tf.contrib.data.ignore_errors())) == [1.0]


CALLS = {
    "AUTOTUNE": lambda tf: (
        _lists(tf, tf.data.Dataset.range(2).prefetch(tf.contrib.data.AUTOTUNE)) == [0, 1]
    ),
    "Counter": lambda tf: _lists(tf, tf.contrib.data.Counter(2, 3).take(3)) == [2, 5, 8],
    "CsvDataset": _files,
    "Dataset": _called_as_in_1_2,
    "FixedLengthRecordDataset": _files,
    "Iterator": _iterator,
    "Optional": _optional,
    "RandomDataset": _random,
    "Reducer": _reduced,
    "SqlDataset": _sqlite,
    "TFRecordDataset": _written,
    "TFRecordWriter": _written,
    "TextLineDataset": _files,
    "batch_and_drop_remainder": _applied("batch_and_drop_remainder", [[0, 1], [2, 3]], 2),
    "bucket_by_sequence_length": _grouped,
    "choose_from_datasets": _sampled,
    "copy_to_device": _to_device,
    "dense_to_sparse_batch": _sparse,
    "enumerate_dataset": _applied("enumerate_dataset", [[4, 0], [5, 1]], start=4, count=2),
    "get_next_as_optional": _optional,
    "get_single_element": _reduced,
    "group_by_reducer": _reduced,
    "group_by_window": _grouped,
    "ignore_errors": _failing,
    "make_batched_features_dataset": _examples,
    "make_csv_dataset": _files,
    "make_saveable_from_iterator": _iterator,
    "map_and_batch": _applied("map_and_batch", [[0, 2], [4, 6], [8]], lambda k: 2 * k, 2),
    "padded_batch_and_drop_remainder": _padded,
    "parallel_interleave": _interleaved("parallel_interleave", block_length=2, sloppy=False),
    "parse_example_dataset": _examples,
    "prefetch_to_device": _to_device,
    "reduce_dataset": _reduced,
    "rejection_resample": _sampled,
    "sample_from_datasets": _sampled,
    "scan": _applied("scan", [0, 1, 3, 6, 10], np.int64(0), lambda s, k: (s + k, s + k)),
    "shuffle_and_repeat": lambda tf: (
        sorted(_lists(tf, tf.data.Dataset.range(3).apply(tf.contrib.data.shuffle_and_repeat(3, 2))))
        == [0, 0, 1, 1, 2, 2]
    ),
    "sliding_window_batch": _windows,
    "sloppy_interleave": _interleaved("sloppy_interleave", block_length=2),
    "unbatch": lambda tf: (
        _lists(tf, tf.data.Dataset.range(4).batch(2).apply(tf.contrib.data.unbatch()))
        == [0, 1, 2, 3]
    ),
    "unique": lambda tf: (
        _lists(
            tf,
            tf.data.Dataset.from_tensor_slices([1, 2, 1, 3, 2]).apply(tf.contrib.data.unique()),
        )
        == [1, 2, 3]
    ),
}
