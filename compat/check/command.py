"""The command line of `python -m compat --check`."""

import sys
from collections.abc import Sequence

from compat.arguments import Parser
from compat.check import judging, reporting, texts
from compat.source import BadInput

__all__ = ["check", "main"]

_EPILOG = """\
Each name of TensorFlow 1 that TensorFlow 2 has removed or moved is listed by line: covered by
compat, covered with a difference, or not covered, with what to use instead. What tf.compat.v1
still answers is not listed. Python 2 syntax is. Imports and aliases are followed.

examples:
  python -m compat --check lstm.py
  python -m compat --check scripts/ notebook.ipynb
  python -m compat --check --json scripts/ > report.json

exit codes:
  0    all is covered
  1    something is not covered, or could not be read
  2    nothing could be read
"""


def main(arguments: Sequence[str]) -> int:
    """Runs the command line, without its `--check`; returns the exit code."""
    options = _parser().parse_args(arguments)
    report = check(options.paths)
    if options.json:
        print(reporting.as_json(report))
    else:
        print(reporting.as_text(report), end="")
    for reason in report.unread.values():
        print(f"python -m compat --check: {reason}", file=sys.stderr)
    return report.exit_code


def check(paths: Sequence[str]) -> reporting.Report:
    """Reads the scripts and notebooks below `paths`, and judges the names that they use."""
    report = reporting.Report({}, {})
    for path in paths:
        below = list(texts.scripts_below(path))
        if not below:
            report.unread[path] = f"{path} has no scripts and no notebooks"
        for script in below:
            try:
                report.files[script] = judging.findings(texts.document(script))
            except BadInput as error:
                report.unread[script] = str(error)
    return report


def _parser() -> Parser:
    parser = Parser(
        prog="python -m compat --check",
        description="Lists the removed names of TensorFlow 1 in scripts, without running them.",
        epilog=_EPILOG,
    )
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="a script, a Jupyter notebook, or a folder with such, at any depth",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    return parser
