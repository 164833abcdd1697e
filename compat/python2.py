"""Python 2's syntax: finds what Python 3 no longer reads, and writes it as Python 3 does.

Lines stay where they are, so that a traceback names the line that the author wrote.
"""

import ast
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Change", "changes", "mended"]


class Change(NamedTuple):
    """A place where a text is Python 2's, and what to write instead."""

    line: int
    what: str
    """Its name, such as "print statement"."""
    instead: str
    """How it is written today."""
    edits: tuple[tuple[int, int, str], ...]
    """Offset, length and new text of each part; none where it cannot be mended."""


def changes(text: str) -> list[Change]:
    """Returns what in `text` only Python 2 reads, in the order of lines; [] for a Python 3 text.

    A text is taken for Python 2's when something in it has no meaning in Python 3. Only then are
    `print (a, b)` and a bare `print` changes too: Python 2 printed a tuple, and an empty line.
    """
    if "print_function" in text and re.search(r"from __future__ import [^\n]*print_function", text):
        statements = _raise_exec
    else:
        statements = _print_raise_exec
    found, doubtful = [], []
    for line in _logical_lines(text):
        found += _in_line(line)
        for statement in _statements(line):
            for change, certain in statements(statement):
                (found if certain else doubtful).append(change)
    if found:
        found += doubtful
    found += _tabs(text, found)
    return sorted(found, key=lambda change: change.line)


def mended(text: str, found: list[Change]) -> str:
    """Returns `text` as Python 3 reads it: with the edits of `found` made."""
    edits = sorted((edit for change in found for edit in change.edits), reverse=True)
    for offset, length, new in edits:
        text = text[:offset] + new + text[offset + length :]
    return text


