"""Finds the statements in code that may not parse.

The text may come out of a web page: other spaces, full-width brackets, indentation that was lost,
sentences between the lines of code. So statements are found by their brackets and quotes alone.
"""

import keyword
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from harness.reporting.text import printable

__all__ = ["Statement", "lines", "statements"]

_TOKEN = re.compile(
    r"""(?P<string>[rRbBuUfF]*(?P<quotes>'''|\"\"\"|'|"))|(?P<comment>\#.*)|(?P<open>[\[({])|"""
    r"(?P<close>[\])}])"
)
_QUOTES = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True)
class Statement:
    """Lines `first` to `last`, from 0; code without comments and line ends; its indentation."""

    first: int
    last: int
    code: str
    indent: int


def lines(text: str) -> list[str]:
    """Returns the lines of a text from anywhere, without their ends, as a page can show them.

    Blanks of other kinds become spaces, characters without a picture the replacement character.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]", " ", text)
    text = re.sub(r"[\x85\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", "", text)
    return printable(text).expandtabs(4).rstrip("\n").split("\n")


def statements(text: list[str]) -> Iterator[Statement]:
    """Yields statements, and lines that are none with empty code: comments, blanks, sentences."""
    i = 0
    while i < len(text):
        code, last = _logical(text, i)
        stripped = code.strip()
        indent = len(code) - len(code.lstrip())
        if _is_prose(stripped):
            stripped = ""
        yield Statement(i, last, stripped, indent)
        i = last + 1


def _is_prose(code: str) -> bool:
    """Whether it is no code: a text in quotes, or words that neither assign nor call."""
    if re.match(r"[rRbBuU]*(\"\"\"|''')", code):
        return True
    first = re.match(r"\w*", code)[0]
    return not re.search(r"[=(\[@]", code) and not keyword.iskeyword(first)


def _logical(text: list[str], first: int) -> tuple[str, int]:
    """Returns the code of the statement that begins in line `first`, and its last line.

    It ends where its brackets and quotes are closed, or where the next line begins another one
    although they are not: then a bracket was lost on the way. When they never are, it is one line.
    """
    code, depth, quotes = "", 0, ""
    for i in range(first, len(text)):
        line = _ascii(text[i])
        if i > first and depth and not quotes and _begins_another(line):
            return code, i - 1
        kept, depth, quotes = _scan(line, depth, quotes)
        code += kept if i == first else f" {kept.strip()}"
        continued = kept.endswith("\\")
        code = code.removesuffix("\\")
        if depth <= 0 and not continued and len(quotes) < 3:
            return code, i
    return (code, len(text) - 1) if quotes else (_scan(_ascii(text[first]), 0, "")[0], first)


def _ascii(line: str) -> str:
    """Returns the line with ASCII's brackets and quotes for those that pages put in their place."""
    return unicodedata.normalize("NFKC", line).translate(_QUOTES)


def _begins_another(line: str) -> bool:
    return re.match(r"(def|class|import|from|with|while|for)\s|\w+\s*=\s*tf\.", line) is not None


def _scan(line: str, depth: int, quotes: str) -> tuple[str, int, str]:
    """Returns the line without its comment, and how deep in brackets and in which quotes it ends.

    Only triple quotes last beyond the end of a line.
    """
    place = 0
    while place < len(line):
        if quotes:
            end = re.compile(rf"(?<!\\){quotes}").search(line, place)
            if end is None:
                return line, depth, quotes if len(quotes) == 3 else ""
            place, quotes = end.end(), ""
            continue
        token = _TOKEN.search(line, place)
        if token is None:
            break
        if token["comment"]:
            return line[: token.start()].rstrip(), depth, ""
        if token["string"]:
            quotes = token["quotes"]
        depth += bool(token["open"]) - bool(token["close"])
        place = token.end()
    return line.rstrip(), depth, quotes
