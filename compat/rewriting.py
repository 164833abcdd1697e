"""Old meanings for a script's own operators and calls: integer division, arrays as scalars.

`rewrite` puts calls into a script's tree; `FUNCTIONS` are what they call, as built-in names that
the script's module must have.
"""

import ast
import importlib
import os
import sys

from compat import division, old_methods, surroundings
from compat.old_python import INSTEAD
from compat.python2 import Change

__all__ = ["FUNCTIONS", "rewrite", "written_for_python_2"]


def written_for_python_2(tree: ast.Module) -> Change | None:
    """Returns the first use of a built-in name that only Python 2 had, and the script never binds.

    None: nothing shows that a script that Python 3 reads was written for Python 2. A script that
    asks which Python it is, or whether a name exists, was written for both.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="sys"), attr="version" | "version_info"):
                return None
            case ast.Attribute(attr="PY2" | "PY3") | ast.Name(id="PY2" | "PY3"):  # six's
                return None
            case ast.ExceptHandler(type=ast.Name(id="NameError")):
                return None
    bound = _bound(tree)
    used = (
        (node.lineno, node.id)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in INSTEAD and node.id not in bound
    )
    if first := min(used, default=None):
        line, name = first
        return Change(line, name, INSTEAD[name], ())
    return None


def _bound(tree: ast.Module) -> set[str]:
    """The names that a script binds, anywhere."""
    bound = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                bound.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
            case ast.ImportFrom(module=module, names=[ast.alias(name="*")], level=0):
                bound.update(_starred(module))
            case ast.alias():
                bound.add(node.asname or node.name.partition(".")[0])
    return bound


def _starred(module: str) -> list[str]:
    """The names that `from module import *` binds; of Python's library, as others may do anything
    when they are imported."""
    if module.partition(".")[0] not in sys.stdlib_module_names:
        return []
    try:
        found = importlib.import_module(module)
    except ImportError:
        return []
    return getattr(found, "__all__", None) or [n for n in vars(found) if not n.startswith("_")]


def rewrite(tree: ast.Module, *, python_2: bool) -> ast.Module:
    """Returns the tree, changed in place, with old meanings where that can be done safely.

    In every script: `float(x)`, `int(x)`, `math.f(x)`, `"…" % x` and `a[i] = x` take an array of
    one element for its element, as NumPy did before 2.4; `d.iteritems()`, `i.next()` and others
    answer: see `compat.old_methods`. `plt.savefig(path)` and `imsave` make the folder, which came
    with the script; `plt.waitforbuttonpress()` returns at once where no window is shown, and
    `matplotlib.use("TkAgg")` asks for none where there is no display. `FLAGS.__flags` are values,
    but where the script reads a `value` of something, as since TensorFlow 1.5.
    python_2: also, `/` of integers is their floor, unless the script has `division` of
        `__future__`, `keys()`, `values()` and `items()` of a dict are lists, a list's `sort` takes
        a function that compares, and what is decoded may be text already.
    """
    divides = python_2 and not any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(alias.name == "division" for alias in node.names)
        for node in tree.body
    )
    return ast.fix_missing_locations(_Rewriter(tree, divides, python_2).visit(tree))


class _Rewriter(ast.NodeTransformer):
    def __init__(self, tree: ast.Module, divides: bool, python_2: bool):
        bound = _bound(tree)
        read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        self.flags_are_values = "value" not in read
        self.divides = divides
        self.kinds = {"float", "int"} - bound
        self.decodes = python_2 and "unicode" not in bound
        self.methods = old_methods.LOST | (old_methods.LOST_WITH_PYTHON_2 if python_2 else set())

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id=kind), args=[value], keywords=[]) if (
                kind in self.kinds and not isinstance(value, ast.Starred)
            ):
                return _call(node, kind, value)
            case ast.Call(func=ast.Name(id="unicode"), args=[_, _, *_]) if self.decodes:
                return _call(node, "unicode", *node.args)
            case ast.Call(func=ast.Attribute(value=value, attr=method)) if method in self.methods:
                calling = _call(node, "method", value, ast.Constant(method), *node.args)
                calling.keywords = node.keywords
                return calling
            case ast.Call(func=ast.Attribute(value=value, attr="waitforbuttonpress"), keywords=[]):
                return _call(node, "wait", value, *node.args)
            case ast.Call(func=ast.Attribute(attr="savefig" | "imsave"), args=[path, *others]) if (
                not isinstance(path, ast.Starred)
            ):
                node.args = [_call(path, "in_folder", path), *others]
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="matplotlib" | "mpl"), attr="use"),
                args=[backend, *others],
            ):
                node.args = [_call(backend, "backend", backend), *others]
            case ast.Call(func=ast.Attribute(value=ast.Name(id="math"))):
                node.args = [
                    arg if isinstance(arg, ast.Starred) else _call(arg, "element", arg)
                    for arg in node.args
                ]
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.Attribute(attr="__flags", ctx=ast.Load()) if self.flags_are_values:
                return _call(node, "flags", node.value)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.Subscript(
                value=ast.Attribute(value=holder, attr="__dict__"),
                slice=ast.Constant(value="__flags"),
                ctx=ast.Load(),
            ) if self.flags_are_values:
                return _call(node, "flags", holder)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.BinOp(left=ast.Constant(value=str()), op=ast.Mod()):
                return _call(node, "percent", node.left, node.right)
            case ast.BinOp(op=ast.Div()) if self.divides:
                return _call(node, "divide", node.left, node.right)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        self.generic_visit(node)
        match node:
            case ast.Assign(targets=[ast.Subscript(value=array, slice=index)]) if not any(
                isinstance(part, ast.Slice | ast.Starred) for part in ast.walk(index)
            ):
                setting = _call(node, "set", node.value, array, index)
                return ast.copy_location(ast.Expr(setting), node)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        self.generic_visit(node)
        match node:
            case ast.AugAssign(op=ast.Div()) if self.divides:
                target, before = division.apart(node.target)
                value = _call(node, "divide_in_place", before, node.value)
                return ast.copy_location(ast.Assign([target], value), node)
        return node


def _call(node: ast.AST, function: str, *arguments: ast.expr) -> ast.Call:
    name = ast.Name(f"_compat_{function}", ast.Load())
    return ast.copy_location(ast.Call(name, list(arguments), []), node)


# What the rewritten script calls.


def _element(value):
    """The element of an array that has just one; anything else as it is."""
    numpy = sys.modules.get("numpy")
    if numpy and isinstance(value, numpy.ndarray) and value.ndim and value.size == 1:
        return value.item()
    return value


def _float(value):
    return float(_element(value))


def _int(value):
    return int(_element(value))


def _percent(template: str, values) -> str:
    try:
        return template % values
    except TypeError:
        numbers = tuple(map(_number, values)) if type(values) is tuple else _number(values)
        return template % numbers


def _number(value):
    """As `_element`; but `%s` and `%r` still see the array."""
    element = _element(value)
    if element is value or not isinstance(element, int | float):
        return element
    kind = float if isinstance(element, float) else int
    shown = {"__str__": lambda number: str(value), "__repr__": lambda number: repr(value)}
    return type(kind.__name__, (kind,), shown)(element)


def _set(value, array, index) -> None:
    """`array[index] = value`, whose parts Python evaluates in this order."""
    try:
        array[index] = value
    except ValueError:
        element = _element(value)
        if element is value:
            raise
        array[index] = element


def _unicode(value, *arguments) -> str:
    """`unicode(value, encoding)`; text was decoded before."""
    return value if isinstance(value, str) else str(value, *arguments)


def _in_folder(path):
    """A path, or a file; its folder is made where there is none."""
    if isinstance(path, str | os.PathLike) and (folder := os.path.dirname(path)):
        os.makedirs(folder, exist_ok=True)
    return path


def _backend(name):
    """A backend of matplotlib that there is: without a display, none that opens windows."""
    return name if surroundings.displayed() else "Agg"


def _wait(plot, *arguments):
    """`plot.waitforbuttonpress(…)`, which without a window waits for ever."""
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib and matplotlib.get_backend().lower() == "agg":
        return None
    return plot.waitforbuttonpress(*arguments)


FUNCTIONS = {
    "_compat_divide": division.divide,
    "_compat_divide_in_place": division.divide_in_place,
    "_compat_flags": surroundings.flag_values,
    "_compat_method": old_methods.call,
    "_compat_slice": slice,
} | {
    f"_compat{function.__name__}": function
    for function in (_backend, _element, _float, _in_folder, _int, _percent, _set, _unicode, _wait)
}
"""What `rewrite` calls, by the names that it uses."""
