"""What a script finds around it: windows, folders, data, flags, built-in names."""

import sys
import types

import numpy as np
import pytest

from compat import script, source, surroundings


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


FLAGS = """
class FLAGS:
    pass

setattr(FLAGS, "__flags", {"a": 1})
class Model:
    def flags(self):
        return FLAGS.__flags, FLAGS.__dict__["__flags"]
"""


def test_flags_are_values_but_where_a_value_is_read(run):
    assert run(f"{FLAGS}\nprint(Model().flags())") == "({'a': 1}, {'a': 1})\n"
    with pytest.raises(AssertionError, match="no attribute '_Model__flags'"):
        run(f"{FLAGS}\nModel().flags()[0]['a'].value")


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
