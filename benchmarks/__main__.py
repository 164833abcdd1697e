"""Measures speed and memory, each beside what it is compared with, and prints the ratios."""

import argparse
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import machine, report
from benchmarks.processes import ROOT, MeasurementError
from benchmarks.settings import Settings
from compat.arguments import EXIT_INTERRUPTED, Parser, whole_number
from compat.mnist import MnistError, find
from harness import published, scheduling
from reproductions import TUTORIALS

WHAT = ("steps", "suite", "memory", "overhead", "jobs", "profile")
LISTINGS = ROOT.parent / "shared" / "posts" / "listings"

EXIT_FAILED = 1

_EPILOG = """\
what there is to measure:
  steps      a training step beside its listing, Keras 3, PyTorch and the matrix-product rate
  suite      the runner on all cores beside the listings, one after another
  memory     a worker of the runner beside the listing; multi_rnn_cell without --tutorial
  overhead   the harness over the bare session loop
  jobs       throughput and memory, from one job to one per core
  profile    where a training step's time goes, by operation

What is compared takes turns, A B A B, in one sitting. Figures are medians over the turns; a ratio
is the median of the turns' ratios, with the smallest and the largest of them. Leave the machine
alone meanwhile.

examples:
  python -m benchmarks                                    everything: an hour on two cores
  python -m benchmarks steps --tutorial static_rnn        a few tables in two minutes
  python -m benchmarks suite --full --repeats 1           whole trainings
  python -m benchmarks --from out/benchmarks.json         the tables once more, nothing measured

exit codes:
  0    measured
  1    something could not be measured; the rest was
  2    bad usage or bad input; nothing was measured
  130  interrupted; what had been measured to its end is kept
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.from_file:
        return _show(parser, options.from_file)
    chosen = {name: _settings(parser, options, name) for name in options.what or WHAT}
    command = shlex.join(["python", "-m", "benchmarks", *arguments])
    made = report.Report(machine.describe(), command, {})
    _write(parser, made, options.out)
    print(made.machine, flush=True)
    code = 0
    for name, settings in chosen.items():
        try:
            made.samples[name] = report.benchmark(name).measure(settings)
        except MeasurementError as error:
            print(f"{parser.prog}: {error}", file=sys.stderr)
            code = EXIT_FAILED
            continue
        except KeyboardInterrupt:
            return EXIT_INTERRUPTED
        _write(parser, made, options.out)
        print("\n" + report.tables(made, name), flush=True)
    print(f"Raw samples: {options.out}")
    return code


def _show(parser: Parser, path: Path) -> int:
    try:
        made = report.read(path)
        if unknown := made.samples.keys() - set(WHAT):
            raise ValueError(f"{unknown.pop()!r} is no benchmark")
        tables = [report.tables(made, name) for name in made.samples]
    except OSError as error:
        parser.error(f"cannot read --from {path}: {error.strerror}")
    except ValueError as error:
        parser.error(f"--from {path} is not what --out writes: {error}")
    except (ArithmeticError, AttributeError, LookupError, TypeError) as error:
        parser.error(f"--from {path} is not what --out writes: in its samples, {error!r}")
    print(made.machine)
    for table in tables:
        print("\n" + table)
    return 0


def _write(parser: Parser, made: report.Report, path: Path) -> None:
    try:
        made.write(path)
    except OSError as error:
        parser.error(f"cannot write to --out {path}: {error.strerror}")


def _settings(parser: Parser, options: argparse.Namespace, name: str) -> Settings:
    try:
        data_dir = find.find(options.data_dir).resolve()
    except MnistError as error:
        parser.error(str(error))
    listings = {
        tutorial: path
        for tutorial in TUTORIALS
        for path in options.listings.glob(f"{published.tutorial(tutorial).number}_*.py")
    }
    if options.listings != LISTINGS and not listings:
        parser.error(f"--listings {options.listings}: no file there is named NUMBER_*.py")
    default = getattr(report.benchmark(name), "TUTORIALS", TUTORIALS)
    return Settings(
        tutorials=tuple(dict.fromkeys(options.tutorial or default)),
        repeats=options.repeats,
        steps=options.steps,
        full=options.full,
        jobs=options.jobs or scheduling.cores(),
        data_dir=data_dir,
        listings=listings,
    )


def _parser() -> Parser:
    parser = Parser(
        prog="python -m benchmarks",
        usage="%(prog)s [WHAT ...] [OPTION]...",
        description=__doc__,
        epilog=_EPILOG,
    )
    parser.add_argument(
        "what", metavar="WHAT", nargs="*", type=_what, help=f"{', '.join(WHAT)} (default: all)"
    )
    parser.add_argument(
        "--tutorial",
        metavar="NAME",
        choices=TUTORIALS,
        action="append",
        help=f"only this one; may be repeated: {', '.join(TUTORIALS)} (default: all)",
    )
    parser.add_argument(
        "--repeats",
        metavar="N",
        type=whole_number(1),
        default=5,
        help="turns that each of the things compared has (default: 5)",
    )
    length = parser.add_mutually_exclusive_group()
    defaults = ", ".join(f"{name} {report.benchmark(name).STEPS}" for name in WHAT)
    length.add_argument(
        "--steps",
        metavar="N",
        type=whole_number(1),
        help=f"training steps of each turn (default: {defaults})",
    )
    length.add_argument(
        "--full",
        action="store_true",
        help="train at the posts' full length instead, in suite, memory and overhead",
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=whole_number(1),
        help="processes side by side, and threads of one alone (default: one per core)",
    )
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        help="the directory with the four MNIST files (default: searched for, else downloaded)",
    )
    parser.add_argument(
        "--listings",
        metavar="DIR",
        type=Path,
        default=LISTINGS,
        help="the directory with the posts' listings, NUMBER_*.py "
        "(default: ../shared/posts/listings beside this project)",
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        default=Path("out/benchmarks.json"),
        help="where to write the raw samples, as JSON (default: out/benchmarks.json)",
    )
    parser.add_argument(
        "--from",
        dest="from_file",
        metavar="FILE",
        type=Path,
        help="print the tables of an earlier --out, and exit",
    )
    return parser


def _what(name: str) -> str:
    if name not in WHAT:
        raise argparse.ArgumentTypeError(f"must be one of {', '.join(WHAT)}, not {name!r}")
    return name


if __name__ == "__main__":
    sys.exit(main())
