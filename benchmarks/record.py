"""Records trainings of ports with one thing changed: what the judge's tables are made from.

Takes hours at full length; what is recorded already is left out, so it can be stopped and started
again. Roundings go to expected_logs/reference/NAME.drift.csv, all else to
benchmarks/recorded/NAME.csv. The file is replaced after each training: run one recorder per file.
"""

import argparse
import concurrent.futures
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import ROOT
from benchmarks.variations import DEVIATIONS, HONEST, ROUNDINGS
from compat.arguments import EXIT_INTERRUPTED, Parser, whole_number
from harness import curves, files, reference, scheduling
from harness.curves import Curve
from reproductions import TUTORIALS

__all__ = ["DIRECTORY", "PORTS", "read", "write"]

DIRECTORY = ROOT / "benchmarks" / "recorded"

_LABEL = ["variation", "seed"]
_KINDS = {"honest": [HONEST], "deviations": DEVIATIONS, "roundings": ROUNDINGS}

PORTS = [name for name in TUTORIALS if name != "dynamic_rnn"]
"""`dynamic_rnn` runs bit by bit as `dynamic_rnn_final_state` does."""

_EPILOG = """\
examples:
  python -m benchmarks.record deviations dynamic_rnn_final_state --seeds 1-4
  python -m benchmarks.record honest static_rnn --seeds 101-150
  python -m benchmarks.record roundings multi_rnn_cell --seeds 1-2 --only "AVX2 only"
  python -m benchmarks.record roundings static_rnn --seeds 1-4 --python OTHER/bin/python
"""


class Trial(NamedTuple):
    """One training to record, and the name that it has in the file."""

    tutorial: str
    variation: str
    seed: int
    label: str


def read(path: Path) -> dict[tuple[str, int], Curve]:
    """Returns (variation, seed) → curve of a file of recorded trainings; nothing where it is not.

    Raises OSError when the file cannot be read, ValueError when it is damaged.
    """
    there = curves.read(path, _LABEL) if path.exists() else {}
    if strange := [seed for _, seed in there if not seed.isdigit()]:
        raise ValueError(f"{path} holds no curves: {strange[0]!r} is no seed")
    return {(name, int(seed)): curve for (name, seed), curve in there.items()}


def write(path: Path, trainings: Mapping[tuple[str, int], Curve]) -> None:
    """Inverse of `read`. Raises OSError when the file cannot be written."""
    files.write_text(path, curves.to_csv(_LABEL, trainings))


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    roundings = options.what == "roundings"
    if options.python and not roundings:
        parser.error("--python goes with roundings")
    names = [variation.name for variation in _KINDS[options.what]]
    if unknown := set(options.only) - set(names):
        parser.error(f"--only {unknown.pop()}: of {options.what} there are {', '.join(names)}")
    try:
        version = _version(options.python) if options.python else None
    except ValueError as error:
        parser.error(f"--python {options.python}: {error}")
    suffix = ".drift.csv" if roundings else ".csv"
    failed = 0
    for tutorial in dict.fromkeys(options.tutorials):
        path = (reference.DIRECTORY if roundings else DIRECTORY) / f"{tutorial}{suffix}"
        try:
            there = read(path)
            trials = _trials(tutorial, version, options)
            trials = [t for t in trials if (t.label, t.seed) not in there]
            write(path, there)  # or a training would be over before it turns out that it cannot be
            failed += _record(trials, path, options)
        except KeyboardInterrupt:
            print(f"interrupted; what was finished is in {path}", file=sys.stderr)
            return EXIT_INTERRUPTED
        except OSError as error:
            parser.error(f"cannot record to {path}: {error.strerror}")
        except ValueError as error:
            parser.error(str(error))
    return 1 if failed else 0


def _trials(tutorial: str, version: str | None, options: argparse.Namespace) -> Iterator[Trial]:
    if version:
        labels = {HONEST.name: f"TensorFlow {version}"}
    else:
        labels = {
            variation.name: variation.name
            for variation in _KINDS[options.what]
            if variation.name in (options.only or [variation.name])
            and (options.what != "deviations" or tutorial in variation.changes)
        }
    for seed in options.seeds:
        for name, label in labels.items():
            yield Trial(tutorial, name, seed, label)


