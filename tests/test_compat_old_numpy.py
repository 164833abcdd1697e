"""Scripts with the NumPy of their time."""

import sys

import numpy as np
import pytest

from compat import old_numpy


def test_arrays_of_one_element_are_numbers(run):
    assert (
        run("""\
    import math
    import numpy as np
    one = np.array([[2.5]])
    a = np.zeros(3)
    a[1] = one
    a[0], a[2] = 1, 2
    print(float(one), int(one), '%.1f|%d|%s' % (one, np.array([3]), one), math.floor(one), a)
    print('%s' % one, '%d' % 3, '%(x)s' % {'x': 1}, '%s %s' % ('a', 'b'), float('2'), int('3'))
    """)
        == "2.5 2 2.5|3|[[2.5]] 2 [1.  2.5 2. ]\n[[2.5]] 3 1 a b 2.0 3\n"
    )


def test_arrays_have_the_methods_that_they_lost(run):
    assert run("""\
    import array
    import numpy as np
    a = np.array([[1, 2], [3, 5]], np.uint8)
    print(a.tostring(), a.tostring(order="F"), a[0, 1].tostring(), a.ptp(), a.ptp(axis=0))
    a.itemset(1, 7)
    a.itemset((1, 0), 8)
    b = np.zeros((1, 1))
    b.itemset(4)
    print(a.tolist(), b, np.array([1], "<i2").newbyteorder(), np.ones(1, "<f4").newbyteorder(">"))
    print(array.array("b", [1, 2]).tostring())

    class Own:
        def ptp(self, x, y=0):
            return x, y

    print(Own().ptp(1, y=2))
    try:
        [].tostring()
    except AttributeError as error:
        print(error)
    """).splitlines() == [
        r"b'\x01\x02\x03\x05' b'\x01\x03\x02\x05' b'\x02' 4 [2 3]",
        "[[1, 7], [8, 5]] [[4.]] [256] [4.6006e-41]",
        r"b'\x01\x02'",
        "(1, 2)",
        "'list' object has no attribute 'tostring'",
    ]


def test_names_that_a_script_binds_are_its_own(run):
    assert run("float = str\ndef int(x):\n    return x\nprint([float(1), int('a')])") == (
        "['1', 'a']\n"
    )


def test_what_was_no_number_still_is_none(run):
    for text in (
        "float([1.0])",
        "'%d' % np.ones(2)",
        "int(np.ones(2))",
        "a = np.ones(2); a[0] = a",
    ):
        assert (
            run(f"""\
        import numpy as np
        try:
            {text}
        except (TypeError, ValueError):
            print("refused")
        """)
            == "refused\n"
        )


@pytest.fixture
def numpy(monkeypatch):
    """NumPy with what it lost; after the test, as it was."""
    for name in ("array", "asarray", "fromstring", "set_printoptions"):
        monkeypatch.setattr(np, name, getattr(np, name))
    before = dict(vars(np))
    with np.printoptions():
        old_numpy.restore()
        yield np
    for name in set(vars(np)) - set(before):
        delattr(np, name)


@pytest.mark.filterwarnings("ignore:.*(alias is deprecated|the matrix subclass)")
def test_numpy_has_what_it_lost(numpy):
    assert numpy.float is float
    assert numpy.int is int
    assert numpy.object is object
    assert numpy.zeros(2, dtype=numpy.bool).dtype == bool
    assert numpy.product([2, 3]) == numpy.cumproduct([2, 3])[-1] == 6
    assert numpy.asscalar(numpy.array([3])) == 3
    assert numpy.alltrue([1, 1])
    assert numpy.sometrue([0, 1])
    assert numpy.in1d([[1, 2]], [2]).tolist() == [False, True]
    assert numpy.trapz([1, 1]) == 1
    assert numpy.row_stack([[1], [2]]).shape == (2, 1)
    assert numpy.Inf == numpy.inf
    assert numpy.isnan(numpy.NaN)
    assert numpy.mat([[1, 2]]).shape == (1, 2)
    assert numpy.asfarray([1]).dtype == float
    assert numpy.alen([[1, 2]]) == numpy.alen(3) == 1
    assert numpy.cast["int32"]([1.5]).tolist() == numpy.cast[numpy.int32](numpy.ones(1)).tolist()
    assert numpy.find_common_type([numpy.float32], [numpy.int64, numpy.float64]) == "float32"
    assert numpy.find_common_type([numpy.int32], [numpy.float64]) == "float64"
    assert numpy.find_common_type([], ["int8", "int16"]) == "int16"
    assert numpy.float32 in numpy.sctypes["float"]
    assert issubclass(numpy.VisibleDeprecationWarning, Warning)


def test_numpy_shows_a_message(numpy, capsys):
    numpy.disp("a")
    numpy.disp(numpy.ones(1), linefeed=False)
    numpy.disp("c", sys.stderr)
    assert capsys.readouterr() == ("a\n[1.]", "c\n")


def test_numpy_does_what_it_did(numpy):
    assert numpy.array([[1, 2], [3]]).dtype == object
    assert numpy.asarray([[1], [2, 3]]).shape == (2,)
    mixed = numpy.array([[numpy.array([1.5]), 0, numpy.float32(2)]])
    assert mixed.astype("float32").tolist() == [[1.5, 0, 2]]
    assert numpy.array([[1, 2], [3, 4]], numpy.int32).dtype == "int32"
    with pytest.raises(ValueError, match="inhomogeneous"):
        numpy.array([[1, 2], [3]], dtype=float)
    read = numpy.fromstring(b"\1\2", dtype=numpy.uint8)
    read += 1
    assert read.tolist() == [2, 3]
    assert numpy.fromstring("1 2", sep=" ").tolist() == [1.0, 2.0]
    assert str([numpy.float32(0.5)]) == "[0.5]"
    numpy.set_printoptions(threshold=numpy.nan)
    assert "..." not in str(numpy.zeros(2000))
