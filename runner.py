"""Trains the tutorials, shows their numbers beside the published ones, and writes what it ran."""

import argparse
import dataclasses
import os
import sys
from collections.abc import Sequence

from compat.arguments import EXIT_INTERRUPTED, Parser
from harness import options as command_line
from reproductions import TUTORIALS

EXIT_OK = 0
EXIT_DEVIATES = 1
EXIT_CANNOT_TELL = 3
EXIT_BROKEN_PIPE = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    parser = command_line.parser(__doc__)
    options = parser.parse_args(arguments)
    command_line.check(parser, options)
    if options.list:
        return _list()
    if options.export_graph:
        return _export_graph(parser, options)
    if options.claims:
        return _claims(parser, options)
    if options.compare:
        return _compare(parser, options)
    if options.report:
        return _report(parser, options)
    if options.side_by_side:
        return _side_by_side(parser, options)
    if not options.all and not options.names:
        parser.error("name a tutorial, or ask for --all or --list")
    return _save_reference(parser, options) if options.save_reference else _train(parser, options)


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

    records = _stored(parser, "--out", options.out) if options.out else []
    ledger = claims.check(records, options.names or TUTORIALS, _data(parser, options))
    print(terminal.render(claims_table.claims_table(ledger)), end="")
    broken = any(claim.verdict is claims.Verdict.NOT_CHECKED for claim in ledger)
    return EXIT_DEVIATES if broken else EXIT_OK


def _report(parser: Parser, options: argparse.Namespace) -> int:
    from harness import store, suite
    from harness.judging import verdicts
    from harness.reporting import reports, results

    records = _stored(parser, "--report", options.report)
    if not records:
        parser.error(f"--report {options.report}: no run is stored there")
    baseline = _baseline(parser, options)
    judged = verdicts.judge(records, baseline)
    code = _exit_code(suite.Outcome(tuple(records)), judged)
    try:
        claims = store.read_claims(options.report)
        written = reports.write(
            options.report, records, judged, code, claims=claims, baseline=baseline
        )
        written.append(results.write(options.report, records, judged, code))
    except (OSError, ValueError) as error:
        parser.error(f"--report {options.report}: {error}")
    print("\n".join(map(str, written)))
    return code


def _side_by_side(parser: Parser, options: argparse.Namespace) -> int:
    from harness import claims, files
    from harness.reporting import side_by_side

    name, out = options.side_by_side, options.out or "out"
    try:
        listing = files.read_text(options.post) if options.post else None
    except OSError as error:
        parser.error(f"cannot read --post {options.post}: {error.strerror}")
    records = _stored(parser, "--out", out) if os.path.isdir(out) else []
    record = next((r for r in records if r.task.tutorial == name and r.points), None)
    ledger = claims.check(records, [name], _data(parser, options))
    try:
        os.makedirs(out, exist_ok=True)
        print(side_by_side.write(out, name, listing=listing, claims=ledger, record=record))
    except OSError as error:
        parser.error(f"cannot write to --out {out}: {error.strerror}")
    return EXIT_OK


def _compare(parser: Parser, options: argparse.Namespace) -> int:
    from harness import comparing

    if not options.against:
        parser.error("--compare LOG ... needs --against NAME")
    try:
        outcome = comparing.compare(options.compare, options.against, options.seed)
    except comparing.BadInputError as error:
        parser.error(str(error))
    return _code_of([outcome])


def _train(parser: Parser, options: argparse.Namespace) -> int:
    from harness import suite
    from harness.judging import verdicts

    baseline = _baseline(parser, options)
    with _store(parser, options) as store:
        if baseline is not None and store.directory.samefile(options.baseline):
            parser.error("--baseline is the directory to write to; give --out another one")
        tasks = suite.tasks(_names(options), _seeds(options), _data(parser, options), options.steps)
        outcome = _run(parser, options, tasks, store)
        judged = verdicts.judge(outcome.records, baseline)
        code = _exit_code(outcome, judged)
        written = suite.report(outcome, judged, store, code)
        written &= suite.write_reports(
            outcome,
            judged,
            store,
            code,
            baseline=baseline,
            with_claims=options.all,
            with_tensorboard=options.tensorboard,
        )
    return code if written or outcome.interrupted else EXIT_DEVIATES