# The text as tokens. Python's own `tokenize` refuses Python 2's from version 3.12 on.


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    line: int
    depth: int
    """How many brackets are open around it; a bracket is at the depth outside of it."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


_Line = list[_Token]

_TOKEN = re.compile(
    r"""
      (?P<skip> [ \t\f\r]+ | \\\n | \#[^\n]* )
    | (?P<newline> \n )
    | (?P<string> (?:[uUbB]?[rR]?|[rRfF]{1,2}|[rR][bB])
        (?: '''(?:\\.|[^\\])*?''' | \"{3}(?:\\.|[^\\])*?\"{3}
          | '(?:\\.|[^'\\\n])*' | "(?:\\.|[^"\\\n])*" ) )
    | (?P<number> 0[xX][0-9a-fA-F_]+[lL]? | 0[oObB][0-7_]+[lL]?
        | (?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?[jJlL]? )
    | (?P<name> \w+ )
    | (?P<op> <> | [*/<>]{2}=? | [-+*/%&|^=!<>]= | -> | . )
    """,
    re.DOTALL | re.VERBOSE,
)
_COMPOUND = {"class", "def", "for", "while", "with"}
_COMPOUND |= {"if", "elif", "else", "try", "except", "finally"}


def _logical_lines(text: str) -> Iterator[_Line]:
    line: _Line = []
    number, depth = 1, 0
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup, match[0]
        if kind == "newline":
            if not depth:
                yield line
                line = []
        elif kind != "skip":
            depth -= token in ")]}" and depth > 0
            line.append(_Token(kind, token, match.start(), number, depth))
            depth += token in "([{"
        number += token.count("\n")
    yield line


def _statements(line: _Line) -> Iterator[_Line]:
    """The simple statements of a logical line: what lies between `;`, and after `if x:`."""
    begin, lambdas = 0, 0
    header = bool(line) and line[0].text in _COMPOUND
    for index, token in enumerate(line):
        if token.depth:
            continue
        lambdas += token.text == "lambda"
        if token.text == ";" or (token.text == ":" and header and not lambdas):
            yield line[begin:index]
            begin = index + 1
            header = False
        elif token.text == ":":
            lambdas = max(lambdas - 1, 0)
    yield line[begin:]


# What Python 3 does not read.


def _in_line(line: _Line) -> Iterator[Change]:
    """What may be anywhere in a logical line."""
    quotes = [token for token in line if token.text == "`"]
    for begin, end in zip(quotes[::2], quotes[1::2], strict=False):
        edits = (begin.start, 1, "repr("), (end.start, 1, ")")
        yield Change(begin.line, "backquotes", "repr(x)", edits)
    for index, token in enumerate(line):
        before = line[index - 1].text if index else ""
        match token:
            case _Token(text="<>"):
                yield Change(token.line, "<>", "!=", ((token.start, 2, "!="),))
            case _Token(kind="number") if re.fullmatch(r"0[0-7]*[1-7][0-7]*[lL]?", token.text):
                new = "0o" + token.text.rstrip("lL").lstrip("0")
                yield Change(token.line, "octal number", new, ((*_span(token), new),))
            case _Token(kind="number") if token.text[-1] in "lL":
                new = token.text[:-1]
                yield Change(token.line, "long integer", new, ((*_span(token), new),))
            case _Token(kind="string") if re.match("[uU][rR]", token.text):
                edit = (token.start, 1, "")
                yield Change(token.line, "ur string", 'r"…"', (edit,))
            case _Token(text="(") if before == "lambda" or _in_parameters(line, index):
                instead = "one parameter, and take it apart in the body"
                yield Change(token.line, "parameter in parentheses", instead, ())
    if line and line[0].text == "except":
        colon = next((i for i, t in enumerate(line) if t.text == ":" and not t.depth), 0)
        if commas := _commas(line[:colon]):
            yield Change(
                line[0].line,
                "except statement",
                "except Error as error:",
                ((commas[0].start, 1, " as"),),
            )


def _in_parameters(line: _Line, index: int) -> bool:
    return (
        line[0].text == "def"
        and line[index].depth == 1
        and line[index - 1].text in ("(", ",")
        # A default or an annotation comes after "=" or ":", and is no parameter; nor is what
        # follows the header on its line.
        and not any(t.text == "->" or (t.text == ":" and not t.depth) for t in line[:index])
    )


def _print_raise_exec(statement: _Line) -> Iterator[tuple[Change, bool]]:
    if statement and statement[0].text == "print":
        yield from _print(statement)
    else:
        yield from _raise_exec(statement)


def _print(statement: _Line) -> Iterator[tuple[Change, bool]]:
    word, *rest = statement
    first = rest[0] if rest else None

    def change(*edits: tuple[int, int, str]) -> Change:
        return Change(word.line, "print statement", "print(…)", edits)

    if first is None:
        yield change((word.end, 0, "()")), False
        return
    certain = first.kind != "op" or first.text in ("[", "{", "`", "~", "-", "+", ">>")
    if first.text == "(":
        close = next((i for i, t in enumerate(rest) if i and not t.depth and t.text == ")"), 0)
        after = rest[close + 1 :]
        if not after and not any(t.text == "," and t.depth == 1 for t in rest):
            return  # the same in both
        certain = bool(after) and after[0].text in ("%", "+")
    elif not certain:
        return  # `print = …`, `print.x`: a name

    end, last = rest[-1].end, ")"
    if rest[-1].text == ",":
        end, last = rest[-1].start, ', end=" ")'
    if first.text != ">>":
        yield change((word.end, _gap(word, first), "("), _until(end, rest[-1].end, last)), certain
        return
    commas = _commas(rest)
    file_end = commas[0] if commas else None
    # print >>file, a, b: `file` becomes the last argument.
    into = rest[1 : rest.index(file_end)] if file_end else rest[1:]
    stream = f"file={_text(into)}"
    if file_end is None or file_end is rest[-1]:
        yield change((word.end, rest[-1].end - word.end, f"({stream})")), True
        return
    values = rest[rest.index(file_end) + 1]
    last = last.removesuffix(")") + f", {stream})"
    begin = (word.end, values.start - word.end, "(")
    yield change(begin, _until(end, rest[-1].end, last)), True


def _raise_exec(statement: _Line) -> Iterator[tuple[Change, bool]]:
    match statement:
        case [_Token(text="raise") as word, *rest] if commas := _commas(rest):
            first, *more = commas
            gap = _gap_after(rest, first)
            edits = [(first.start, gap, "(")]
            if more:
                gap = _gap_after(rest, more[0])
                edits.append((more[0].start, gap, ").with_traceback("))
            edits.append((rest[-1].end, 0, ")"))
            yield Change(word.line, "raise statement", "raise Error(…)", tuple(edits)), True
        case [_Token(text="exec") as word, _Token() as first, *_] if first.text not in "=.":
            scope = [t for t in statement if t.text == "in" and not t.depth]
            if first.text == "(" and not scope:
                return
            edits = [(word.end, _gap(word, first), "("), (statement[-1].end, 0, ")")]
            edits += [(token.start, 2, ",") for token in scope]
            yield Change(word.line, "exec statement", "exec(…)", tuple(edits)), True


def _tabs(text: str, found: list[Change]) -> Iterator[Change]:
    """Indentation whose depth depends on how wide a tab is; it was 8 columns."""
    try:
        ast.parse(mended(text, found))
    except TabError as error:
        edits = []
        for first, *_ in filter(None, _logical_lines(text)):
            begin = text.rfind("\n", 0, first.start) + 1
            indent = text[begin : first.start]
            if "\t" in indent and not indent.strip():
                edits.append((begin, len(indent), indent.expandtabs(8)))
        yield Change(error.lineno, "tabs mixed with spaces", "spaces only", tuple(edits))
    except SyntaxError:
        pass


def _span(token: _Token) -> tuple[int, int]:
    return token.start, len(token.text)


def _gap(first: _Token, second: _Token) -> int:
    """How many spaces lie between the two, if they are on one line; a line must not be joined."""
    return second.start - first.end if first.line == second.line else 0


def _gap_after(tokens: _Line, comma: _Token) -> int:
    """The length of a comma and the spaces after it."""
    index = tokens.index(comma)
    following = tokens[index + 1] if index + 1 < len(tokens) else comma
    return 1 + (_gap(comma, following) if following is not comma else 0)


def _text(tokens: _Line) -> str:
    spaces = [" " * _gap(*pair) for pair in itertools.pairwise(tokens)] + [""]
    return "".join(token.text + space for token, space in zip(tokens, spaces, strict=True))


def _until(begin: int, end: int, new: str) -> tuple[int, int, str]:
    return begin, end - begin, new


def _commas(tokens: _Line) -> _Line:
    depth = min((token.depth for token in tokens), default=0)
    return [token for token in tokens if token.text == "," and token.depth == depth]
