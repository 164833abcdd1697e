"""Modules that a script imports from its own folder: they run as the script does."""

import importlib.util
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from textwrap import dedent

import pytest

from compat import modules

PROJECT = Path(__file__).parents[1]

RUN = """
import sys
from compat import script, source
try:
    sys.exit(script.run(source.load("script.py", {}), []))
except source.BadInput as error:
    sys.exit(f"{error.where}: {error}")
"""
"""What the command does, but for TensorFlow, which takes seconds to load."""


@pytest.fixture
def execute(tmp_path):
    """Runs `script.py` among other files, given by their paths."""

    def execute(files: dict[str, str], python=("-c", RUN)) -> subprocess.CompletedProcess:
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(dedent(content))
        return subprocess.run(
            [sys.executable, *python],
            cwd=tmp_path,
            env={"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
        )

    return execute


HELPER = """\
    import numpy as np

    print "helper", 7 / 2, map(str, xrange(2))

    def element():
        a = np.zeros(2)
        a[1] = np.array([[2.5]])
        return '%.1f' % a[1:]
"""


def test_modules_and_packages_run_as_in_python_2(execute, tmp_path):
    done = execute(
        {
            "script.py": """\
                import helper, package.part
                from package import part
                print(helper.element(), part.keys, 7 / 2)
                """,
            "helper.py": HELPER,
            "package/__init__.py": "print 'package'\n",
            "package/part.py": "from . import other\nkeys = {1: 2}.keys() + [other.half]\nlong\n",
            "package/other.py": "half = xrange(9)[7] / 2\n",
        }
    )
    assert done.stdout.splitlines() == ["helper 3 ['0', '1']", "package", "2.5 [1, 3] 3.5"]
    assert done.stderr.splitlines() == [
        f"{tmp_path / 'helper.py'}:3: print statement: runs as in Python 2",
        f"{tmp_path / 'package' / '__init__.py'}:1: print statement: runs as in Python 2",
        f"{tmp_path / 'package' / 'part.py'}:3: long: runs as in Python 2",
        f"{tmp_path / 'package' / 'other.py'}:1: xrange: runs as in Python 2",
    ]


def test_packages_of_python_2_find_what_lies_beside(execute, tmp_path):
    done = execute(
        {
            "script.py": "from package import part\nprint part.x, part.other.y.z\n",
            "package/__init__.py": "",
            "package/part.py": "import json, other.y\nfrom other.y import z as x\nimport no_such",
            "package/other/__init__.py": "",
            "package/other/y.py": "z = 1\n",
        }
    )
    assert done.stderr.splitlines()[-2].endswith("No module named 'no_such'")
    files = [line.split('"')[1] for line in done.stderr.splitlines() if "File" in line]
    assert files == [str(tmp_path / "script.py"), str(tmp_path / "package" / "part.py")]
    (tmp_path / "no_such.py").touch()
    assert execute({}).stdout == "1 1\n"


def test_modules_of_a_python_2_script_are_of_python_2(execute):
    done = execute(
        {
            "script.py": "import helper, other\nprint helper.half\n",
            "helper.py": "half = 7 / 2",
            "other.py": "print 'other'",
        }
    )
    assert (done.stdout, done.stderr) == ("other\n3\n", "")


def test_folders_that_the_script_adds_are_its_own_and_others_are_not(execute, tmp_path):
    done = execute(
        {
            "script.py": """\
                import os, sys
                here = os.path.dirname(__file__)
                sys.path.append(here + "/../" + os.path.basename(here) + "-lib")
                sys.path.append(here + "/site-packages")
                import far
                print(far.x)
                import installed
                """,
            f"../{tmp_path.name}-lib/far.py": "x = xrange(3)[2]\n",
            "site-packages/installed.py": "xrange\n",
        }
    )
    assert done.stdout == "2\n"
    assert done.stderr.endswith("NameError: name 'xrange' is not defined\n")


def test_what_is_installed_stays_as_it_is():
    with modules.mended("/", None):
        for name in ("json.tool", "compat.__main__", "absl.testing.absltest"):
            assert type(importlib.util.find_spec(name).loader) is SourceFileLoader


def test_modules_of_pythons_own_come_first(execute):
    done = execute({"script.py": "import xxsubtype\nprint(xxsubtype.bench)", "xxsubtype.py": "x"})
    assert done.stdout.startswith("<built-in")


def test_no_cache_is_read_or_written(execute, tmp_path):
    files = {
        "script.py": "import sys, helper\nprint(helper.name)\n",
        "helper.py": "try:\n    name = unicode.__name__\nexcept NameError:\n    name = 'plain'\n",
    }
    assert execute(files, ("script.py",)).stdout == "plain\n"
    assert list((tmp_path / "__pycache__").glob("helper.*.pyc"))
    assert execute(files).stdout == "str\n"
    assert execute(files, ("script.py",)).stdout == "plain\n"


def test_a_traceback_shows_the_lines_of_the_module(execute, tmp_path):
    done = execute(
        {
            "script.py": "import helper\n\nhelper.fail(2)\n",
            "helper.py": """\
                print 'begun'
                def fail(n):
                    for i in [n] * n: print range(i)[n / 4.]
                """,
        }
    )
    assert (done.returncode, done.stdout) == (1, "begun\n")
    trace = done.stderr.partition("Traceback")[2].splitlines()
    assert trace[1:] == [
        f'  File "{tmp_path / "script.py"}", line 3, in <module>',
        "    helper.fail(2)",
        f'  File "{tmp_path / "helper.py"}", line 3, in fail',
        "    for i in [n] * n: print(range(i)[n / 4.])",
        "                            ~~~~~~~~^^^^^^^^",
        "TypeError: list indices must be integers or slices, not float",
        f"{tmp_path / 'helper.py'}:3: since Python 3, and NumPy 1.12, 7 / 2 is 3.5 and no index or "
        "length; write // or int(…)",
    ]


def test_a_traceback_has_no_lines_of_what_imports(execute, tmp_path):
    done = execute({"script.py": "import helper\n", "helper.py": "1 / 0\n"})
    files = [line.split('"')[1] for line in done.stderr.splitlines() if "File" in line]
    assert files == [str(tmp_path / "script.py"), str(tmp_path / "helper.py")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1\nlambda (a, b): a\n", "2: Python 2 syntax: parameter in parentheses; write one"),
        ("x = (\n", "1: syntax error: '(' was never closed"),
    ],
)
def test_a_module_that_does_not_compile_is_one_line(execute, tmp_path, text, message):
    done = execute({"script.py": "import helper\n", "helper.py": text})
    assert done.returncode == 1
    assert done.stderr.startswith(f"{tmp_path / 'helper.py'}:{message}")
    assert done.stderr.count("\n") == 1


def test_a_module_may_be_imported_again(execute):
    done = execute(
        {
            "script.py": """\
                import importlib, inspect, pickle
                import helper
                with open(helper.__file__, "a") as file:
                    file.write("print 'more'\\n")
                assert importlib.reload(helper) is helper
                print(helper.__name__, helper.__spec__.name, inspect.getsource(helper.A))
                assert type(pickle.loads(pickle.dumps(helper.A()))) is helper.A
                """,
            "helper.py": "print 'once'\nclass A: pass\n",
        }
    )
    assert done.stdout.splitlines() == ["once", "once", "more", "helper helper class A: pass", ""]
