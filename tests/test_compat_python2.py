"""Scripts in Python 2: its syntax, and the meaning that it gave to operators, names and methods."""

import pytest

from compat import python2, source

# Python 2's syntax


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("print 'a', b", "print('a', b)"),
        ("print 'a' % b,", "print('a' % b, end=\" \")"),
        ("x = 1; print x; print", "x = 1; print(x); print()"),
        ("if x: print 'a'\nelse: print 'b' ,", "if x: print('a')\nelse: print('b' , end=\" \")"),
        ("print >>f, a, b", "print(a, b, file=f)"),
        ("print >>sys.stderr", "print(file=sys.stderr)"),
        ("print >>f(1, 2), a,", 'print(a, end=" ", file=f(1, 2))'),
        ("print ('a %d') % 3", "print(('a %d') % 3)"),
        (
            "print -1\nprint [1]\nprint {}\nprint not 1",
            "print(-1)\nprint([1])\nprint({})\nprint(not 1)",
        ),
        ("print 1\nprint (1, 2)\nprint (3)", "print(1)\nprint((1, 2))\nprint (3)"),
        ("print lambda x: x", "print(lambda x: x)"),
        ("print 'a', \\\n    'b', [\n    1]", "print('a', \\\n    'b', [\n    1])"),
        ("def f(): print 'a'  # print 'b'", "def f(): print('a')  # print 'b'"),
        ("print '''\nprint 1\n''', 2", "print('''\nprint 1\n''', 2)"),
        ("try: f()\nexcept A, e: pass", "try: f()\nexcept A as e: pass"),
        ("try: f()\nexcept (A, B), e: pass", "try: f()\nexcept (A, B) as e: pass"),
        ("raise A, 'b'", "raise A('b')"),
        ("raise A, 'b %d' % (1, 2), c", "raise A('b %d' % (1, 2)).with_traceback(c)"),
        ("exec 'a'", "exec('a')"),
        ("exec a in b", "exec(a , b)"),
        ("x = `a + 1`", "x = repr(a + 1)"),
        ("a <> b", "a != b"),
        ("[0755, 10L, 0xFFL, 0, 00, 1.5e10]", "[0o755, 10, 0xFF, 0, 00, 1.5e10]"),
        (r"ur'\d' + u'x'", r"r'\d' + u'x'"),
        (
            "if 1:\n\tif 2:\n        \tx\n        y",
            "if 1:\n        if 2:\n                x\n        y",
        ),
    ],
)
def test_python_2_is_written_anew(old, new):
    changes = python2.changes(old)
    assert changes
    assert python2.mended(old, changes) == new
    assert source.parse(old, "x.py").text == new
    assert python2.changes(new) == []


@pytest.mark.parametrize(
    "text",
    [
        "print('a', 'b')",
        "print(1)\nprint\n",
        "print = log\nprint.x = 1",
        "print('a') if x else None",
        "from __future__ import print_function\nprint -1",
        "x: int = 0o755; y = {1: lambda: 2}; z = 'print 1'",
        "try: pass\nexcept (A, B) as e: raise A from e",
        "exec('a', b)\nraise A('b', 1)",
        "def f(a=(1, 2), *, b: (1, 2) = 3) -> (4, 5): pass",
        "def lrelu(x, a=0.2): return max(x, (a * x))",
        "def build(self): self.w = add((3, 2)); return f((1), (2))",
        "f\"{x[1]}\" rb\"\\d\" '''`'''  # `<> 0777",
    ],
)
def test_python_3_stays(text):
    assert python2.changes(text) == []


@pytest.mark.parametrize("text", ["lambda (a, b): a", "x = 1\ndef f(a, (b, c)): pass"])
def test_what_cannot_be_mended_says_what_to_write(text):
    line = text.count("\n") + 1
    with pytest.raises(
        source.BadInput, match=r"^Python 2 syntax: .*; write one parameter"
    ) as error:
        source.parse(text, "x.py")
    assert error.value.where == f"x.py:{line}"


def test_python_2_keeps_its_meaning(run):
    out = run("""\
    import math
    import numpy as np
    print 7 / 2, -7 / 2, 7 / 2., np.arange(4) / 2, np.float32(3) / 2
    count = 9
    count /= 2
    ratio = 9.
    ratio /= 2
    print count, ratio, 1 / 2 + 3 / 2 * 1.0
    print map(str, range(3)), zip('ab', range(2)), filter(None, [0, 1]), round(2.4)
    d = {'a': 1}
    keys = d.keys() + d.values()
    print keys, d.items()[0], d.has_key('a'), sorted(d.iteritems()), list(d.itervalues())
    print iter('xy').next(), unicode(3), long(4), reduce(max, [1, 5, 2]), unichr(97), cmp(1, 2)
    print isinstance('', basestring), xrange(2)[1], intern('x')
    reload(math)
    """)
    assert out.splitlines() == [
        "3 -4 3.5 [0 0 1 1] 1.5",
        "4 4.5 1.0",
        "['0', '1', '2'] [('a', 0), ('b', 1)] [1] 2.0",
        "['a', 1] ('a', 1) True [('a', 1)] [1]",
        "x 3 4 5 a -1",
        "True 1 x",
    ]


