"""`python -m compat --check`: scripts, notebooks, folders, Python 2, reports."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from compat import names
from compat.check import command, judging, texts
from compat.names import NAMES, Kind
from compat.source import BadInput

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Writes a file into the working directory, which is empty."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, content) -> str:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return name

    return write


def names_of(path: str) -> list[tuple[str, str]]:
    """The places and names of what is found in a file."""
    return [(str(f.place), f.name) for f in judging.findings(texts.document(path))]


def test_a_notebook_is_read_cell_by_cell(write):
    cells = [
        {"cell_type": "markdown", "source": "tf.mul"},
        {
            "cell_type": "code",
            "source": ["%matplotlib inline\n", "import tensorflow as tf\n", "!pip install x\n"],
        },
        {"cell_type": "code", "source": "%%bash\ntf.mul(\n"},
        {"cell_type": "code", "source": "%%time\nfiles = !ls\nif 1:\n    %time tf.sub\ntf.neg?\n"},
        {"cell_type": "code", "source": "tf.mul(1,\n  2) % tf.neg(3)"},
        {"cell_type": "code", "source": "broken = = 1\n"},
        {"cell_type": "code", "source": "print 'x'\ntf.sub"},
    ]
    path = write("new.ipynb", {"nbformat": 4, "cells": cells})
    assert names_of(path) == [
        ("4:1", "tf.mul"),
        ("4:2", "tf.neg"),
        ("5:1", "this text"),
        ("6:1", "print statement (Python 2)"),
        ("6:2", "tf.sub"),
    ]
    path = write("late.py", "import tensorflow as tf\nfrom __future__ import division\n")
    assert names_of(path) == [("2", "this text")]
    old = [{"cell_type": "code", "input": "import tensorflow as tf\n\ntf.mul"}]
    path = write(
        "old.ipynb", {"nbformat": 3, "worksheets": [{"cells": old}, {"cells": cells[4:5]}]}
    )
    assert names_of(path) == [("1:3", "tf.mul"), ("2:1", "tf.mul"), ("2:2", "tf.neg")]


@pytest.mark.parametrize("content", ["", "[1]", '{"cells": [3]}', '{"cells": [{}]}', "x = 1"])
def test_what_is_no_notebook(write, content):
    with pytest.raises(BadInput, match=r"^bad.ipynb is not a Jupyter notebook$"):
        texts.document(write("bad.ipynb", content))


def test_aliases_of_whole_name_spaces(write):
    text = """
    import tensorflow as tf
    from tensorflow.contrib import *
    from tensorflow.contrib.keras.python.keras.layers.core import *
    tfd, tfl = tf.contrib.distributions, tf.layers
    tfd.no_such, tfl.no_such
    layers.no_such, metrics.streaming_concat
    Dense, no_such
    def build(x, layers=tf.contrib.layers):
        return layers.nothing(x)
    """
    found = names_of(write("a.py", textwrap.dedent(text)))
    assert [(place, name) for place, name in found if int(place) > 4] == [
        ("6", "tf.contrib.distributions.no_such"),
        ("6", "tf.layers.no_such"),
        ("7", "tf.contrib.layers.no_such"),
        ("7", "tf.contrib.metrics.streaming_concat"),
        ("8", "tf.contrib.keras"),
        ("10", "tf.contrib.layers.nothing"),
    ]


def test_folders_are_searched(write):
    for name in (
        "b.py",
        "a/c.py",
        "a/b/d.ipynb",
        "a/x.txt",
        ".hidden/e.py",
        "a/.f.py",
        "_old/g.py",
    ):
        write(name, {"cells": []} if name.endswith("ipynb") else "")
    assert list(texts.scripts_below(".")) == ["./b.py", "./a/c.py", "./a/b/d.ipynb"]
    assert list(texts.scripts_below("a/x.txt")) == ["a/x.txt"]


# Reports

SCRIPT = """\
import tensorflow as tf
from tensorflow.contrib import rnn as r
print "begin"
cell = r.static_rnn
outputs = cell(r.BasicLSTMCell(3), x)
writer = tf.train.SummaryWriter("logs")
tf.placeholder; tf.mul(tf.mul(1, 2), 3)
tf.mul(1, 2)
tf.contrib.integrate.odeint(x)
"""


def test_the_whole_report_in_100_columns(write, capsys):
    difference = judging.judge("tf.contrib.rnn.BasicLSTMCell").difference
    write("lstm.py", SCRIPT)
    write("fine.py", "import tensorflow as tf\ntf.placeholder(tf.float32)\n")
    assert command.main(["lstm.py", "fine.py", "none.py"]) == 1
    out, err = capsys.readouterr()
    assert max(map(len, out.splitlines())) <= 100
    before, _, after = out.partition("compat.nn.rnn_cell.BasicLSTMCell;\n")
    wrapped, _, after = after.partition("\n6 ")
    assert " ".join(wrapped.split()) == difference
    assert before + "…\n6 " + after == (
        "lstm.py\n"
        "line    name                          covered    answer\n"
        "------  ----------------------------  ---------  ---------------------------------------\n"
        "3       print statement (Python 2)    yes        today: print(…)\n"
        "4, 5    tf.contrib.rnn.static_rnn     yes        tensorflow.compat.v1.nn.static_rnn\n"
        "5       tf.contrib.rnn.BasicLSTMCell  differs    …\n"
        "6       tf.train.SummaryWriter        yes        tensorflow.compat.v1.summary.FileWriter\n"
        "7, 8    tf.mul                        yes        tensorflow.compat.v1.multiply\n"
        "9       tf.contrib.integrate.odeint   no         scipy.integrate, or a loop with tf.\n"
        "                                                 while_loop\n"
        "\n"
        "2 files: 4 covered, 1 covered with a difference, 1 not covered\n"
    )
    assert err == "python -m compat --check: cannot read none.py: No such file or directory\n"


def test_json(write, capsys):
    write("a.py", "import tensorflow as tf\ntf.mul\n")
    write("b.ipynb", {"cells": [{"cell_type": "code", "source": "from tensorflow import no_such"}]})
    assert command.main(["--json", "a.py", "b.ipynb"]) == 1
    report = json.loads(capsys.readouterr().out)
    answer = report["files"][1]["findings"][0].pop("answer")
    assert answer
    assert report == {
        "schema": 1,
        "exit_code": 1,
        "summary": {"files": 2, "covered": 1, "differ": 0, "not_covered": 1},
        "files": [
            {
                "path": "a.py",
                "findings": [
                    {
                        "line": 2,
                        "cell": None,
                        "name": "tf.mul",
                        "status": "covered",
                        "answer": "tensorflow.compat.v1.multiply",
                        "difference": "",
                    }
                ],
            },
            {
                "path": "b.ipynb",
                "findings": [
                    {
                        "line": 1,
                        "cell": 1,
                        "name": "tf.no_such",
                        "status": "not covered",
                        "difference": "",
                    }
                ],
            },
        ],
        "unread": [],
    }


@pytest.mark.parametrize(
    ("content", "code", "summary"),
    [
        ("import tensorflow as tf\ntf.mul", 0, "1 file: 1 covered, 0 covered"),
        ("x = 1", 0, "1 file: 0 covered,"),
        ("import tensorflow as tf\ntf.no_such", 1, "1 not covered"),
        ("x = = 1", 1, "1 not covered"),
        ("lambda (a, b): a", 1, "1 not covered"),
        ("for i in xrange(3): print i", 0, "1 file: 1 covered"),
        ("x = 1\0", 2, "0 files: 0 covered"),
    ],
)
def test_exit_codes(write, capsys, content, code, summary):
    assert command.main([write("x.py", content)]) == code
    assert summary in capsys.readouterr().out


def test_nothing_to_read(write, capsys):
    write("empty/readme.txt", "")
    assert command.main(["empty", "none"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "python -m compat --check: empty has no scripts and no notebooks",
        "python -m compat --check: cannot read none: No such file or directory",
    ]


def test_the_command_loads_no_tensorflow(write):
    write("lstm.py", SCRIPT)
    code = (
        "import sys; from compat.__main__ import main; print(main(['--check', 'lstm.py']));"
        "print([name for name in ('tensorflow', 'numpy', 'tf_keras') if name in sys.modules])"
    )
    environment = {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.stderr == ""
    assert done.stdout.endswith("\n1\n[]\n")


def test_missing_says_what_the_table_says():
    absent = next(row for row in NAMES if row.kind is Kind.ABSENT)
    space, _, name = absent.old.rpartition(".")
    assert absent.answer in str(names.missing(space, name))
