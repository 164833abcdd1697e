"""What Python lost is there for a script, and advice where that is not enough."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from compat import hints, old_python

PROJECT = Path(__file__).parents[1]


# Python's library


@pytest.fixture
def library(monkeypatch):
    """Python's library with what it lost; after the test, as it was."""
    for name in ("sample", "shuffle"):
        monkeypatch.setattr(random, name, getattr(random, name))
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


def test_functions_take_what_they_took(library, run):
    assert run("""\
    import random, string
    from xml.etree import cElementTree
    import xml.etree.cElementTree as ET
    print(sorted(random.sample({1, 2, 3}, 3)), sorted(random.sample(range(4), k=4)))
    x = [1, 2, 3]
    random.shuffle(x, lambda: 0.0)
    print(x)
    random.shuffle(x)
    print(sorted(x))
    print(string.join(["a", "b"]), string.join(["a", "b"], ","), string.upper("a"))
    print(string.split("a b"), "ab".translate(string.maketrans("a", "b")), string.atoi("3"))
    print(ET.fromstring("<a/>").tag, cElementTree is ET)
    """).splitlines() == [
        "[1, 2, 3] [0, 1, 2, 3]",
        "[2, 3, 1]",
        "[1, 2, 3]",
        "a b a,b A",
        "['a', 'b'] bb 3",
        "a True",
    ]


def test_reload_of_sys(run):
    encoding = getattr(sys, "setdefaultencoding", None)
    try:
        assert run("import sys\nreload(sys)\nsys.setdefaultencoding('utf8')\nprint 'é'") == "é\n"
    finally:
        if encoding is None:
            del sys.setdefaultencoding


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
