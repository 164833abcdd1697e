"""Trains the tutorials, shows their numbers beside the published ones, and writes what it ran."""

import argparse
import contextlib
import dataclasses
import difflib
import os
import sys
from collections.abc import Sequence

from compat.arguments import Parser, whole_number
from reproductions import TUTORIALS

EXIT_OK = 0
EXIT_DEVIATES = 1
EXIT_NOTHING_COMPARED = 3
EXIT_INTERRUPTED = 130

_EPILOG = """\
examples:
  python runner.py --all                       every tutorial once, at full length
  python runner.py static_rnn --seeds 4        one tutorial from seeds 1 to 4
  python runner.py --all --seeds 8 --resume out   the same, but only what is missing in out
  python runner.py --all --steps 40            a quick look; cut short, so never judged
  python runner.py --claims                    what the posts state, checked
  python runner.py --export-graph graphs       the graphs that the ports build

exit codes:
  0    all that could be compared was reproduced
  1    something deviates, diverged or failed
  2    bad usage or bad input; nothing was trained
  3    ran, but nothing could be compared: stand-in data, or cut short
  130  interrupted; the runs that were finished are kept

MNIST is looked for in --data-dir, $MNIST_DIR, ./MNIST_data, ../shared/mnist beside this project and
the user's cache, then downloaded and verified.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.list:
        return _list()
    if options.export_graph:
        return _export_graph(parser, options)
    if options.claims:
        return _claims(parser, options)
    if not options.all and not options.names:
        parser.error("name a tutorial, or ask for --all or --list")
    return _train(parser, options)


def _list() -> int:
    from harness import published
    from harness.reporting import terminal

    print(terminal.catalogue(published.catalogue()), end="")
    return EXIT_OK


def _export_graph(parser: Parser, options: argparse.Namespace) -> int:
    from pathlib import Path

    from harness import graphs

    directory = Path(options.export_graph)
    seed = graphs.SEED if options.seed is None else options.seed
    try:
        for name, sha256 in graphs.export(directory, options.names or TUTORIALS, seed):
            print(f"{sha256}  {directory / name}.pb", flush=True)
    except OSError as error:
        parser.error(f"cannot write to --export-graph {directory}: {error.strerror}")
    return EXIT_OK


def _claims(parser: Parser, options: argparse.Namespace) -> int:
    from harness import claims
    from harness.reporting import claims_table, terminal

    records = _stored(parser, options.out) if options.out else []
    source = _data(parser, options)
    ledger = []
    for name in options.names or TUTORIALS:
        print(f"{name}: checking what its post states", file=sys.stderr)
        ledger += claims.check(records, [name], source)
    print(terminal.render(claims_table.claims_table(ledger)), end="")
    return EXIT_OK


def _stored(parser: Parser, directory: str):
    from harness import store

    try:
        return store.read(directory)
    except (OSError, ValueError) as error:
        parser.error(f"cannot read the runs in --out {directory}: {error}")


def _train(parser: Parser, options: argparse.Namespace) -> int:
    from harness import cluster, resuming, suite
    from harness.store import DirectoryBusyError, Store

    out = options.resume or options.out or "out"
    if options.resume and not os.path.isdir(out):
        parser.error(f"--resume {out}: there is no such directory")
    try:
        store = Store(out)
    except OSError as error:
        parser.error(f"cannot write to --out {out}: {error.strerror}")
    except DirectoryBusyError as error:
        parser.error(str(error))
    with store:
        names = TUTORIALS if options.all else dict.fromkeys(options.names)
        tasks = suite.tasks(names, _seeds(options), _data(parser, options), options.steps)
        try:
            finished = resuming.finished(tasks, out) if options.resume else []
        except (resuming.OtherProgramError, ValueError) as error:
            parser.error(str(error))
        done = {record.task.key for record in finished}
        run, tasks = _executor(options, [task for task in tasks if task.key not in done])
        try:
            outcome = suite.train(tasks, store, run, finished=finished, live=options.progress)
        except cluster.ClusterError as error:
            parser.error(str(error))
        code = _exit_code(outcome)
        suite.report(outcome, store, code)
    return code


def _executor(options: argparse.Namespace, tasks: list):
    """Returns what runs the tasks, and the tasks as it is to run them."""
    from harness import cluster, gpus, scheduling

    how = {"gpu_memory_fraction": options.gpu_memory_fraction}
    if options.threads:
        how["threads"] = options.threads
    if options.scheduler:
        return (
            lambda tasks: cluster.run(tasks, options.scheduler),
            [dataclasses.replace(task, **how) for task in tasks],
        )
    found = gpus.visible()
    jobs = options.jobs or gpus.jobs(found, os.cpu_count(), options.gpu_memory_fraction)
    return (
        lambda tasks: scheduling.run(tasks, jobs, found),
        [dataclasses.replace(t, **how) for t in scheduling.plan(tasks, jobs, os.cpu_count())],
    )


def _data(parser: Parser, options: argparse.Namespace):
    from compat.mnist import MnistError
    from harness import data

    try:
        return data.choose("mnist" if options.data_dir else options.data, options.data_dir)
    except MnistError as error:
        parser.error(str(error))


def _seeds(options: argparse.Namespace) -> Sequence[int]:
    if options.seeds is not None:
        return range(1, options.seeds + 1)
    return [1 if options.seed is None else options.seed]


def _exit_code(outcome) -> int:
    if outcome.interrupted:
        return EXIT_INTERRUPTED
    if outcome.went_wrong:
        return EXIT_DEVIATES
    return EXIT_OK if outcome.comparable else EXIT_NOTHING_COMPARED


def _parser() -> Parser:
    parser = Parser(
        prog="python runner.py",
        description=__doc__,
        epilog=_EPILOG,
    )
    what = parser.add_argument_group("what to run")
    what.add_argument("names", metavar="NAME", nargs="*", type=_tutorial, help=", ".join(TUTORIALS))
    what.add_argument("--all", action="store_true", help="all five tutorials")
    what.add_argument("--list", action="store_true", help="show the tutorials and exit")
    what.add_argument(
        "--claims",
        action="store_true",
        help="check the statements of the posts, of all or of NAME, and exit; "
        "those about trained networks need the runs in --out",
    )
    what.add_argument(
        "--export-graph",
        metavar="DIR",
        help="write the graphs, of all or of NAME, as DIR/NAME.pb with their SHA-256, and exit",
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
    where = parser.add_argument_group("data and output")
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
        help="where to write logs and results (default: out); with --claims, where to read them",
    )
    how = parser.add_argument_group("how to run")
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
    return parser


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


if __name__ == "__main__":
    sys.exit(main())
