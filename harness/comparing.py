"""Judges logs that somebody else made: reads them, prints the comparison, returns the outcome."""

from collections.abc import Iterable, Mapping, Sequence

from harness import curves, pasted, published, reference
from harness.curves import Curve
from harness.judging import known_seed, unknown_seed
from harness.judging.known_seed import Drift, Likeness
from harness.judging.outcome import Outcome
from harness.published import Tutorial
from harness.reporting import terminal, verdict_tables

__all__ = ["BadInputError", "compare"]


class BadInputError(Exception):
    """The logs cannot be judged; one line: why."""


def compare(paths: Sequence[str], name: str, seed: int | None) -> Outcome:
    """Prints the logs beside the recorded runs of tutorial `name`, and the verdict on all of them.

    seed: of all logs, when it is known: each is then compared with the recorded run of it. Where
        that cannot tell, or none is recorded, each is judged alone as if its seed were unknown.
        Without a seed they are judged together, as logs of one program from different seeds.
    Raises BadInputError when a file cannot be read or holds no such log, and when the recorded runs
    are missing, damaged or of another program.
    """
    tutorial = published.tutorial(name)
    found = {path: _read(path, tutorial) for path in paths}
    try:
        recorded = reference.read(name)
        drift = known_seed.read_drift(recorded)
    except ValueError as error:
        raise BadInputError(str(error)) from error
    if recorded is None:
        raise BadInputError(
            f"no runs of {name} are recorded; record some: python runner.py {name} --save-reference"
        )
    decimals = _fewest_decimals(found.values())
    logs = {path: curves.rounded(log.curve, decimals) for path, log in found.items()}
    runs = {s: curves.rounded(run, decimals) for s, run in recorded.runs.items()}
    table = verdict_tables.beside_ensemble(tutorial, list(logs.values()), list(runs.values()))
    print(terminal.render(table))
    for path, log in found.items():
        for note in log.notes:
            print(f"{path}: {note}")
    print()
    if seed is None:
        return _by_ensemble(tutorial, _different(logs), list(runs.values()))
    return _by_seed(tutorial, logs, runs, drift, seed)


def _by_seed(
    tutorial: Tutorial,
    logs: Mapping[str, Curve],
    runs: Mapping[int, Curve],
    drift: Drift,
    seed: int,
) -> Outcome:
    outcomes, left = [], dict(logs)
    if seed in runs:
        beside = {
            path: known_seed.compare(tutorial, log, runs[seed], drift, printed=True)
            for path, log in logs.items()
        }
        print(terminal.render(verdict_tables.likenesses(beside, f"Beside seed {seed}")))
        for path, comparison in beside.items():
            if comparison.likeness is not Likeness.UNKNOWN:
                del left[path]
                other = comparison.likeness is Likeness.OTHER
                outcomes.append(Outcome.DEVIATES if other else Outcome.REPRODUCED)
    else:
        print(f"Seed {seed} is not recorded, {min(runs)}–{max(runs)} are.\n")
    ensemble = [run for s, run in runs.items() if s != seed]
    outcomes += [_by_ensemble(tutorial, {path: log}, ensemble) for path, log in left.items()]
    worst = next(o for o in (Outcome.DEVIATES, Outcome.CANNOT_TELL, *outcomes) if o in outcomes)
    print(f"Verdict with seed {seed}: {worst}")
    return worst


def _by_ensemble(
    tutorial: Tutorial, logs: Mapping[str, Curve], ensemble: Sequence[Curve]
) -> Outcome:
    """Prints the verdict on logs as of unknown seeds; returns its outcome."""
    judgement = unknown_seed.judge(tutorial, list(logs.values()), ensemble)
    for path, log in logs.items():
        comparable = sum(all(key in run for run in ensemble) for key in log)
        if left_out := comparable - judgement.points:
            print(f"{path}: values that not all logs have, not judged: {left_out} of {comparable}.")
    if judgement.evidence:
        whom = next(iter(logs)) if len(logs) == 1 else f"all {len(logs)} together"
        print(terminal.render(verdict_tables.evidence(judgement, f"What speaks against {whom}")))
    print(f"Verdict: {verdict_tables.in_short(judgement)}\n{judgement.reason}\n")
    return judgement.outcome


def _different(logs: Mapping[str, Curve]) -> dict[str, Curve]:
    """Returns the logs without copies of one another, which are no draws of their own."""
    different: dict[str, Curve] = {}
    for path, log in logs.items():
        same = next((p for p, other in different.items() if other == log), None)
        if same is None:
            different[path] = log
        else:
            print(f"{path}: the same as {same}, and counted once.")
    return different


def _fewest_decimals(logs: Iterable[pasted.PastedLog]) -> dict[str, int]:
    fewest: dict[str, int] = {}
    for log in logs:
        for metric, decimals in log.decimals.items():
            fewest[metric] = min(decimals, fewest.get(metric, decimals))
    return fewest


def _read(path: str, tutorial: Tutorial) -> pasted.PastedLog:
    try:
        return pasted.read(path, tutorial)
    except OSError as error:
        raise BadInputError(f"cannot read {path}: {error.strerror}") from error
    except pasted.NoLogError as error:
        raise BadInputError(f"{path}: {error}") from error