def test_divided_in_place(run):
    assert run("""\
    import numpy as np
    class Half(object):
        def __init__(self):
            self.__n = self.n = 7
        def halve(self):
            self.n /= 2
            self.__n /= 2.
            return self.__n
    asked = []
    def once(x):
        asked.append(x)
        return x
    half, b = Half(), [7, 9.0]
    print half.halve(), half.n
    once(half).n /= 2
    once(b)[once(0)] /= once(2)
    b[1] /= 2
    print half.n, b, asked == [half, [3, 4.5], 0, 2]
    a = np.arange(6).reshape(2, 3)
    a[1, 1:] /= 2
    a[0][:] /= 2
    a[..., 0] /= 2
    print a.tolist()
    """).splitlines() == ["3.5 3", "1 [3, 4.5] True", "[[0, 0, 1], [1, 2, 2]]"]


def test_round_of_python_2(run):
    assert run("""\
    print round(0.5), round(1.5), round(-2.5), round(2.4), round(7), round(-0.2)
    print round(0.125, 2), round(2.675, 2), round(15, -1), round(1e300, 3)
    print round(3.14159, ndigits=3), round(float('inf')), round(float('nan'), 2), round(5e-324, 400)
    """).splitlines() == [
        "1.0 2.0 -3.0 2.0 7.0 -0.0",
        "0.13 2.67 20.0 1e+300",
        "3.142 inf nan 5e-324",
    ]


def test_strings_and_orders_of_python_2(run):
    assert run(r"""
    # coding: utf-8
    print "é".decode("utf-8") + b"\xc3\xa9".decode("utf-8"), u"a".decode(), "a".decode("utf8", "x")
    print unicode("é", "utf-8"), unicode(b"\xc3\xa9", "utf-8"), unicode(b"\xff", "utf-8", "ignore")
    for codec in "hex", "unicode_escape", "no-such":
        try:
            print "ff".decode(codec)
        except AttributeError as error:
            print error
    print "a-b!".translate(None, "-!"), "ab".translate({97: 'c'}), "ab-".translate({97: 'c'}, "-")
    def down(a, b): return cmp(b, a)
    print sorted([1, 3, 2], down), sorted({2, 1}, cmp=down), sorted('bA', key=unicode.lower)
    print sorted([(0, 2), (1, 1)], down, lambda pair: pair[1], True), sorted([2, 1], reverse=True)
    x = [1, 3, 2]
    x.sort(down)
    print x,
    x.sort()
    print x,
    x.sort(cmp=down)
    print x,
    x.sort(key=lambda i: -i, reverse=True)
    print x
    class Own(list):
        def sort(self, by): return by
    print Own().sort(5)
    """).splitlines() == [
        "éé a a",
        "é é ",
        *["'str' object has no attribute 'decode'"] * 3,
        "ab cb cb",
        "[3, 2, 1] [2, 1] ['A', 'b']",
        "[(1, 1), (0, 2)] [2, 1]",
        "[3, 2, 1] [1, 2, 3] [3, 2, 1] [1, 2, 3]",
        "5",
    ]


def test_strings_of_python_3_stay(run):
    assert run("try:\n    'a'.decode()\nexcept AttributeError as e:\n    print(e)") == (
        "'str' object has no attribute 'decode'\n"
    )
    with pytest.raises(AssertionError, match="sorted expected 1 argument, got 2"):
        run("print(sorted([2, 1], max))")


def test_names_of_python_2_are_a_sign_of_it_and_others_are_not(run):
    assert run("for i in xrange(7 / 2): print(i, end='')") == "012"
    assert run("from __future__ import division\nprint(xrange(3)[1] / 2)") == "0.5\n"
    assert run("xrange = range\nprint(7 / 2, type(map(str, 'a')) is map)") == "3.5 True\n"
    assert run("try:\n    xrange\nexcept NameError:\n    pass\nprint(7 / 2)") == "3.5\n"
    assert run("import sys\nif sys.version_info < (3,):\n    unicode\nprint(7 / 2)") == "3.5\n"
    assert run("class six: PY2 = False\nif six.PY2: unicode(1)\nprint(7 / 2)") == "3.5\n"
    assert run("PY3 = True\nif not PY3: unicode(1)\nprint(7 / 2)") == "3.5\n"
    assert run("from functools import *\nprint(reduce(max, [7]) / 2)") == "3.5\n"
    assert run("print(7 / 2, {}.keys(), type(zip()) is zip)") == "3.5 dict_keys([]) True\n"
    assert run("class A:\n    def next(self, x=4):\n        return x\nprint(A().next())") == "4\n"


def test_integers_of_tensors(run):
    from compat import rewriting, tf

    with tf.Graph().as_default(), tf.Session() as session:
        divide = rewriting.FUNCTIONS["_compat_divide"]
        halves = [divide(tf.constant(7), 2), divide(tf.constant(7.0), 2), divide(tf.range(3), 2)]
        assert [half.dtype for half in halves] == [tf.int32, tf.float32, tf.int32]
        seven, real, several = session.run(halves)
    assert (seven, real, several.tolist()) == (3, 3.5, [0, 0, 1])
