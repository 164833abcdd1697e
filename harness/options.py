"""The command line of the runner: its options, what they admit, and what they say of themselves."""

import argparse
import contextlib
import difflib

from compat.arguments import Parser, whole_number
from reproductions import TUTORIALS

__all__ = ["check", "parser"]

_EPILOG = """\
examples:
  python runner.py --all                       every tutorial once, at full length
  python runner.py static_rnn --seeds 4        one tutorial from seeds 1 to 4
  python runner.py --all --seeds 8 --resume out   the same, but only what is missing in out
  python runner.py --all --steps 40 --out look   a quick look; cut short, so never judged
  python runner.py --compare my.log --against multi_rnn_cell   is somebody's log one of ours?
  python runner.py --all --baseline out/old    what changed since, run by run
  python runner.py --report out                the reports again, from stored runs
  python runner.py --side-by-side static_rnn   the port, and what to look for in its post
  python runner.py --claims                    what the posts state, checked
  python runner.py --export-graph graphs       the graphs that the ports build

exit codes:
  0    all that could be compared was reproduced
  1    something deviates, diverged or failed
  2    bad usage or bad input; nothing was trained
  3    nothing could be told: stand-in data, cut short, or too little to compare
  130  interrupted; the runs that were finished are kept

MNIST is looked for in --data-dir, $MNIST_DIR, ./MNIST_data, ../shared/mnist beside this project and
the user's cache, then downloaded and verified.
"""


def parser(description: str) -> Parser:
    """Returns the parser of `python runner.py`."""
    made = Parser(
        prog="python runner.py",
        description=description,
        epilog=_EPILOG,
    )
    what = made.add_argument_group("what to run")
    what.add_argument("names", metavar="NAME", nargs="*", type=_tutorial, help=", ".join(TUTORIALS))
    what.add_argument("--all", action="store_true", help="all five tutorials")
    what.add_argument("--list", action="store_true", help="show the tutorials and exit")
    what.add_argument(
        "--claims",
        action="store_true",
        help="check the statements of the posts, of all or of NAME, and exit; those about trained "
        "networks by the recorded runs, or by those in --out",
    )
    what.add_argument(
        "--export-graph",
        metavar="DIR",
        help="write the graphs, of all or of NAME, as DIR/NAME.pb with their SHA-256, and exit",
    )
    what.add_argument(
        "--compare",
        metavar="LOG",
        nargs="+",
        help="judge logs that somebody else made, files in the format of the post, and exit; "
        "several logs of one program are judged together",
    )
    what.add_argument(
        "--against",
        metavar="NAME",
        type=_tutorial,
        help="with --compare: the tutorial whose log it is to be; with --seed, also its seed",
    )
    what.add_argument(
        "--report",
        metavar="DIR",
        help="write the reports of the runs stored in DIR again, and exit; with --baseline, too",
    )
    what.add_argument(
        "--side-by-side",
        metavar="NAME",
        type=_tutorial,
        help="write a page with the port beside its post, --out/side-by-side-NAME.html, and exit",
    )
    what.add_argument(
        "--post",
        metavar="LISTING.py",
        help="with --side-by-side: the post's listing, copied from the page (default: for each "
        "part, what to look for in the post)",
    )
    what.add_argument(
        "--save-reference",
        action="store_true",
        help="record the runs that others are judged against: of all or of NAME, the seeds that "
        "expected_logs/reference/ does not have yet, up to --seeds",
    )
    what.add_argument(
        "--steps",
        metavar="N",
        type=whole_number(1),
        help="stop after N training steps (default: the post's full length)",
    )
    seeds = what.add_mutually_exclusive_group()
    seeds.add_argument(
        "--seed",
        metavar="S",
        type=whole_number(0, 2**31 - 1),
        help="run once, from graph-level seed S (default: 1)",
    )
    seeds.add_argument(
        "--seeds",
        metavar="N",
        type=whole_number(1),
        help="run N times, from seeds 1 to N",
    )
    where = made.add_argument_group("data and output")
    where.add_argument(
        "--data",
        choices=("auto", "mnist", "digits"),
        default="auto",
        help="mnist: insist on MNIST; digits: train on the stand-in, scikit-learn's digits; "
        "auto: MNIST, or the stand-in when it cannot be had (default: auto)",
    )
    where.add_argument("--data-dir", metavar="DIR", help="the directory with the four MNIST files")
    where.add_argument(
        "--out",
        metavar="DIR",
        help="where to write logs, results and reports (default: out); with --claims, runs to "
        "check statements by (default: only the recorded ones)",
    )
    where.add_argument(
        "--tensorboard",
        action="store_true",
        help="also write the curves, published and reproduced, as TensorBoard event files",
    )
    where.add_argument(
        "--baseline",
        metavar="DIR",
        help="an earlier --out: say run by run whether today's is the same, and what changed",
    )
    how = made.add_argument_group("how to run")
    how.add_argument(
        "--resume",
        metavar="DIR",
        help="go on in DIR, and run only what is missing there; refused when its runs are of "
        "another program or on other data",
    )
    how.add_argument(
        "--jobs",
        metavar="N",
        type=whole_number(1),
        help="trainings at a time (default: one per core; with GPUs, as many as they hold)",
    )
    how.add_argument(
        "--scheduler",
        metavar="tcp://HOST:PORT",
        help="run on the Dask cluster whose scheduler is there (default: on this machine)",
    )
    how.add_argument(
        "--threads",
        metavar="N",
        type=whole_number(1),
        help="inter-op threads of each training; they change no result "
        "(default: one, and for the last ones the cores that are spare)",
    )
    how.add_argument(
        "--gpu-memory-fraction",
        metavar="F",
        type=_fraction,
        help="the most that each training takes of its GPU's memory; 0.5 puts two on each GPU "
        "(default: one training per GPU, without a bound)",
    )
    how.add_argument(
        "--no-progress",
        dest="progress",
        action="store_const",
        const=False,
        help="plain lines instead of live progress on a terminal",
    )
    return made


