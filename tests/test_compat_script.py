"""`python -m compat SCRIPT.py`: small scripts, each run in a process of its own."""

from pathlib import Path
from textwrap import dedent

import pytest

from compat import source

SCRIPT = "../script.py"


def variables(path: Path, **constants: str) -> dict:
    """The variables of a script without TensorFlow, after it has run."""
    namespace = {}
    exec(source.load(str(path), constants).code, namespace)
    del namespace["__builtins__"]
    return namespace


# The command line


def test_help_teaches_and_loads_no_tensorflow(command):
    done = command("--help")
    assert done.returncode == 0
    assert not done.stderr
    for word in ("--seed N", "--set NAME=VALUE", "examples:", "exit codes:", "130  interrupted"):
        assert word in done.stdout

    done = command("import sys, compat.__main__; print('tensorflow' in sys.modules)", python=["-c"])
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("", "the following arguments are required: SCRIPT.py"),
        ("--no-such x.py", "unrecognized arguments: --no-such"),
        ("--seed -1 x.py", "argument --seed: must be a whole number, from 0 to 2147483647"),
        ("--seed 1.5 x.py", "argument --seed: must be a whole number, from 0 to 2147483647"),
        ("--threads 0 x.py", "argument --threads: must be a whole number, 1 or more, not '0'"),
        ("--set x.py", "argument --set: must be NAME=VALUE, not 'x.py'"),
        ("--set a.b=1 x.py", "argument --set: must be NAME=VALUE, not 'a.b=1'"),
        ("x.py --seed nonsense", "cannot read x.py: No such file or directory"),
        ("..", "cannot read ..: Is a directory"),
        ("--set n=1 ../script.py", "--set: ../script.py has no top-level assignment to n; it has "),
    ],
)
def test_bad_usage_is_one_line(command, write, arguments, message):
    write("epochs = 1\n")
    done = command(*arguments.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"python -m compat: {message}")
    assert done.stderr.count("\n") == 1


# The text of a script


@pytest.mark.parametrize(
    "content",
    [
        "a = 'né'\n".encode(),
        "a = 'né'".encode(),
        "\ufeffa = 'né'\n".encode(),
        "\ufeff# coding: utf-8\r\nif 1:\r\n    a = 'né'\r\n".encode(),
        "#!/usr/bin/python\n# -*- coding: latin-1 -*-\na = 'né'".encode("latin-1"),
        "#\xa0one\nif\xa01:\n\xa0\xa0 \xa0a =\xa0'né'\n\xa0\n".encode(),
        "\u3000\na\u3000=\u200b 'né'\u200b\n\u200b".encode(),
        "\ufeff\ufeffa\u2003= 'né'".encode(),
    ],
    ids=["plain", "no-newline", "bom", "bom-crlf", "cookie", "u00a0", "u3000-u200b", "two-boms"],
)
def test_text_as_editors_and_web_pages_make_it(write, content):
    assert variables(write(content)) == {"a": "né"}


def test_odd_spaces_in_strings_and_comments_stay(write):
    lines = [
        "a = '\xa0\\'\xa0' #\xa0'\xa0",
        'b = """\xa0"',
        '\u200b"""',
        "if b:",
        "\xa0   c =\xa0r'\\'\xa0' + \"'\xa0\"  # \xa0'",
    ]
    path = write("\n".join(lines))
    assert variables(path) == {"a": "\xa0'\xa0", "b": '\xa0"\n\u200b', "c": "\\'\xa0'\xa0"}
    text = source.load(str(path), {}).text
    assert text.split("\n") == [*lines[:4], "    c = r'\\'\xa0' + \"'\xa0\"  # \xa0'"]


def test_magics_of_a_notebook_do_nothing(write, capsys):
    lines = [
        "%matplotlib osx",
        "!pip install 'a",
        "if 1:",
        "    %time",
        "    ! ls (",
        "    print 7",
        "%%time",
        "a = 'b%s' \\",
        "%name if 0 else 1",
    ]
    path = write("\n".join(lines))
    assert variables(path) == {"a": 1}
    assert capsys.readouterr().out == "7\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("%matplotlib inline\nx = !ls\n", f"{SCRIPT}:2: syntax error: invalid syntax"),
        ("x = 7\n% x\n", f"{SCRIPT}:2: syntax error: invalid syntax"),
        ("print 'hello'\nprint (\n", f"{SCRIPT}:2: syntax error: '(' was never closed"),
        ("x = 1\nlambda (a, b): a\n", f"{SCRIPT}:2: Python 2 syntax: parameter in parentheses; wr"),
        ("x = (\n", f"{SCRIPT}:1: syntax error: '(' was never closed"),
        ("\n\nx\xa0= 1 1\n", f"{SCRIPT}:3: syntax error: invalid syntax"),
        ("if 1:\n\tx = 1\n    y = 2\n", f"{SCRIPT}:3: syntax error: unindent does not match"),
        ("x = “a”\n", f"{SCRIPT}:1: syntax error: invalid character '“'"),
        ("x = 1\nreturn x", f"{SCRIPT}:2: syntax error: 'return' outside function"),
        ("# 中文\n".encode("gbk"), f"python -m compat: {SCRIPT} is not text in UTF-8"),
        (b"\n\n\nx = '\xd6'\n", f"python -m compat: {SCRIPT} is not text in UTF-8"),
        ("# coding: no-such\n", f"python -m compat: {SCRIPT} is not text in UTF-8"),
        ("x = 1\n".encode("utf-16"), f"python -m compat: {SCRIPT} is not a script"),
    ],
)
def test_text_that_does_not_compile_is_one_line(command, write, content, message):
    write(content)
    done = command(SCRIPT)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1


# --set


def test_set_replaces_what_is_assigned_at_module_level(write):
    path = write(
        dedent("""\
        from contextlib import nullcontext
        steps = 1000
        steps: int = 2000
        rate: float
        size = width = 28
        if steps:
            name = "a"
        with nullcontext():
            shape = [1]
        try:
            flag = None
        finally:
            minus = (
                0,
            )
        def function():
            steps = 5
            return steps
        class Class:
            steps = 6
        for _ in "a":
            step = 7
        seen = steps, size, width, name, shape, flag, minus, function(), Class.steps, step
        """)
    )
    seen = variables(
        path, steps="40", size="3", name="b c", shape="{'a': [2, 3]}", flag="True", minus="-1e-3"
    )["seen"]
    assert seen == (40, 3, 3, "b c", {"a": [2, 3]}, True, -0.001, 5, 6, 7)
    assert variables(path, name="' 1'", steps=" 1")["seen"][:4] == (1, 28, 28, " 1")
    for not_assigned in ("rate", "step", "function", "seem"):
        with pytest.raises(source.BadInput, match=f"no top-level assignment to {not_assigned};"):
            source.load(str(path), {not_assigned: "1"})


def test_set_says_which_name_was_meant(write):
    path = write("training_iters = 1\nbatch_size = 2\n")
    with pytest.raises(source.BadInput, match=r"; did you mean training_iters\?$"):
        source.load(str(path), {"train_iters": "1"})
    with pytest.raises(source.BadInput, match=r"; it has batch_size, training_iters$"):
        source.load(str(path), {"x": "1"})
    with pytest.raises(source.BadInput, match=r"; it has none$"):
        source.load(str(write("")), {"x": "1"})
