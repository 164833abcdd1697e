"""Logs that somebody else made: the lines of a post's format, found in whatever is around them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness import curves, files
from harness.curves import Curve
from harness.published import Tutorial
from reproductions import TUTORIALS, log_formats
from reproductions.log_formats import Point

__all__ = ["NoLogError", "PastedLog", "parse", "read"]

_PROMPT = re.compile(r"(?:>>> ?|\.\.\. |In ?\[\d*\]: ?|Out ?\[\d*\]: ?|\$ )+")
_GAP = re.compile(r"\.{3,}|…+")


class NoLogError(Exception):
    """The text holds no log of this tutorial; one line: what it holds instead, if that is known."""


@dataclass(frozen=True)
class PastedLog:
    """What was found.

    points: the lines in the post's format, each with its step. curve: what they measure.
    ignored: how many other lines there were.
    notes: what a reader should know, a sentence each: lines too many, lines missing.
    """

    points: tuple[Point, ...]
    curve: Curve
    ignored: int
    notes: tuple[str, ...]


def read(path: str | Path, tutorial: Tutorial) -> PastedLog:
    """Reads a file, with any kind of line ends, and parses it.

    Raises OSError when it cannot be read, NoLogError as `parse` does.
    """
    return parse(files.read_text(path), tutorial)


def parse(text: str, tutorial: Tutorial) -> PastedLog:
    """Finds the lines of the tutorial's log in a text.

    A prompt before a line, and blanks around it, are no part of it. Lines that print no step have
    it by their place: counted from the start, and after a gap of dots from the end.
    Raises NoLogError when no line is of this log, and when a step comes twice.
    """
    log_format = log_formats.BY_TUTORIAL[tutorial.name]
    parts: list[list[Point]] = [[]]
    ignored = 0
    for raw in text.splitlines():
        line = raw.strip()
        if _GAP.fullmatch(line):
            parts.append([])
            continue
        point = log_format.parse(_PROMPT.sub("", line, count=1) if _PROMPT.match(line) else line)
        if point is not None and point.values:
            parts[-1].append(point)
        elif line:
            ignored += 1
    if not any(parts):
        raise NoLogError(_nothing_found(text, tutorial))
    points, notes = _with_steps(parts, tutorial)
    return PastedLog(tuple(points), curves.of(points), ignored, tuple(notes))


def _with_steps(
    parts: Sequence[Sequence[Point]], tutorial: Tutorial
) -> tuple[list[Point], list[str]]:
    log_format = log_formats.BY_TUTORIAL[tutorial.name]
    if log_format.names == {"training_accuracy"}:
        points = _by_place(parts, tutorial)
    else:
        points = [p for part in parts for p in _by_what_they_print(part, tutorial)]
    keys = [(p.step, metric) for p in points for metric in p.values]
    if twice := next((key for i, key in enumerate(keys) if key in keys[:i]), None):
        raise NoLogError(f"step {twice[0]} comes twice; give each run a file of its own")
    inside = [p for p in points if p.step <= tutorial.steps]
    notes = []
    if beyond := len(points) - len(inside):
        notes.append(f"{beyond} lines are of steps after the last, {tutorial.steps}: left out.")
    lines = tutorial.lines - log_format.lines_without_values
    if missing := lines - len(inside):
        notes.append(f"{missing} of the {lines} lines with values are missing.")
    return inside, notes


def _by_what_they_print(part: Sequence[Point], tutorial: Tutorial) -> Iterator[Point]:
    """Gives each point its step; a test accuracy after the loop has the last one of a whole run.

    After a loop that was cut short it belongs to no step of ours, and is left out.
    """
    last = None
    for point in part:
        if point.step is not None:
            last = point.step
        elif "samples" in point.values:
            last = int(point.values["samples"]) // tutorial.batch_size
        elif last is None or last >= tutorial.last_printed_step:
            last = tutorial.steps
        else:
            continue
        yield Point(last, point.values, point.line)


def _by_place(parts: Sequence[Sequence[Point]], tutorial: Tutorial) -> list[Point]:
    """Gives each point its step: the first part is the log's beginning, the last one its end."""
    every = tutorial.print_every
    steps = [i * every for i in range(len(parts[0]))]
    points = list(parts[0])
    if len(parts) > 1:
        after = len(parts[-1])
        steps += [tutorial.last_printed_step - i * every for i in reversed(range(after))]
        points += parts[-1]
    return [Point(step, p.values, p.line) for step, p in zip(steps, points, strict=True)]


def _nothing_found(text: str, tutorial: Tutorial) -> str:
    lines = [line.strip() for line in text.splitlines()]

    def matching(name: str) -> int:
        parsed = map(log_formats.BY_TUTORIAL[name].parse, lines)
        return sum(point is not None and bool(point.values) for point in parsed)

    other = max(TUTORIALS, key=matching)
    if matching(other):
        return f"no line is of the log of {tutorial.name}, but some are of {other}'s"
    example = log_formats.BY_TUTORIAL[tutorial.name].example
    return f"no line is of the log of {tutorial.name}; its lines look like: {example}"
