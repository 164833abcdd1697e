"""A port as a text to read: its parts in the post's order, its remarks, its numbered notes."""

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import reproductions
from harness.reporting import parts, statements

__all__ = ["Port", "Remark", "read"]

_REMARK = re.compile(r"#\s*(Post|Port)(?:\[\w+\])?:\s*")
_NOTE = re.compile(r"^([DQ]\d+)\. (.*(?:\n +.*)*)", re.MULTILINE)
_MARK = re.compile(r"Port\[([DQ]\d+)\]")


@dataclass(frozen=True)
class Remark:
    """A comment of its own. voice: `Post`, what the post does there, or `Port`, our own remark."""

    voice: str
    text: str


@dataclass(frozen=True)
class Port:
    """The source of one port.

    lines: of the file, without line ends; those of the docstring are empty.
    about: the docstring's paragraphs up to the notes.
    notes: `D1` → the deviation, `Q1` → the quirk that was kept.
    parts: key of `parts.PARTS`, or `ours` → ranges of lines, in the order in which the post comes
        to them: a function's where it is called.
    """

    path: Path
    lines: tuple[str, ...]
    about: tuple[str, ...]
    notes: Mapping[str, str]
    parts: Mapping[str, Sequence[range]]

    def blocks(self, where: range) -> list[tuple[list[Remark], list[int]]]:
        """Returns the remarks in a range, each with the code up to the next: its lines, from 0."""
        made: list[tuple[list[Remark], list[int]]] = [([], [])]
        in_remark = False
        for i in where:
            line = self.lines[i].strip()
            remarks, code = made[-1]
            if opening := _REMARK.match(line):
                if code:
                    made.append(([], []))
                made[-1][0].append(Remark(opening[1], _unmarked(line[opening.end() :])))
                in_remark = True
            elif in_remark and line.startswith("#"):
                last = remarks.pop()
                remarks.append(Remark(last.voice, f"{last.text} {_unmarked(line.lstrip('# '))}"))
            else:
                in_remark = False
                if line or code:
                    code.append(i)
        for _, code in made:
            while code and not self.lines[code[-1]].strip():
                del code[-1]
        return made

    def marks(self, where: Iterable[range]) -> list[str]:
        """Returns the numbers of the notes that the lines point to: `D1`, `Q2`."""
        text = "\n".join(self.lines[i] for lines in where for i in lines)
        return sorted(set(_MARK.findall(text)))


def read(tutorial: str) -> Port:
    """Reads the port of a tutorial, without importing it."""
    path = Path(reproductions.__file__).with_name(f"{tutorial}.py")
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    docstring = ast.get_docstring(tree)
    lines = statements.lines(source)
    for i in range(tree.body[0].end_lineno):
        lines[i] = ""
    about = re.split(r"\n\n(?:Deviations|Quirks)", docstring)[0]
    return Port(
        path,
        tuple(lines),
        tuple(" ".join(paragraph.split()) for paragraph in about.split("\n\n")),
        {number: " ".join(text.split()) for number, text in _NOTE.findall(docstring)},
        _in_the_posts_order(parts.cut(lines), tree),
    )


def _in_the_posts_order(cut: Mapping[str, list[range]], tree: ast.Module) -> dict:
    """Sorts parts by where the post comes to them: those of a function before its first call."""
    every = sorted((where for ranges in cut.values() for where in ranges), key=lambda r: r.start)
    calls = {
        call.func.id: call.lineno - 1
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }
    inside = {
        i: function.name
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        for i in range(function.lineno - 1, function.end_lineno)
    }

    def place(where: range) -> tuple[int, bool, int]:
        called = calls.get(inside.get(where.start, ""))
        if called is None:
            return where.start, True, where.start
        start = next((other.start for other in every if called in other), called)
        return start, False, where.start

    def first(key: str) -> tuple:
        return key == "ours", min(map(place, cut[key]))

    return {key: cut[key] for key in sorted(cut, key=first)}


def _unmarked(remark: str) -> str:
    """The notes that a remark points to are shown below it."""
    return re.sub(r",? ?Port\[\w+\]", "", remark).strip()