def _record(trials: Sequence[Trial], path: Path, options: argparse.Namespace) -> int:
    """Runs the trials and adds each to the file when it is over; returns how many failed."""
    failed, began = 0, time.monotonic()
    pool = concurrent.futures.ThreadPoolExecutor(options.jobs)
    running = {pool.submit(_run, trial, options): trial for trial in trials}
    try:
        for done, future in enumerate(concurrent.futures.as_completed(running), 1):
            trial, curve = running[future], future.result()
            if curve:
                write(path, {**read(path), (trial.label, trial.seed): curve})
            failed += not curve
            left = (time.monotonic() - began) / done * (len(trials) - done) / 60
            print(f"{trial.tutorial}: {done} of {len(trials)}, {left:.0f} min left", flush=True)
    finally:
        pool.shutdown(cancel_futures=True)  # Ctrl-C begins no more of them
    return failed


def _run(trial: Trial, options: argparse.Namespace) -> Curve:
    """Returns the curve of one training in a process of its own; empty when that failed."""
    python = options.python or sys.executable
    command = [python, "-m", "benchmarks.trial", trial.tutorial, trial.variation, str(trial.seed)]
    command += ["--steps", str(options.steps)] if options.steps else []
    command += ["--data-dir", options.data_dir] if options.data_dir else []
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if process.returncode:
        last = _last_line(process)
        print(f"{trial.tutorial}, {trial.label}, seed {trial.seed}: {last}", file=sys.stderr)
        return {}
    return {(step, metric): value for step, metric, value in json.loads(process.stdout)}


def _version(python: str) -> str:
    """Returns an interpreter's version of TensorFlow. Raises ValueError when it tells none."""
    code = "import importlib.metadata as m; print(m.version('tensorflow'))"
    command = [python, "-c", code]
    try:
        process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    except OSError as error:
        raise ValueError(error.strerror) from error
    if process.returncode:
        raise ValueError(_last_line(process))
    return process.stdout.strip()


def _last_line(process: subprocess.CompletedProcess) -> str:
    *_, last = process.stderr.splitlines() or [f"exit code {process.returncode}"]
    return last


def _parser() -> Parser:
    parser = Parser(
        prog="python -m benchmarks.record",
        usage="%(prog)s WHAT NAME ... [OPTION]...",
        description=__doc__,
        epilog=_EPILOG,
    )
    parser.add_argument("what", metavar="WHAT", choices=_KINDS, help=", ".join(_KINDS))
    parser.add_argument(
        "tutorials", metavar="NAME", nargs="+", choices=PORTS, help=", ".join(PORTS)
    )
    parser.add_argument(
        "--seeds",
        metavar="A-B",
        type=_range,
        default=range(1, 5),
        help="from each of these seeds (default: 1-4)",
    )
    parser.add_argument(
        "--only",
        metavar="VARIATION",
        action="append",
        default=[],
        help="this one of the deviations or roundings; may be given several times (default: all)",
    )
    parser.add_argument(
        "--steps",
        metavar="N",
        type=whole_number(1),
        help="stop after N training steps (default: full length)",
    )
    parser.add_argument(
        "--python",
        metavar="FILE",
        help="with roundings: an interpreter with another TensorFlow, instead of other roundings",
    )
    parser.add_argument("--data-dir", metavar="DIR", help="the directory with the four MNIST files")
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=whole_number(1),
        default=scheduling.cores(),
        help="trainings at a time (default: one per core that it may use)",
    )
    return parser


def _range(text: str) -> range:
    first, _, last = text.partition("-")
    if not (first.isdigit() and (last or first).isdigit() and int(first) <= int(last or first)):
        raise argparse.ArgumentTypeError(f"must be like 3 or 1-4, not {text!r}")
    return range(int(first), int(last or first) + 1)


if __name__ == "__main__":
    sys.exit(main())
