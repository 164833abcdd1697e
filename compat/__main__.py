"""Runs a TensorFlow 1 script, unmodified, on TensorFlow 2."""

import argparse
import os
import sys
from collections.abc import Sequence

from compat import process, script, source
from compat.arguments import EXIT_BAD_INPUT, EXIT_INTERRUPTED, Parser, whole_number

_EPILOG = """\
Options come before the script; what comes after it belongs to the script.

In the script, `import tensorflow as tf` gives TensorFlow 1's names and behaviour, and tf.contrib
and tensorflow.examples as far as they are covered. A module that the script imports gets the same.
MNIST is found wherever it is, not only in the directory that the script names, for Keras too.
Python 2 runs as it did, and so do names that Python and NumPy have lost since. Without a display,
plt.show() returns at once, and without IPython display prints. On Linux and macOS a path such as
D:\\logs is the name of one file in the working directory.

--check runs nothing: it lists the names of TensorFlow 1 in scripts, folders and notebooks that
TensorFlow 2 has removed, with what answers each here; see --check --help.

examples:
  python -m compat lstm.py
  python -m compat --set training_iters=2560 lstm.py       a short run
  python -m compat --seed 3 --threads 1 lstm.py            the same numbers each time
  python -m compat lstm.py --learning_rate=0.01            an option of the script's own
  python -m compat --check lstm.py scripts/                nothing runs; what is covered?

exit codes:
  0    the script came to its end; if it calls sys.exit(), the code is the one given there
  1    the script raised an exception
  2    bad usage or bad input: no such script, a syntax error, a name that is not covered, bad data
  130  interrupted
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["--check"]:
        from compat.check import command

        return command.main(arguments[1:])
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        loaded = source.load(options.script, dict(options.set))
        if sign := loaded.python_2:
            where = f"{loaded.path}:{sign.line}"
            print(f"{where}: {sign.what}: runs as in Python 2", file=sys.stderr)
        process.become_tensorflow_1(
            seed=options.seed,
            threads=options.threads,
            data_dir=options.data_dir,
            verbose=options.verbose,
        )
        return script.run(loaded, options.arguments)
    except source.BadInput as error:
        print(f"{error.where or parser.prog}: {error}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _parser() -> Parser:
    parser = Parser(
        prog="python -m compat",
        usage="%(prog)s [OPTION]... SCRIPT.py [ARGUMENT]...\n"
        "       %(prog)s --check [--json] PATH...",
        description=__doc__,
        epilog=_EPILOG,
    )
    parser.add_argument("script", metavar="SCRIPT.py", help="the script")
    parser.add_argument(
        "arguments",
        metavar="ARGUMENT",
        nargs=argparse.REMAINDER,
        help="its arguments: sys.argv[1:]",
    ).required = False  # argparse takes "any number" for "at least one"
    parser.add_argument(
        "--seed",
        metavar="N",
        type=whole_number(0, 2**31 - 1),
        help="the graph-level seed of each graph, and of eager mode, until the script sets its own "
        "(default: none)",
    )
    parser.add_argument(
        "--threads",
        metavar="N",
        type=whole_number(1),
        help="inter-op threads of each session, and of eager mode, with one intra-op thread, "
        "whatever the script configures; their number changes no result (default: as the script "
        "has it)",
    )
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        type=_constant,
        action="append",
        default=[],
        help="assign VALUE, a Python literal or else a string, wherever the script assigns to NAME "
        "outside of functions, classes and loops; may be repeated",
    )
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        type=os.path.abspath,  # the script may change the working directory
        help="the directory with the four MNIST files (default: searched for, else downloaded)",
    )
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="show deprecation notices and TensorFlow's start-up messages",
    )
    return parser


def _constant(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise argparse.ArgumentTypeError(f"must be NAME=VALUE, not {text!r}")
    return name, value


if __name__ == "__main__":
    sys.exit(main())
