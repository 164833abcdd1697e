"""Scripts as they are found: Python 2, names that NumPy and Python lost, their surroundings."""

import os
import subprocess
import sys
import types
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from compat import hints, old_numpy, old_python, places, python2, script, source, surroundings
from compat.names import NAMES, Kind

PROJECT = Path(__file__).parents[1]


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


def test_names_of_python_2_are_a_sign_of_it_and_others_are_not(run):
    assert run("for i in xrange(7 / 2): print(i, end='')") == "012"
    assert run("from __future__ import division\nprint(xrange(3)[1] / 2)") == "0.5\n"
    assert run("xrange = range\nprint(7 / 2, type(map(str, 'a')) is map)") == "3.5 True\n"
    assert run("try:\n    xrange\nexcept NameError:\n    pass\nprint(7 / 2)") == "3.5\n"
    assert run("import sys\nif sys.version_info < (3,):\n    unicode\nprint(7 / 2)") == "3.5\n"
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


# NumPy


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


# Python's library


@pytest.fixture
def library():
    """Python's library with what it lost; after the test, as it was."""
    changed = {name.partition(".")[0] for name in old_python.FUNCTIONS} | {"inspect"}
    before = {__import__(name): set(vars(sys.modules[name])) for name in changed}
    modules = set(sys.modules)
    old_python.restore()
    yield
    for module, names in before.items():
        for added in set(vars(module)) - names:
            delattr(module, added)
    for name in set(sys.modules) - modules:
        del sys.modules[name]


def test_python_has_what_it_lost(library, run, tmp_path):
    # As Python 2 wrote a string.
    (tmp_path / "old.pkl").write_bytes(b"\x80\x02U\x04caf\xe9.")
    out = run(f"""\
    import base64, collections, fractions, inspect, itertools, os, string, sys, time, urllib
    import __builtin__, ConfigParser, Queue, cPickle, commands, urllib2, urlparse
    from StringIO import StringIO
    from collections import Mapping
    print isinstance({{}}, Mapping), isinstance([], collections.Sequence), fractions.gcd(6, 4)
    print string.letters[:3] + string.uppercase[:2], list(itertools.izip('ab', [1, 2]))
    print inspect.getargspec(lambda a, b=1: 0).args, time.clock() >= 0, sys.maxint > 2 ** 31
    print urllib.quote('a b'), urlparse.urlparse('http://a/b').path, urllib2.Request('ftp://a').host
    print StringIO('x').read(), os.getcwdu() == os.getcwd(), Queue.Queue().empty()
    print cPickle.load(open({str(tmp_path / "old.pkl")!r}, 'rb')), commands.getoutput('echo 1')
    """)
    assert out.splitlines() == [
        "True True 2",
        "abcAB [('a', 1), ('b', 2)]",
        "['a', 'b'] True True",
        "a%20b /b a",
        "x True True",
        "café 1",
    ]


def test_reload_of_sys(run):
    encoding = getattr(sys, "setdefaultencoding", None)
    try:
        assert run("import sys\nreload(sys)\nsys.setdefaultencoding('utf8')\nprint 'é'") == "é\n"
    finally:
        if encoding is None:
            del sys.setdefaultencoding


def test_a_notebook_saved_as_a_script(run):
    assert (
        run("""\
    get_ipython().magic(u'matplotlib inline')
    get_ipython().run_line_magic('matplotlib', 'inline')
    get_ipython().system('no such command')
    print('on')
    """)
        == "on\n"
    )


