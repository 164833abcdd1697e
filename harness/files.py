"""Text files: read in whatever encoding somebody saved them, and replaced at once."""

import os
from pathlib import Path

__all__ = ["read_text", "write_text"]


def read_text(path: str | Path) -> str:
    """Reads a file that somebody saved: UTF-8, UTF-16 as Windows' shell writes it, or GB 18030.

    What none of them explains is replaced. Raises OSError when it cannot be read.
    """
    content = Path(path).read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def write_text(path: str | Path, text: str) -> None:
    """Replaces a file, and makes its directory, so that no reader and no crash finds half of it.

    Raises OSError when it cannot be written.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    with partial.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())  # or a full disk may be noticed only after the rename
    os.replace(partial, path)
