"""The modules that came with a script: mended as the script itself is, when they are imported."""

import builtins
import contextlib
import functools
import importlib.machinery
import importlib.util
import linecache
import os
import sys
import sysconfig
import types
from collections.abc import Iterator

from compat import keras_1, old_python, python2, rewriting, source, surroundings, unused

__all__ = ["mended", "prepare"]


def prepare(module: types.ModuleType, script: source.Script) -> None:
    """Gives a module, before `script` is executed in it, the built-in names that the script needs.

    From now on, tracebacks show the lines that run: the file may be edited meanwhile.
    """
    module.__builtins__ = old_python.builtins_for(python_2=script.python_2 is not None)
    vars(module.__builtins__).update(
        rewriting.FUNCTIONS | unused.FUNCTIONS, get_ipython=surroundings.NoNotebook
    )
    if keras_1.imported_by(script.text):
        keras_1.understand()
    lines = [f"{line}\n" for line in script.text.split("\n")]
    linecache.cache[script.file] = (len(script.text), None, lines, script.file)


@contextlib.contextmanager
def mended(folder: str, python_2: python2.Change | None) -> Iterator[None]:
    """Has modules mended while its block runs, where they came with the script.

    Those are in its folder, and in the folders that it adds to `sys.path`. Installed packages,
    Python's library and this project stay as they are.

    folder: the script's own.
    python_2: what shows that the script was written for Python 2; then its modules were, too.
    """
    finder = _Finder(folder, python_2)
    # Built-in modules come first, whatever is in the folder.
    sys.meta_path.insert(sys.meta_path.index(importlib.machinery.PathFinder), finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


_INSTALLED = {
    os.path.realpath(sysconfig.get_path(name))
    for name in ("stdlib", "platstdlib", "purelib", "platlib")
} | {os.path.dirname(os.path.realpath(__file__))}


class _Finder:
    """Finds what Python finds, and has those of the script's modules loaded by `_Loader`."""

    def __init__(self, folder: str, python_2: python2.Change | None):
        self.folder = folder
        self.python_2 = python_2
        self.others = set(sys.path) - {folder}

    def find_spec(self, name: str, path=None, target=None):
        """Returns how to load a module; None: as Python would."""
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        loader = spec and spec.loader
        if type(loader) is not importlib.machinery.SourceFileLoader or not self._own(loader.path):
            return None
        spec.loader = _Loader(name, loader.path, self.python_2)
        return spec

    def _own(self, path: str) -> bool:
        path = os.path.realpath(path)
        if {"dist-packages", "site-packages"} & set(path.split(os.sep)):
            return False
        if any(_below(folder, path) for folder in _INSTALLED):
            return False
        folders = {self.folder, *sys.path} - self.others
        return any(_below(os.path.realpath(folder), path) for folder in folders)


def _below(folder: str, path: str) -> bool:
    return path.startswith(os.path.join(folder, ""))


def _beside(name: str, names=None, local=None, fromlist=(), level=0):
    """Imports in a package as Python 2 did: `import part` may be what lies beside the module."""
    try:
        return builtins.__import__(name, names, local, fromlist, level)
    except ModuleNotFoundError as error:
        top = name.partition(".")[0]
        if (
            level
            or error.name != top
            or not importlib.util.find_spec(f".{top}", names["__package__"])
        ):
            raise
    return builtins.__import__(name, names, local, fromlist, 1)


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a module from its text. It neither reads nor writes a cache of what is not mended."""

    def __init__(self, name: str, path: str, python_2: python2.Change | None):
        super().__init__(name, path)
        self.python_2 = python_2

    @functools.cached_property
    def script(self) -> source.Script:
        """The module's text, ready to run."""
        return source.load_module(self.path, self.python_2)

    def create_module(self, spec) -> types.ModuleType:
        """Returns the module, before it is executed; says why it alone runs as in Python 2."""
        if (sign := self.script.python_2) and not self.python_2:
            print(f"{self.path}:{sign.line}: {sign.what}: runs as in Python 2", file=sys.stderr)
        module = types.ModuleType(spec.name)
        prepare(module, self.script)
        if sign and spec.parent:
            module.__builtins__.__import__ = _beside
        return module

    def get_code(self, name: str) -> types.CodeType:
        """Returns the code that is executed in the module."""
        return self.script.code