def test_a_figure_finds_its_folder(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(
        """
        import io, os

        class plt:
            def savefig(*arguments, **named):
                print(arguments, named)

            imsave = savefig

        plt.savefig("figures/1/a.png", dpi=7)
        plt.imsave("images/a.png", [[1]])
        plt.savefig("a.png")
        plt.savefig(*["b.png"])
        plt.savefig(io.BytesIO is None)
        print(sorted(os.listdir()))
        """
    ).splitlines() == [
        "('figures/1/a.png',) {'dpi': 7}",
        "('images/a.png', [[1]]) {}",
        "('a.png',) {}",
        "('b.png',) {}",
        "(False,) {}",
        "['figures', 'images', 'script.py']",
    ]


@pytest.mark.parametrize(("backend", "waits"), [("agg", False), ("TkAgg", True)])
def test_nobody_presses_a_button_without_a_window(run, monkeypatch, backend, waits):
    matplotlib = types.SimpleNamespace(get_backend=lambda: backend)
    monkeypatch.setitem(sys.modules, "matplotlib", matplotlib)
    assert run(
        """
        class plt:
            def waitforbuttonpress(timeout=-1):
                return timeout

        print(plt.waitforbuttonpress(), plt.waitforbuttonpress(3))
        """
    ) == ("-1 3\n" if waits else "None None\n")


@pytest.mark.parametrize(("display", "used"), [("", "Agg Agg"), (":0", "TkAgg Qt5Agg")])
def test_windows_are_asked_for_where_there_is_a_display(run, monkeypatch, display, used):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    if display:
        monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setitem(sys.modules, "matplotlib", types.SimpleNamespace(use=print))
    text = """
        import matplotlib
        import matplotlib as mpl

        matplotlib.use("TkAgg", end=" ")
        mpl.use("Qt5Agg")
        """
    assert run(text) == f"{used}\n"


def test_keras_finds_mnist(monkeypatch):
    from tf_keras.api._v1 import keras
    from tf_keras.src.datasets import mnist

    from compat.mnist import arrays, find

    for module in (mnist, keras.datasets.mnist):
        monkeypatch.setattr(module, "load_data", None)  # and back afterwards
    images = np.arange(8, dtype=np.uint8).reshape(2, 2, 2, 1)
    labels = np.array([3, 4], np.uint8)
    found = {"here": arrays.Arrays(images, labels, images[:1], labels[:1], "", "")}
    monkeypatch.setattr(find, "find", lambda data_dir: data_dir)
    monkeypatch.setattr(arrays, "load", found.get)
    surroundings.keras_finds_mnist("here")
    (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    assert x_train.tolist() == images[..., 0].tolist()
    assert (y_train.tolist(), x_test.shape, y_test.tolist()) == ([3, 4], (1, 2, 2), [3])
    x_train[0] = 0  # a copy, as of a file
    assert mnist.load_data("some.npz")[0][0][0, 1, 1] == 3


def test_input_data_beside_the_script_or_ours(run, tmp_path, monkeypatch):
    from compat.examples.tutorials.mnist import input_data

    monkeypatch.delitem(sys.modules, "input_data", raising=False)
    assert run("import input_data\nprint(input_data.__name__)") == f"{input_data.__name__}\n"
    monkeypatch.delitem(sys.modules, "input_data")
    (tmp_path / "input_data.py").write_text("x = 1\n")
    assert run("import input_data\nprint(input_data.x)") == "1\n"
    monkeypatch.delitem(sys.modules, "input_data")


def test_builtin_names_are_the_scripts_alone(run):
    import builtins

    run("print(xrange(3))")
    assert not hasattr(builtins, "xrange")


def test_what_is_not_used_need_not_be_installed(run, capsys):
    script_text = """\
        import os, no_such_a as a, no_such_b.c
        from no_such_d.e import f, g

        print(os.name != "")
        """
    assert run(script_text) == "True\n"


@pytest.mark.parametrize(
    "text",
    [
        "import no_such as a\nprint(1)\na.b",
        "from no_such import a, b\nprint(1)\na",
        "from no_such import *",
        "import no_such\nglobals()",
        "try:\n    import no_such\nexcept ImportError:\n    raise",
        "import helper_of_this",
    ],
)
def test_what_is_used_stops_at_its_import(text, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    (tmp_path / "helper_of_this.py").write_text("import no_such\n")
    path = tmp_path / "script.py"
    path.write_text(text)
    assert script.run(source.load(str(path), {}), []) == 1
    out, err = capsys.readouterr()
    assert not out
    assert "No module named 'no_such'" in err


# What cannot be given back


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("range(7 / 2)", "write //"),
        ("[1, 2][1.0]", "write //"),
        ("import numpy as np; np.zeros(3.0)", "write //"),
        ("import numpy as np; np.zeros(3)[1.0]", "write //"),
        ("{}.keys()[0]", "write list(…)"),
        ("len(map(str, []))", "write list(…)"),
        ("range(2) + range(2)", "write list(…)"),
        ("import numpy as np; np.float32(1).__float__(); sum([1], '')", None),
        ("'x'.decode('utf8')", "leave out .decode"),
        ("open(__file__, 'rb').read().split('a')", "differ"),
        ("import numpy as np; np.array([[1], [2, 3]])", "dtype=object"),
        ("raise TypeError(\"int() argument must be a number, not 'LSTMStateTuple'\")", "sum("),
        ("import scipy.misc\nscipy.misc.imread", "SciPy has no image functions"),
        ("from scipy.misc import imread", "SciPy has no image functions"),
        ("from sklearn.cross_validation import train_test_split", "sklearn.model_selection"),
        ("import no_such_module.x", "pip install no_such_module"),
        ("raise ModuleNotFoundError(name='cv2')", "cv2 is not installed; write pip install opencv"),
        ("raise ModuleNotFoundError(name='tensorflow.contrib')", None),
        ("raise KeyError('float')", None),
    ],
)
@pytest.mark.filterwarnings("ignore:list indices", "ignore:scipy.misc is deprecated")
def test_a_word_of_advice(text, hint):
    with pytest.raises(
        (TypeError, ValueError, IndexError, AttributeError, ImportError, KeyError)
    ) as e:
        exec(text, {"__file__": __file__})
    said = hints.hint(e.value)
    assert (hint in said) if hint else said is None


def test_the_advice_comes_after_the_traceback(tmp_path):
    (tmp_path / "script.py").write_text("n = 7\n\nfor i in range(n / 2):\n    pass\n")
    code = (
        "import sys; from compat import script, source;"
        "sys.exit(script.run(source.load('script.py', {}), []))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    *_, error, advice = done.stderr.splitlines()
    assert error == "TypeError: 'float' object cannot be interpreted as an integer"
    assert advice.startswith("script.py:3: since Python 3")


# The process


def test_private_modules_stand_for_public_name_spaces():
    assert places.public("tf.python.ops.rnn_cell.LSTMCell") == "tf.nn.rnn_cell.LSTMCell"
    assert places.public("tf.contrib.slim.python.slim") == "tf.contrib.slim"
    assert places.public("tf.python.ops.math_ops.add") == "tf.python.ops.math_ops.add"
    assert places.public("tf") == "tf"
    spaces = {row.old.rpartition(".")[0] for row in NAMES if row.kind is not Kind.ABSENT}
    assert set(places.PLACES.values()) <= spaces | places.AS_THEY_WERE


WILD = """\
import os, warnings
import numpy as np
import keras
import tensorflow as tf
from keras.engine.topology import Layer
from keras.layers import Dense
from keras.layers.core import Dense as core_dense
from keras.objectives import mean_squared_error
from keras.utils import np_utils
from keras.utils.np_utils import to_categorical
from tensorflow.keras.layers.recurrent import LSTM
from tensorflow.python.ops import rnn, rnn_cell
from tensorflow.python.ops.rnn_cell import LSTMCell
from tensorflow.models.rnn import rnn_cell as cells
from tensorflow.contrib.rnn.python.ops import core_rnn_cell
from tensorflow.contrib.rnn.python.ops.rnn_cell import GRUCell
import tensorflow.contrib.rnn.python.ops.core_rnn_cell as as_core
import tensorflow.python.ops.rnn_cell as as_cell
from tensorflow.contrib.layers.python.layers import batch_norm, initializers
from tensorflow.contrib.learn.python.learn.datasets.mnist import read_data_sets
from tensorflow.models.rnn.rnn import *
from tensorflow.contrib.rnn.python.ops.rnn_cell import *
from tensorflow.python.estimator.inputs import numpy_io
from tensorflow.python.framework import graph_util
from tensorflow.python.framework.graph_util import convert_variables_to_constants
from tensorflow.python.layers.normalization import batch_normalization

assert rnn is tf.nn.rnn and rnn_cell is tf.nn.rnn_cell and "softmax" not in globals()
assert GRUBlockCell is tf.contrib.rnn.GRUBlockCell
assert numpy_io.numpy_input_fn is tf.estimator.inputs.numpy_input_fn
assert graph_util.convert_variables_to_constants is convert_variables_to_constants
assert batch_normalization is tf.layers.batch_normalization
from tensorflow.python.ops import rnn, rnn_cell
assert LSTMCell is rnn_cell.LSTMCell is cells.LSTMCell is tf.nn.rnn_cell.LSTMCell
assert core_rnn_cell.GRUCell is GRUCell is tf.contrib.rnn.GRUCell is as_core.GRUCell
assert as_cell is rnn_cell and rnn.dynamic_rnn is tf.nn.dynamic_rnn and rnn.rnn is tf.nn.static_rnn
assert batch_norm is tf.contrib.layers.batch_norm
assert initializers.xavier_initializer is tf.contrib.layers.xavier_initializer
assert keras.models.Sequential is tf.keras.Sequential and Dense is tf.keras.layers.Dense
assert core_dense is Dense and LSTM is keras.layers.LSTM and Layer is keras.layers.Layer
assert np_utils.to_categorical is to_categorical is keras.utils.to_categorical
assert mean_squared_error is keras.losses.mean_squared_error
assert rnn._transpose_batch_time  # today's private module has it

flags = tf.app.flags
flags.DEFINE_string("log_dir", "a", "of absl, too")
flags.DEFINE_integer("steps", 1, "")
tf.flags.DEFINE_integer("steps", 2, "again")
FLAGS = tf.flags.FLAGS
FLAGS._parse_flags()
print(FLAGS.log_dir, FLAGS.steps, sorted(FLAGS.__flags)[:1] != [])

assert tf.placeholder("float", [None, 784 / 28]).shape.as_list() == [None, 28]
assert tf.get_variable("whole", [np.float32(4)]).shape == [4]
cell = LSTMCell(3)
assert tf.placeholder("float", [None, cell.state_size]).shape.as_list() == [None, 6]
assert cell(tf.zeros([2, 1]), tf.zeros((tf.constant(2), cell.state_size)))[1].shape == [2, 6]
try:
    tf.placeholder("float", [1.5])
except ValueError as error:
    assert "Ambiguous dimension: 1.5" in str(error)

print(os.environ.get("MPLBACKEND"), np.float is float, np.array([[1], [2, 3]]).dtype)
warnings.warn("old", DeprecationWarning)
v = tf.Variable(1.0)
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(tf.train.Saver().save(session, "new/folder/model.ckpt"), [session.run(v)])
    print(tf.train.Saver().save(session, "D:\\\\logs\\\\model.ckpt"))
    with tf.summary.FileWriter("C:/logs/run") as writer:
        writer.add_graph(session.graph)
print(sorted(os.listdir(".")), os.listdir("C:/logs"))


def main(_):
    tf.logging.warning("said once")
    rnn_cell.NoSuchCell


tf.app.run()
"""


def test_the_process_of_a_script(tmp_path):
    here = tmp_path / "here"
    here.mkdir()
    (tmp_path / "script.py").write_text(WILD)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TF_", "MPL"))}
    for display in ("DISPLAY", "WAYLAND_DISPLAY"):
        kept.pop(display, None)
    done = subprocess.run(
        [sys.executable, "-m", "compat", "../script.py"],
        cwd=here,
        env=kept | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    logged, said = done.stderr.splitlines()
    assert logged == "WARNING:tensorflow:said once"
    line = WILD.count("\n") - 3
    message = "tf.nn.rnn_cell.NoSuchCell of TensorFlow 1 is not"
    assert said.startswith(f"../script.py:{line}: {message}")
    assert done.stdout.splitlines() == [
        "a 2 True",
        f"{'Agg' if sys.platform == 'linux' else None} True object",
        "new/folder/model.ckpt [1.0]",
        "D:\\logs\\model.ckpt",
        "['C:', 'D:\\\\logs\\\\model.ckpt.data-00000-of-00001', 'D:\\\\logs\\\\model.ckpt.index', "
        "'D:\\\\logs\\\\model.ckpt.meta', 'checkpoint', 'new'] ['run']",
    ]
    assert done.returncode == 2
