"""The names of the installed `tf.compat.v1`, read from its files: TensorFlow is not loaded."""

import functools
import importlib.util
import re
from pathlib import Path

from compat.check import module_names
from compat.source import BadInput

__all__ = ["has", "is_space", "names_in"]

_LEGACY = "tf_keras/api/_v1/keras/__internal__/legacy"
_ELSEWHERE = {
    "tf.app.flags": "tensorflow/python/platform/flags",
    "tf.flags": "tensorflow/python/platform/flags",
    "tf.keras": "tf_keras/api/_v1/keras",
    "tf.layers": f"{_LEGACY}/layers",
    "tf.nn.rnn_cell": f"{_LEGACY}/rnn_cell",
}
"""Name spaces that are not in TensorFlow's generated files."""

_PRIVATE = {"tf.core": "tensorflow/core", "tf.python": "tensorflow/python"}

_GENERATED = "tensorflow/_api/v2/compat/v1"
_NAME = re.compile(
    r"""
      ^from\ \S+\ import\ (?:\w+\ as\ )?(?P<imported>\w+)
    | ^(?:def|class)\ (?P<defined>\w+)
    | ^(?:_current_module\.)?(?P<assigned>\w+)\ *(?::[^=\n]+)?=
    | ^setattr\(_current_module,\ "(?P<set>\w+)"
    """,
    re.MULTILINE | re.VERBOSE,
)
_LISTED = re.compile(r"^from \S+ import \(([^)]*)\)", re.MULTILINE)


def is_space(dotted: str) -> bool:
    """Whether a name such as `tf.nn` is a name space: a module, with names of its own below it."""
    return _file(dotted) is not None


def has(dotted: str) -> bool:
    """Whether `tf.compat.v1` has a name, written as below `tf`; or TensorFlow has a private one."""
    space, _, name = dotted.rpartition(".")
    if is_space(dotted) or re.fullmatch(r"__\w+__", name):
        return True
    names = names_in(space)
    return name in names or "*" in names


@functools.cache
def names_in(space: str) -> frozenset[str]:
    """The names of a name space, its own name spaces included; none if there is no such space.

    `*` is among them where a private module has names that its text does not say.
    """
    file = _file(space)
    if file is None or not file.is_file():
        return frozenset()
    if space.startswith("tf.python."):
        return module_names.names_in(space.replace("tf.", "tensorflow.", 1))
    text = file.read_text(encoding="utf-8")
    names = {name for match in _NAME.finditer(text) for name in match.groups() if name}
    for listed in _LISTED.findall(text):
        names.update(part.split()[-1] for part in listed.split(",") if part.strip())
    # Takes in all names of another module; or makes them as it is imported.
    if re.search(r"^from \S+ import \*", text, re.MULTILINE) or file.name.endswith("_pb2.py"):
        names.add("*")
    names.update(old.rpartition(".")[2] for old in _ELSEWHERE if old.rpartition(".")[0] == space)
    return frozenset(name for name in names if not re.match(r"_[^_]|_$", name))


@functools.cache
def _file(space: str) -> Path | None:
    """The file with a name space's names; None if it is no name space."""
    if space == "tf":
        return _packages("tensorflow") / _GENERATED / "__init__.py"
    for old, new in (_ELSEWHERE | _PRIVATE).items():
        if space == old or space.startswith(f"{old}."):
            rest = space.removeprefix(old).replace(".", "/")
            folder = _packages(new.partition("/")[0]) / f"{new}{rest}"
            break
    else:
        rest = space.removeprefix("tf.").replace(".", "/")
        folder = _packages("tensorflow") / _GENERATED / rest
    module = folder.with_name(f"{folder.name}.py")
    if module.is_file():
        return module
    return folder / "__init__.py" if folder.is_dir() else None


@functools.cache
def _packages(package: str) -> Path:
    """The folder that an installed package lies in."""
    found = importlib.util.find_spec(package)  # of a package at the top; this loads nothing
    if found is None or found.origin is None:
        raise BadInput(f"{package} is not installed here, and its names are read from its files")
    return Path(found.origin).parents[1]
