"""Scripts and notebooks as trees: what there is below a path, read and parsed, cell by cell."""

import ast
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from compat import rewriting, source
from compat.python2 import Change
from compat.source import BadInput

__all__ = ["NOWHERE", "Broken", "Document", "Place", "document", "scripts_below"]


class Place(NamedTuple):
    """Where something is in a document."""

    line: int
    """From 1; in a notebook, the line of its cell."""
    cell: int | None = None
    """The number of a notebook's code cell, from 1; None: a script."""

    def __str__(self) -> str:
        return str(self.line) if self.cell is None else f"{self.cell}:{self.line}"


NOWHERE = Place(0)


class Broken(NamedTuple):
    """What cannot be run as it is."""

    place: Place
    message: str


class Document:
    """A script, or the code of a notebook: one tree, and where its lines come from."""

    def __init__(self, path: str):
        self.path = path
        self.tree = ast.Module([], [])
        self.python_2: list[tuple[Place, Change]] = []
        """What is written as in Python 2."""
        self.broken: list[Broken] = []
        """The cells, or the script, that do not parse; they are not in the tree."""
        self._begins: list[tuple[int, int | None]] = []
        self._length = 0

    def add(self, content: str, cell: int | None = None) -> None:
        """Appends a script, or a cell, to the tree."""
        begin = self._length
        self._begins.append((begin, cell))
        self._length += content.count("\n") + 1
        try:
            _, tree, changes = source.parse(content, self.path)
            if cell is None:  # a cell may `await`
                source.compiled(tree, self.path)
        except BadInput as error:
            line = int(error.where.rpartition(":")[2])
            self.broken.append(Broken(Place(line, cell), str(error)))
            return
        if not changes and (shown_by := rewriting.written_for_python_2(tree)):
            changes = [shown_by]
        self.python_2 += [(Place(change.line, cell), change) for change in changes]
        self.tree.body += ast.increment_lineno(tree, begin).body

    def place(self, line: int) -> Place:
        """Where a line of the tree comes from."""
        begin, cell = next(b for b in reversed(self._begins) if b[0] < line)
        return Place(line - begin, cell)


def scripts_below(path: str) -> Iterator[str]:
    """The scripts and notebooks in a folder and its folders, sorted; a file is itself.

    Hidden folders are left out, and so are links to folders.
    """
    if not os.path.isdir(path):
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if name[0] not in "._")
        for name in sorted(files):
            if name.endswith((".py", ".ipynb")) and name[0] != ".":
                yield os.path.join(folder, name)


def document(path: str) -> Document:
    """Reads and parses a script or a notebook.

    A notebook's cells are parsed one by one, and belong together. IPython's magics and shell
    commands are passed over. Raises BadInput when the file cannot be read.
    """
    read = Document(path)
    if path.endswith(".ipynb"):
        for number, cell in enumerate(_code_cells(path), 1):
            read.add(_without_magics(cell), number)
    else:
        read.add(source.read(path))
    return read


def _code_cells(path: str) -> Iterator[str]:
    try:
        notebook = json.loads(Path(path).read_bytes())
        # Format 3 has work sheets, and calls a cell's text its input.
        sheets = notebook.get("worksheets") or [notebook]
        cells = [cell for sheet in sheets for cell in sheet["cells"]]
        for cell in cells:
            if cell["cell_type"] == "code":
                text = cell["source"] if "source" in cell else cell["input"]
                yield text if isinstance(text, str) else "".join(text)
    except OSError as error:
        raise BadInput(f"cannot read {path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(f"{path} is not a Jupyter notebook") from error


_RUNS_PYTHON = {"capture", "prun", "time", "timeit"}
_MAGIC = re.compile(r"^(\s*)(?:[%!?]+\s*[A-Za-z].*|\w[\w.]*\?+\s*)$")
_ASSIGNED_MAGIC = re.compile(r"^(\s*\w+\s*=\s*)[%!]\s*[A-Za-z].*$")


def _without_magics(cell: str) -> str:
    """A cell as plain Python, with the same lines; nothing, if it is of another language."""
    if other := re.match(r"\s*%%(\w+)", cell):
        if other[1] not in _RUNS_PYTHON:
            return ""
        cell = cell.replace(f"%%{other[1]}", "#", 1)
    try:
        ast.parse(cell)
        return cell
    except SyntaxError:
        lines = (_MAGIC.sub(r"\1pass", line) for line in cell.split("\n"))
        return "\n".join(_ASSIGNED_MAGIC.sub(r"\1None", line) for line in lines)
