"""A script's text, made ready to run: read, mended, its constants set, compiled."""

import ast
import difflib
import io
import os
import re
import tokenize
import unicodedata
import warnings
from collections.abc import Mapping
from pathlib import Path
from types import CodeType
from typing import NamedTuple

from compat import python2, rewriting, unused

__all__ = ["BadInput", "Script", "Text", "compiled", "load", "load_module", "parse", "read"]


class BadInput(Exception):
    """What is wrong with a script, or with what is asked of it, in one line.

    where: "FILE:LINE"; None when it concerns no line.
    """

    def __init__(self, what: str, where: str | None = None):
        super().__init__(what)
        self.where = where


class Text(NamedTuple):
    """A text that Python 3 reads."""

    text: str
    """With "\\n" at the end of each line; as many lines as there were."""
    tree: ast.Module
    python_2: list[python2.Change]
    """What was written as in Python 2, and is not any more."""


class Script(NamedTuple):
    """A script that compiles."""

    path: str
    """As the user gave it."""
    file: str
    """The absolute path, which is also the name of the file in `code`."""
    text: str
    """What was compiled, with "\\n" at the end of each line."""
    code: CodeType
    python_2: python2.Change | None = None
    """What shows that the script was written for Python 2, if it was."""


def load(path: str, constants: Mapping[str, str]) -> Script:
    """Reads the script at `path`, with other values for some of its constants.

    The encoding is the one that a byte order mark or the first two lines declare, else UTF-8.
    Where the text does not compile as it is, it is mended: see `parse`. Its operators and calls get
    the meanings that they had: see `compat.rewriting`. What it imports and does not use need not be
    there: see `compat.unused`.

    constants: the new values by name, each a Python literal, or else taken as a string. They
        replace the values of all assignments `NAME = …` and `NAME: type = …` at module level, be
        it below `if`, `with` or `try`; what a loop assigns is no constant. `A = NAME = …` has one
        value, so `A` gets the new one too.
    Raises BadInput when the script cannot be read, is not text or has a syntax error, and when it
    has no assignment for one of the constants.
    """
    text = parse(read(path), path)
    tree = unused.may_be_missing(_with_constants(text.tree, constants, path))
    return _mended(path, text._replace(tree=tree), None)


def load_module(path: str, python_2: python2.Change | None) -> Script:
    """Reads a module that a script imports, mended as the script is.

    But for what it does not use: other modules may.

    python_2: what shows that the script was written for Python 2; then its modules were, too.
    Raises BadInput as `load` does.
    """
    return _mended(path, parse(read(path), path), python_2)


def _mended(path: str, text: Text, python_2: python2.Change | None) -> Script:
    shown_by = text.python_2[0] if text.python_2 else rewriting.written_for_python_2(text.tree)
    shown_by = shown_by or python_2
    tree = rewriting.rewrite(text.tree, python_2=shown_by is not None)
    return Script(path, os.path.abspath(path), text.text, compiled(tree, path), shown_by)


def parse(content: str, path: str) -> Text:
    """Returns a script's text, mended where Python 3 does not read it as it is.

    Mended are spaces and invisible characters that only a web page has, but for those in strings
    and comments, and the syntax of Python 2: see `compat.python2`. Magics and shell commands of a
    notebook that was saved as a script, such as `%matplotlib inline`, do nothing.
    Raises BadInput when it has a syntax error all the same; `path` is for the message.
    """
    for text in (content, _with_plain_spaces(content)):
        while text is not None:
            changes = python2.changes(text)
            new = python2.mended(text, changes)
            try:
                with warnings.catch_warnings(action="ignore"):
                    return Text(new, ast.parse(new, path), changes)
            except SyntaxError as error:
                problem = error
                text = _without_magic(text, error.lineno or 1)
    for change in changes:
        if not change.edits:
            what = f"Python 2 syntax: {change.what}; write {change.instead}"
            raise BadInput(what, f"{path}:{change.line}")
    raise BadInput(f"syntax error: {problem.msg}", f"{path}:{problem.lineno}")


