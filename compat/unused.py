"""Imports that a script does not use, such as a pandas left over: they need not be installed.

`may_be_missing` puts a call into a script's tree; `FUNCTIONS` is what it calls, as built-in names
that the script's module must have.
"""

import ast
import sys

__all__ = ["FUNCTIONS", "may_be_missing"]

_BY_NAME = frozenset({"__all__", "eval", "exec", "globals", "locals", "vars"})
"""What may use a name that is nowhere written as one."""


def may_be_missing(tree: ast.Module) -> ast.Module:
    """Returns the tree, changed in place: no import stops the script whose names it does not use.

    These are the imports at module level and below no `try`, of modules that are not there; the
    script hears of each on stderr.
    """
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if used & _BY_NAME:
        return tree
    body = []
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                part = ast.copy_location(ast.Import([alias]), node)
                name = alias.asname or alias.name.partition(".")[0]
                body.append(part if name in used else _attempt(part, alias.name))
        elif isinstance(node, ast.ImportFrom) and _is_unused(node, used):
            body.append(_attempt(node, node.module))
        else:
            body.append(node)
    tree.body = body
    return ast.fix_missing_locations(tree)


def _is_unused(node: ast.ImportFrom, used: set[str]) -> bool:
    names = {alias.asname or alias.name for alias in node.names}
    return not node.level and node.module != "__future__" and not names & (used | {"*"})


def _attempt(node: ast.stmt, module: str) -> ast.Try:
    """The import, after whose failure the script goes on."""
    top = module.partition(".")[0]
    told = ast.Call(
        ast.Name("_compat_unused", ast.Load()),
        [ast.Name("_compat_error", ast.Load()), ast.Constant(top), ast.Constant(node.lineno)],
        [],
    )
    handler = ast.ExceptHandler(
        ast.Name("ModuleNotFoundError", ast.Load()),
        "_compat_error",
        [ast.If(ast.UnaryOp(ast.Not(), told), [ast.Raise()], [])],
    )
    return ast.copy_location(ast.Try([node], [handler], [], []), node)


def _unused(error: ModuleNotFoundError, package: str, line: int) -> bool:
    """Whether it is this package that is missing, and not TensorFlow's or a part of it; says so."""
    if error.name != package or package == "tensorflow":
        return False
    where = f"{sys.modules['__main__'].__file__}:{line}"
    print(f"{where}: {package} is not installed; nothing in the script uses it", file=sys.stderr)
    return True


FUNCTIONS = {"_compat_unused": _unused}
"""What the changed script calls, by the name that it uses."""
