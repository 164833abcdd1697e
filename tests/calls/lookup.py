"""Calls of `tf.contrib.lookup`."""

import tempfile
from pathlib import Path

import numpy as np
import pytest

_WORDS = ["emerson", "lake", "palmer"]
_ASKED = ["lake", "and", "palmer"]


def _looked_up(tf, table, keys, init=None):
    values = table.lookup(tf.constant(keys))
    with tf.Session() as session:
        session.run(init or tf.tables_initializer())
        return session.run(values).tolist()


def _in_file(call):
    """`call` with a file of a word and a number on each line."""

    def with_file(tf):
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory, "words.txt")
            path.write_text("".join(f"{word}\t{len(word)}\n" for word in _WORDS))
            return call(tf, tf.contrib.lookup, str(path))

    return with_file


def _from_tensor(tf):
    lookup = tf.contrib.lookup
    table = lookup.index_table_from_tensor(mapping=tf.constant(_WORDS), default_value=-2)
    assert table.init is table.initializer
    assert _looked_up(tf, table, _ASKED, table.init) == [1, -2, 2]
    assert _looked_up(tf, lookup.string_to_index_table_from_tensor(_WORDS), _ASKED) == [1, -1, 2]
    numbers = lookup.index_table_from_tensor(mapping=[5, 3], dtype=tf.int64)
    assert _looked_up(tf, numbers, np.array([3, 5])) == [1, 0]
    sparse = table.lookup(tf.SparseTensor([[0, 1]], ["lake"], [1, 2]))
    with tf.Session() as session:
        session.run(tf.tables_initializer())
        assert session.run(sparse).values.tolist() == [1]
    with pytest.raises(ValueError, match="must be specified"):
        lookup.index_table_from_tensor(None)
    return _buckets(tf)


def _buckets(tf):
    """Numbers after the last one, which a hash chooses."""
    lookup = tf.contrib.lookup
    table = lookup.index_table_from_tensor(_WORDS, num_oov_buckets=2)
    known, other, last = _looked_up(tf, table, ["lake", "and", "palmer"], table.init)
    assert (known, last) == (1, 2)
    assert other in (3, 4)
    strong = lookup.StrongHashSpec([3, 9])
    assert isinstance(strong, lookup.HasherSpec)
    assert lookup.FastHashSpec.hasher == "fasthash"
    assert isinstance(table, lookup.IdTableWithHashBuckets)
    assert isinstance(table, lookup.LookupInterface)
    alone = lookup.IdTableWithHashBuckets(None, 5, strong)
    return all(0 <= k < 5 for k in _looked_up(tf, alone, _ASKED, alone.init))


def _back(tf):
    lookup = tf.contrib.lookup
    table = lookup.index_to_string_table_from_tensor(mapping=tf.constant(_WORDS))
    assert _looked_up(tf, table, np.array([2, 7]), table.init) == [b"palmer", b"UNK"]
    return True


def _at_once(tf):
    """What 1.0 had: looked up without a table to hold."""
    lookup = tf.contrib.lookup
    numbers = lookup.string_to_index(tf.constant(_ASKED), mapping=tf.constant(_WORDS))
    words = lookup.index_to_string(numbers, mapping=tf.constant(_WORDS), default_value="?")
    with tf.Session() as session:
        session.run(tf.tables_initializer())
        assert session.run(numbers).tolist() == [1, -1, 2]
        return session.run(words).tolist() == [b"lake", b"?", b"palmer"]


@_in_file
def _from_file(tf, lookup, path):
    lines = [f"{word}\t{len(word)}" for word in _WORDS]
    table = lookup.index_table_from_file(vocabulary_file=path, num_oov_buckets=1, vocab_size=3)
    assert _looked_up(tf, table, [lines[1], "and"], table.init) == [1, 3]
    table = lookup.string_to_index_table_from_file(path)
    assert _looked_up(tf, table, [lines[2], "and"]) == [2, -1]
    table = lookup.index_to_string_table_from_file(path, default_value="?")
    assert _looked_up(tf, table, np.array([0, 4]), table.init) == [lines[0].encode(), b"?"]
    with pytest.raises(ValueError, match="vocabulary_file"):
        lookup.index_table_from_file()
    return True