def _save_reference(parser: Parser, options: argparse.Namespace) -> int:
    from harness import recording, suite

    if options.steps is not None or options.seed is not None:
        parser.error("--save-reference records full runs from seeds 1 to N: no --steps, no --seed")
    source = _data(parser, options)
    if source.stand_in:
        parser.error("--save-reference needs MNIST; say where it is with --data-dir")
    try:
        tasks = recording.missing(_names(options), options.seeds, source)
    except recording.CannotRecordError as error:
        parser.error(str(error))
    with _store(parser, options) as store:
        outcome = _run(parser, options, tasks, store)
        try:
            for path, seeds in recording.save(outcome.records):
                print(f"{path}: {seeds} seeds")
        except (recording.CannotRecordError, OSError) as error:
            parser.error(f"{error}; the runs are kept in {store.directory}")
        suite.close(outcome, store)
    if outcome.interrupted:
        return EXIT_INTERRUPTED
    return EXIT_DEVIATES if outcome.went_wrong else EXIT_OK


def _names(options: argparse.Namespace) -> Sequence[str]:
    return TUTORIALS if options.all else list(dict.fromkeys(options.names))


def _stored(parser: Parser, option: str, directory: str):
    from harness import store

    try:
        return store.read(directory)
    except (OSError, ValueError) as error:
        parser.error(f"cannot read the runs in {option} {directory}: {error}")


def _baseline(parser: Parser, options: argparse.Namespace):
    """Returns the runs of --baseline; None without it."""
    from harness.records import Status

    if not options.baseline:
        return None
    records = _stored(parser, "--baseline", options.baseline)
    if not any(record.status is Status.FINISHED for record in records):
        parser.error(f"--baseline {options.baseline}: no finished run is stored there")
    return records


def _store(parser: Parser, options: argparse.Namespace):
    from harness.store import DirectoryBusyError, Store

    out = options.resume or options.out or "out"
    if options.resume and not os.path.isdir(out):
        parser.error(f"--resume {out}: there is no such directory")
    try:
        return Store(out)
    except OSError as error:
        parser.error(f"cannot write to --out {out}: {error.strerror}")
    except DirectoryBusyError as error:
        parser.error(str(error))


def _run(parser: Parser, options: argparse.Namespace, tasks: list, store):
    """Runs the tasks, or with --resume those that are missing; returns what came of all."""
    from harness import cluster, resuming, suite

    try:
        finished = resuming.finished(tasks, options.resume) if options.resume else []
        if not options.resume and (longer := resuming.longer(tasks, store)):
            parser.error(f"{store.directory} has a longer run of {longer}; use another --out")
    except (resuming.OtherProgramError, OSError, ValueError) as error:
        parser.error(str(error))
    done = {record.task.key for record in finished}
    run, tasks = _executor(options, [task for task in tasks if task.key not in done])
    try:
        return suite.train(tasks, store, run, finished=finished, live=options.progress)
    except cluster.ClusterError as error:
        parser.error(str(error))


def _executor(options: argparse.Namespace, tasks: list):
    """Returns what runs the tasks, and the tasks as it is to run them."""
    from harness import cluster, gpus, scheduling

    cores = scheduling.cores()
    how = {"gpu_memory_fraction": options.gpu_memory_fraction}
    if options.threads:
        how["threads"] = options.threads
    if options.scheduler:
        return (
            lambda tasks: cluster.run(tasks, options.scheduler),
            [dataclasses.replace(task, **how) for task in tasks],
        )
    found = gpus.visible()
    jobs = options.jobs or gpus.jobs(found, cores, options.gpu_memory_fraction)
    return (
        lambda tasks: scheduling.run(tasks, jobs, found),
        [dataclasses.replace(t, **how) for t in scheduling.plan(tasks, jobs, cores)],
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


def _exit_code(outcome, verdicts: Sequence) -> int:
    if outcome.interrupted:
        return EXIT_INTERRUPTED
    if outcome.went_wrong:
        return EXIT_DEVIATES
    return _code_of([verdict.outcome for verdict in verdicts])


def _code_of(outcomes: Sequence) -> int:
    from harness.judging.outcome import Outcome

    if Outcome.DEVIATES in outcomes:
        return EXIT_DEVIATES
    return EXIT_OK if Outcome.REPRODUCED in outcomes else EXIT_CANNOT_TELL


def _to_a_terminal() -> int:
    """`main`, for whatever stands behind the standard output."""
    sys.stdout.reconfigure(errors="replace")  # it may have no – and no ×
    try:
        code = main()
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        code = EXIT_INTERRUPTED
    except BrokenPipeError:  # such as `| head`, which has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = EXIT_BROKEN_PIPE
    return code


if __name__ == "__main__":
    sys.exit(_to_a_terminal())