_DATA = {"data", "data_dir"}
_HOW = {"jobs", "scheduler", "threads", "gpu_memory_fraction", "progress"}
_USED = {
    "list": set(),
    "export_graph": {"names", "all", "seed"},
    "claims": {"names", "all", "out", *_DATA},
    "compare": {"against", "seed"},
    "report": {"baseline"},
    "side_by_side": {"post", "out", *_DATA},
    "save_reference": {"names", "all", "seeds", "seed", "steps", "out", "resume", *_DATA, *_HOW},
    "train": {"names", "all", "steps", "seed", "seeds", "out", "tensorboard", "baseline", "resume"}
    | _DATA
    | _HOW,
}
"""What the runner is asked for → the options that mean something then."""


def check(made: Parser, options: argparse.Namespace) -> None:
    """Ends with one line and exit code 2 when an option would be dropped without a word."""
    given = {n for n, value in vars(options).items() if value not in (made.get_default(n), [])}
    mode = next((mode for mode in _USED if mode in given), "train")
    if unused := sorted(given - {mode} - _USED[mode]):
        if mode != "train":
            made.error(f"{_said(mode)} takes no {', '.join(map(_said, unused))}")
        whose = next(mode for mode in _USED if unused[0] in _USED[mode])
        made.error(f"{_said(unused[0])} goes with {_said(whose)}")
    if options.resume and options.out:
        made.error("--resume DIR writes to DIR; leave out --out")
    if options.data == "digits" and options.data_dir:
        made.error("--data digits needs no --data-dir, which is for MNIST")


def _said(name: str) -> str:
    special = {"names": "NAME", "progress": "--no-progress"}
    return special.get(name) or f"--{name.replace('_', '-')}"


def _fraction(text: str) -> float:
    with contextlib.suppress(ValueError):
        if 0 < (fraction := float(text)) <= 1:
            return fraction
    raise argparse.ArgumentTypeError(f"must be a number above 0, up to 1, not {text!r}")


def _tutorial(name: str) -> str:
    if name not in TUTORIALS:
        near = difflib.get_close_matches(name, TUTORIALS, n=2, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(TUTORIALS)}"
        raise argparse.ArgumentTypeError(f"no tutorial is called {name!r}; {hint}")
    return name
