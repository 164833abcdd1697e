"""Text from outside, made fit for a file: what UTF-8 or XML cannot hold is replaced."""

import re

__all__ = ["printable"]

_UNFIT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Returns the text with U+FFFD for each control character and half of a surrogate pair."""
    return _UNFIT.sub("\ufffd", text)
