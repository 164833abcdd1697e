"""Logs that somebody else made: the lines of a post's format, found in whatever is around them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness import curves, files
from harness.curves import Curve
from harness.published import Tutorial
from reproductions import log_formats
from reproductions.log_formats import LogFormat, Point

__all__ = ["NoLogError", "PastedLog", "parse", "read"]

_PROMPT = re.compile(r"(?:>>> ?|\.\.\. |In ?\[\d*\]: ?|Out ?\[\d*\]: ?|\$ )+")
_GAP = re.compile(r"\.{3,}|…+")
_END_OF_BLOCK = "..."
"""After a line with a prompt, Python's prompt for one more; anywhere else a gap."""


class NoLogError(Exception):
    """The text holds no log of this tutorial; one line: what it holds instead, if that is known."""


@dataclass(frozen=True)
class PastedLog:
    """What was found.

    points: the lines in the post's format, each with its step. curve: what they measure.
    decimals: metric → the most decimals of any of its values, where somebody seems to have printed
        fewer than the post does.
    ignored: how many other lines there were.
    notes: what a reader should know, a sentence each: lines too many, lines missing.
    """

    points: tuple[Point, ...]
    curve: Curve
    decimals: Mapping[str, int]
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
    Raises NoLogError when no line is of this log, when more are of another tutorial's, and when a
    step comes twice.
    """
    log_format = log_formats.BY_TUTORIAL[tutorial.name]
    parts, ignored = _parts(text, log_format)
    found = sum(map(len, parts))
    if other := _other(text, log_format, found):
        raise NoLogError(f"more lines are of the log of {other} than of {tutorial.name}'s")
    if not found:
        example = log_format.example
        raise NoLogError(
            f"no line is of the log of {tutorial.name}; its lines look like: {example}"
        )
    points, notes = _with_steps(parts, tutorial)
    if ignored and len(points) < _lines_with_values(tutorial):
        notes.append(f"Other lines, ignored: {ignored}.")
    return PastedLog(
        tuple(points), curves.of(points), _decimals(points, tutorial), ignored, tuple(notes)
    )


def _parts(text: str, log_format: LogFormat) -> tuple[list[list[Point]], int]:
    """Returns the log's lines between the gaps, and how many other lines there are."""
    parts: list[list[Point]] = [[]]
    ignored, prompted = 0, False
    for raw in text.splitlines():
        line = raw.strip()
        if prompted and line == _END_OF_BLOCK:
            continue
        prompt = _PROMPT.match(line)
        prompted = prompt is not None
        if _GAP.fullmatch(line):
            parts.append([])
            continue
        point = log_format.parse(line[prompt.end() :] if prompt else line, any_decimals=True)
        if point is not None and point.values:
            parts[-1].append(point)
        elif line:
            ignored += 1
    return parts, ignored


def _other(text: str, own: LogFormat, found: int) -> str | None:
    """Returns another tutorial that has more lines in the text; bare numbers are weak evidence."""
    lines = {
        name: sum(map(len, _parts(text, log_format)[0]))
        for name, log_format in log_formats.BY_TUTORIAL.items()
        if log_format is not own and not (found and _is_bare(log_format))
    }
    other = max(lines, key=lines.__getitem__)
    return other if lines[other] > found else None


def _is_bare(log_format: LogFormat) -> bool:
    return log_format.names == {"training_accuracy"}


def _lines_with_values(tutorial: Tutorial) -> int:
    return tutorial.lines - log_formats.BY_TUTORIAL[tutorial.name].lines_without_values


def _with_steps(
    parts: Sequence[Sequence[Point]], tutorial: Tutorial
) -> tuple[list[Point], list[str]]:
    notes = []
    bare = _is_bare(log_formats.BY_TUTORIAL[tutorial.name])
    if bare:
        if (found := sum(map(len, parts))) > tutorial.lines:
            raise NoLogError(
                f"{found} numbers, but a run prints {tutorial.lines}; give each run a file of its "
                "own, without other numbers"
            )
        points = _by_place(parts, tutorial)
        if between := sum(map(len, parts[1:-1])):
            notes.append(f"Lines between two gaps, left out for want of a step: {between}.")
    else:
        points = [p for part in parts for p in _by_what_they_print(part, tutorial)]
        if without := sum(map(len, parts)) - len(points):
            notes.append(f"Test accuracies after a loop that was cut short, left out: {without}.")
    seen: set[tuple[int, str]] = set()
    for point in points:
        keys = {(point.step, metric) for metric in point.values}
        if keys & seen:
            raise NoLogError(f"step {point.step} comes twice; give each run a file of its own")
        seen |= keys
    inside = [p for p in points if p.step <= tutorial.steps]
    if beyond := len(points) - len(inside):
        notes.append(f"Lines after the last step, {tutorial.steps}, left out: {beyond}.")
    lines = _lines_with_values(tutorial)
    if len(inside) < lines:
        notes.append(f"Lines with values that are missing: {lines - len(inside)} of {lines}.")
        if bare and len(parts) == 1:
            notes.append(
                f"They print no step: taken for steps 0–{inside[-1].step}; "
                "put a line .... where lines are missing."
            )
    return inside, notes


def _decimals(points: Sequence[Point], tutorial: Tutorial) -> dict[str, int]:
    log_format = log_formats.BY_TUTORIAL[tutorial.name]
    most: dict[str, int] = {}
    for point in points:
        for metric, decimals in log_format.decimals(point.line).items():
            most[metric] = max(most.get(metric, 0), decimals)

    def in_full(metric: str) -> bool:
        fixed = log_format.fixed_decimals(metric)
        if fixed is not None:
            return most[metric] >= fixed
        images = tutorial.images(metric)
        values = [point.values[metric] for point in points if metric in point.values]
        # 0.5 of 128 images has no more decimals; of 10,000 images it may be 0.4987.
        return bool(images and images % 10) and all((v * images).is_integer() for v in values)

    return {m: decimals for m, decimals in most.items() if not in_full(m)}


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
