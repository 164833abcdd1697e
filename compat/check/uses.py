"""Which names of TensorFlow a tree uses, by line: imports and aliases are followed."""

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

__all__ = ["Use", "uses"]


class Use(NamedTuple):
    """A name, as far as it is written out."""

    name: str
    """Dotted, with `tf` for `tensorflow`: `tf.contrib.rnn.BasicLSTMCell`."""
    line: int


def uses(tree: ast.Module, names_in: Callable[[str], Iterable[str]]) -> list[Use]:
    """Returns the uses of names below `tensorflow`, in the order of lines.

    An alias is what an import or an assignment (`layers = tf.contrib.layers`) binds; it holds in
    its scope and in the functions there. In a function, an alias at module level holds whether it
    is bound above or below.
    names_in: the names of a name space, for `from tensorflow.nn import *`.
    """
    reader = _Reader(names_in)
    reader.read(tree.body)
    return sorted(set(reader.found), key=lambda use: (use.line, use.name))


_Scope = dict[str, str | None]
"""The aliases of a scope, by name; None: the name is bound to something else."""


class _Reader(ast.NodeVisitor):
    def __init__(self, names_in: Callable[[str], Iterable[str]]):
        self.names_in = names_in
        self.found: list[Use] = []
        self.scopes: list[_Scope] = [{}]
        self.aliases: list[_Scope] = [{}]  # what functions see: names bound to else, later, stay
        self.later: list[Callable[[], None]] = []

    def read(self, body: list[ast.stmt]) -> None:
        """Reads the statements of a scope, then the functions in it."""
        later, self.later = self.later, []
        for statement in body:
            self.visit(statement)
        inner, self.later = self.later, later
        scopes, self.scopes = self.scopes, [*self.scopes[:-1], self.aliases[-1]]
        for function in inner:
            function()
        self.scopes = scopes

    # What binds names

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            name = _old(alias.name)
            if name is None:
                self._bind(alias.asname or alias.name.partition(".")[0], None)
                continue
            self._use(name, node)
            self._bind(alias.asname or "tensorflow", name if alias.asname else "tf")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        space = _old(node.module or "") if not node.level else None
        for alias in node.names:
            if space is None:
                self._bind(alias.asname or alias.name, None)
            elif alias.name == "*":
                self._use(space, node)
                for name in self.names_in(space):
                    self._bind(name, f"{space}.{name}")
            else:
                self._use(f"{space}.{alias.name}", node)
                self._bind(alias.asname or alias.name, f"{space}.{alias.name}")

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            for name, dotted in self._pairs(target, node.value):
                self._bind(name, dotted)

    def _pairs(self, target: ast.expr, value: ast.expr) -> list[tuple[str, str | None]]:
        """What is bound to what; also of `a, b = tf.a, tf.b`."""
        match target, value:
            case ast.Name(id=name), _:
                return [(name, self._dotted(value))]
            case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
                pairs = zip(targets, values, strict=True)
                return [pair for one, other in pairs for pair in self._pairs(one, other)]
        self.visit(target)
        return []

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._bind(node.id, None)
        elif name := self._dotted(node):
            self._use(name, node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if name := self._dotted(node):
            self._use(name, node)
        else:
            self.visit(node.value)

    # Scopes

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for part in (*node.decorator_list, *_around(node.args), node.returns):
            if part:
                self.visit(part)
        self._bind(node.name, None)
        defaults = self._defaults(node.args)
        self.later.append(lambda: self._inside(node.args, node.body, defaults))

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for part in _around(node.args):
            self.visit(part)
        self._inside(node.args, [ast.Expr(node.body)], self._defaults(node.args))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(part)
        self._bind(node.name, None)
        # The functions in a class do not see its names.
        self.scopes.append({})
        self.aliases.append({})
        for statement in node.body:
            self.visit(statement)
        self.scopes.pop()
        self.aliases.pop()

    def _comprehension(self, node: ast.AST) -> None:
        bound = {name.id for g in node.generators for name in _names(g.target)}
        self.scopes.append(dict.fromkeys(bound))
        self.aliases.append({})
        self.generic_visit(node)
        self.scopes.pop()
        self.aliases.pop()

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def _defaults(self, arguments: ast.arguments) -> _Scope:
        """What parameters are, where nothing else is given."""
        positional = [*arguments.posonlyargs, *arguments.args]
        begin = len(positional) - len(arguments.defaults)
        pairs = [*zip(positional[begin:], arguments.defaults, strict=True)]
        pairs += zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        return {parameter.arg: self._dotted(default) for parameter, default in pairs}

    def _inside(self, arguments: ast.arguments, body: list[ast.stmt], defaults: _Scope) -> None:
        named = (node.arg for node in ast.walk(arguments) if isinstance(node, ast.arg))
        parameters = dict.fromkeys(named) | defaults
        self.scopes.append(dict(parameters))
        self.aliases.append(dict(parameters))
        self.read(body)
        self.scopes.pop()
        self.aliases.pop()

    # Names

    def _bind(self, name: str, alias: str | None) -> None:
        self.scopes[-1][name] = alias
        if alias or name not in self.aliases[-1]:
            self.aliases[-1][name] = alias

    def _dotted(self, node: ast.expr) -> str | None:
        """The name below `tensorflow` that an expression is; None if it is something else."""
        match node:
            case ast.Name(id=name):
                return next((scope[name] for scope in self.scopes[::-1] if name in scope), None)
            case ast.Attribute(value=value, attr=attribute):
                above = self._dotted(value)
                return above and f"{above}.{attribute}"
        return None

    def _use(self, name: str, node: ast.AST) -> None:
        self.found.append(Use(_plain(name), node.lineno))


def _old(module: str) -> str | None:
    package, _, rest = module.partition(".")
    if package != "tensorflow":
        return None
    return f"tf.{rest}" if rest else "tf"


def _plain(name: str) -> str:
    """Without `compat.v1`, which a script may say itself."""
    return f"tf{rest}" if (rest := name.removeprefix("tf.compat.v1")) != name else name


def _around(arguments: ast.arguments) -> Iterator[ast.expr]:
    """What is evaluated outside of a function: defaults and annotations."""
    yield from arguments.defaults
    yield from (default for default in arguments.kw_defaults if default)
    for argument in ast.walk(arguments):
        if isinstance(argument, ast.arg) and argument.annotation:
            yield argument.annotation


def _names(target: ast.expr) -> Iterator[ast.Name]:
    return (node for node in ast.walk(target) if isinstance(node, ast.Name))