@_in_file
def _initializers(tf, lookup, path):
    column = lookup.TextFileInitializer(path, tf.string, 0, tf.int64, 1, delimiter="\t")
    assert isinstance(column, lookup.TableInitializerBase)
    assert _looked_up(tf, lookup.HashTable(column, -1), _WORDS) == [7, 4, 6]
    whole = lookup.TextFileIndex.WHOLE_LINE, lookup.TextFileIndex.LINE_NUMBER
    lines = lookup.TextFileInitializer(path, tf.string, whole[0], tf.int64, whole[1])
    assert _looked_up(tf, lookup.HashTable(lines, -1), ["lake\t4"]) == [1]
    ids = lookup.TextFileIdTableInitializer(path)
    assert _looked_up(tf, lookup.HashTable(ids, -1), ["palmer\t6"]) == [2]
    strings = lookup.TextFileStringTableInitializer(path)
    return _looked_up(tf, lookup.HashTable(strings, "?"), np.array([1])) == [b"lake\t4"]


def _hash_table(tf):
    lookup = tf.contrib.lookup
    pairs = lookup.KeyValueTensorInitializer(["a", "b"], [1.5, 2.5])
    table = lookup.HashTable(pairs, 0.0, shared_name="both", name="words")
    assert isinstance(table, lookup.InitializableLookupTableBase)
    assert table.init is table.initializer
    assert table.resource_handle.op.get_attr("shared_name") == b"both"
    assert _looked_up(tf, table, ["b", "c"], table.init) == [2.5, 0]
    keys, values = table.export()
    with tf.Session() as session:
        session.run(tf.tables_initializer())
        assert session.run(table.size()) == 2
        assert dict(zip(*session.run([keys, values]), strict=True)) == {b"a": 1.5, b"b": 2.5}
    return True


def _mutable(tf, table):
    """Inserted, saved and restored."""
    insert = table.insert(tf.constant([3, 5], tf.int64), tf.constant([30, 50], tf.int64))
    found = table.lookup(tf.constant([5, 6], tf.int64))
    assert table.resource_handle.op.get_attr("shared_name") == b"shared"
    saver = tf.train.Saver()
    with tempfile.TemporaryDirectory() as directory, tf.Session() as session:
        assert session.run(found).tolist() == [-1, -1]
        session.run(insert)
        assert session.run(table.size()) == 2
        path = saver.save(session, f"{directory}/tables")
        session.run(table.insert(tf.constant([5], tf.int64), tf.constant([51], tf.int64)))
        assert session.run(found).tolist() == [51, -1]
        saver.restore(session, path)
        return session.run(found).tolist() == [50, -1]


def _dense(tf):
    dense = tf.contrib.lookup.MutableDenseHashTable
    words = dense(tf.string, tf.int64, -1, "", initial_num_buckets=4)
    insert = words.insert(tf.constant(["a"]), tf.constant([1], tf.int64))
    pairs = dense(tf.int64, tf.int64, -1, empty_key=[0, 0], deleted_key=[0, 1])
    with tf.Session() as session:
        session.run([insert, pairs.insert([[1, 2]], tf.constant([9], tf.int64))])
        assert session.run(words.lookup(tf.constant(["a", "b"]))).tolist() == [1, -1]
        keys = tf.constant([[1, 2], [2, 1]], tf.int64)
        assert session.run(pairs.lookup(keys)).tolist() == [9, -1]
    least = dense(tf.int64, tf.int64, -1, np.iinfo(np.int64).min, shared_name="shared")
    return _mutable(tf, least)


CALLS = {
    **dict.fromkeys(
        (
            *("FastHashSpec", "HasherSpec", "IdTableWithHashBuckets", "LookupInterface"),
            *("StrongHashSpec", "index_table_from_tensor", "string_to_index_table_from_tensor"),
        ),
        _from_tensor,
    ),
    **dict.fromkeys(
        ("HashTable", "InitializableLookupTableBase", "KeyValueTensorInitializer"), _hash_table
    ),
    "MutableDenseHashTable": _dense,
    "MutableHashTable": lambda tf: _mutable(
        tf, tf.contrib.lookup.MutableHashTable(tf.int64, tf.int64, -1, "shared", "numbers")
    ),
    **dict.fromkeys(
        (
            *("TableInitializerBase", "TextFileIdTableInitializer", "TextFileIndex"),
            *("TextFileInitializer", "TextFileStringTableInitializer"),
        ),
        _initializers,
    ),
    **dict.fromkeys(("index_to_string", "string_to_index"), _at_once),
    "index_to_string_table_from_tensor": _back,
    **dict.fromkeys(
        (
            *("index_table_from_file", "index_to_string_table_from_file"),
            "string_to_index_table_from_file",
        ),
        _from_file,
    ),
}
