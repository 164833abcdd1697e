"""What the command lines share: errors in one line, exit codes, whole numbers within bounds."""

import argparse
import sys
from collections.abc import Callable

__all__ = ["EXIT_BAD_INPUT", "EXIT_INTERRUPTED", "Parser", "whole_number"]

EXIT_BAD_INPUT = 2
EXIT_INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """A parser whose help keeps its line ends, and whose errors are one line and exit code 2."""

    def __init__(self, **options):
        super().__init__(
            formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, **options
        )

    def error(self, message: str):
        """Says what is wrong in one line, and exits."""
        print(f"{self.prog}: {message} (see {self.prog} --help)", file=sys.stderr)
        sys.exit(EXIT_BAD_INPUT)


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """Returns an argument type for whole numbers from `least` to `most`."""

    def parse(text: str) -> int:
        bounds = f"{least} or more" if most is None else f"from {least} to {most}"
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if number < least or (most is not None and number > most):
            raise argparse.ArgumentTypeError(f"must be a whole number, {bounds}, not {text!r}")
        return number

    return parse