_MAGIC = re.compile(r"(\s*)(%%?|!\s*)[A-Za-z].*")


def _without_magic(text: str, number: int) -> str | None:
    """A text with `pass` in a line that is IPython's, at which Python stopped; None: it is not."""
    lines = text.split("\n")
    magic = _MAGIC.fullmatch(lines[number - 1]) if number <= len(lines) else None
    if magic is None:
        return None
    lines[number - 1] = f"{magic[1]}pass"
    return "\n".join(lines)


def compiled(tree: ast.Module, path: str) -> CodeType:
    """Returns the code of a tree, whose file is `path`.

    Raises BadInput for errors that no parser sees, such as a `from __future__` in the middle.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            return compile(tree, os.path.abspath(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        raise BadInput(f"syntax error: {error.msg}", f"{path}:{error.lineno}") from None


def read(path: str) -> str:
    """Returns a script's text, with "\\n" at the end of each line.

    Raises BadInput when it cannot be read, or is not text.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise BadInput(f"cannot read {path}: {error.strerror}") from error
    if b"\0" in content:
        raise BadInput(f"{path} is not a script: it has bytes that are not text")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = content.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise BadInput(
            f"{path} is not text in UTF-8, or in the encoding that it declares; save it as UTF-8, "
            "or begin it with its encoding, as in # -*- coding: gbk -*-"
        ) from error
    return io.StringIO(text, newline=None).read()


_STRING_COMMENT_OR_ODD = re.compile(
    r"""
      \#[^\n]*
    | (?P<quotes>'''|\"{3}) (?:\\.|[^\\])*? (?P=quotes)
    | ' (?:\\.|[^'\\\n])* '
    | " (?:\\.|[^"\\\n])* "
    | (?P<odd>[^\x00-\x7f])
    """,
    re.DOTALL | re.VERBOSE,
)


def _with_plain_spaces(text: str) -> str:
    """Replaces non-ASCII spaces by spaces, outside strings and comments; drops what is invisible.

    Spaces are such as U+00A0 and U+3000. Invisible are U+200B and U+FEFF, for example.
    """

    def mended(match: re.Match) -> str:
        if match["odd"] is None:
            return match[0]
        return {"Zs": " ", "Cf": ""}.get(unicodedata.category(match["odd"]), match["odd"])

    return _STRING_COMMENT_OR_ODD.sub(mended, text)


def _with_constants(tree: ast.Module, constants: Mapping[str, str], path: str) -> ast.Module:
    setter = _Setter(constants)
    setter.visit(tree)
    for name in constants:
        if name not in setter.assigned:
            there = sorted(setter.assigned)
            near = difflib.get_close_matches(name, there, n=3)
            has = f"it has {', '.join(there) or 'none'}"
            hint = f"did you mean {' or '.join(near)}?" if near else has
            raise BadInput(f"--set: {path} has no top-level assignment to {name}; {hint}")
    return tree


class _Setter(ast.NodeTransformer):
    """Replaces the values of assignments in place; `assigned` collects all names it came by."""

    def __init__(self, constants: Mapping[str, str]):
        self.constants = constants
        self.assigned: set[str] = set()

    def visit_Assign(self, node: ast.Assign) -> ast.Assign:
        return self._set(node, node.targets)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AnnAssign:
        return self._set(node, [node.target]) if node.value else node

    def _set(self, node, targets: list[ast.expr]):
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        self.assigned.update(names)
        for name in names:
            if name in self.constants:
                value = _literal(self.constants[name])
                for part in ast.walk(value):
                    ast.copy_location(part, node.value)
                node.value = value
        return node

    def _pass_by(self, node: ast.AST) -> ast.AST:
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = _pass_by
    visit_For = visit_AsyncFor = visit_While = _pass_by


def _literal(value: str) -> ast.expr:
    try:
        tree = ast.parse(value.strip(), mode="eval")
        ast.literal_eval(tree)
        return tree.body
    except (SyntaxError, ValueError, TypeError):
        return ast.Constant(value)
