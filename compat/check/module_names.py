"""The names of an installed module, read from its file: the module is not loaded."""

import ast
import functools
import importlib.util
from collections.abc import Iterator
from pathlib import Path

__all__ = ["has", "names_in"]


def has(module: str, name: str) -> bool | None:
    """Whether a module has a name, as far as its text says; None if there is no such module."""
    names = names_in(module)
    return None if names is None else name in names or "*" in names


@functools.cache
def names_in(module: str) -> frozenset[str] | None:
    """Returns what a module defines, imports and contains; None if there is no such module.

    `*` is among them where not all can be read: of a module that protoc has made, or that takes in
    all of one which is not there as text.
    """
    file = _file(module)
    if file is None:
        return None
    body = ast.parse(file.read_text(encoding="utf-8")).body
    names = {"*"} if file.stem.endswith("_pb2") else set()
    if file.name == "__init__.py":
        names |= {path.stem for path in file.parent.iterdir() if _is_module(path)}
    for statement in _statements(body):
        names |= set(_bound(statement))
    kept = _listed(body, "_allowed_symbols")  # what `remove_undocumented` of TensorFlow leaves
    return frozenset(names if kept is None else names & kept)


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module, also those below a condition."""
    for statement in body:
        yield statement
        for inner in ("body", "orelse", "handlers", "finalbody"):
            if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield from _statements(getattr(statement, inner, []))


def _bound(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import(names=aliases):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in aliases)
        case ast.ImportFrom(module=str(source), names=[ast.alias(name="*")]):
            yield from _starred(source)
        case ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name for alias in aliases)
        case ast.Assign(targets=targets):
            found = (node for target in targets for node in ast.walk(target))
            yield from (node.id for node in found if isinstance(node, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            yield name


def _starred(module: str) -> set[str]:
    """What `from module import *` binds: its `__all__` where that is written out."""
    file = _file(module)
    if file is None:
        return {"*"}
    body = ast.parse(file.read_text(encoding="utf-8")).body
    listed = _listed(body, "__all__")
    if listed is not None:
        return listed
    return {name for name in names_in(module) if not name.startswith("_")}


def _listed(body: list[ast.stmt], variable: str) -> set[str] | None:
    """The names in the list that a variable is; None where there is no such list."""
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.List(elts=names)):
                if name == variable:
                    return {element.value for element in names}
    return None


@functools.cache
def _file(module: str) -> Path | None:
    package, *inner = module.split(".")
    found = importlib.util.find_spec(package)  # of a package at the top; this loads nothing
    if found is None or found.origin is None:
        return None
    place = Path(found.origin).parent.joinpath(*inner)
    files = (place / "__init__.py", place.with_name(f"{place.name}.py"))
    return next((file for file in files if file.is_file()), None)


def _is_module(path: Path) -> bool:
    return (path / "__init__.py").is_file() or (path.suffix == ".py" and path.stem != "__init__")
