"""Judges logs that somebody else made: reads them, prints the comparison, returns the outcome."""

from collections.abc import Sequence

from harness import pasted, published, reference
from harness.judging import known_seed, unknown_seed
from harness.judging.known_seed import Likeness
from harness.judging.outcome import Outcome
from harness.reporting import terminal, verdict_tables

__all__ = ["BadInputError", "compare"]


class BadInputError(Exception):
    """The logs cannot be judged; one line: why."""


def compare(paths: Sequence[str], name: str, seed: int | None) -> Outcome:
    """Prints the logs beside the recorded runs of tutorial `name`, and the verdict on all of them.

    seed: of all logs, when it is known: each is then compared with the recorded run of it, or where
        none is recorded judged as if it were unknown.
    Raises BadInputError when a file cannot be read or holds no such log, and when the recorded runs
    are missing, damaged or of another program.
    """
    tutorial = published.tutorial(name)
    logs = {path: _read(path, tutorial) for path in paths}
    try:
        recorded = reference.read(name)
        drift = known_seed.read_drift(recorded)
    except ValueError as error:
        raise BadInputError(str(error)) from error
    if recorded is None:
        raise BadInputError(
            f"no runs of {name} are recorded; record some: python runner.py {name} --save-reference"
        )
    made = [log.curve for log in logs.values()]
    ensemble = list(recorded.runs.values())
    print(terminal.render(verdict_tables.beside_ensemble(tutorial, made, ensemble)))
    for path, log in logs.items():
        for note in log.notes:
            print(f"{path}: {note}")
    if seed in recorded.runs:
        runs = {
            path: known_seed.compare(tutorial, log.curve, recorded.runs[seed], drift, printed=True)
            for path, log in logs.items()
        }
        print(terminal.render(verdict_tables.likenesses(runs, f"Beside seed {seed}")))
        return _of_likenesses([run.likeness for run in runs.values()])
    if seed is not None:
        first, last = min(recorded.runs), max(recorded.runs)
        print(f"Seed {seed} is not recorded, {first}–{last} are: judged as of an unknown seed.\n")
    judgement = unknown_seed.judge(tutorial, made, ensemble)
    print(terminal.render(verdict_tables.evidence(judgement, "What speaks against it")))
    print(f"Verdict: {verdict_tables.in_short(judgement)}\n{judgement.reason}")
    return judgement.outcome


def _read(path: str, tutorial: published.Tutorial) -> pasted.PastedLog:
    try:
        return pasted.read(path, tutorial)
    except OSError as error:
        raise BadInputError(f"cannot read {path}: {error.strerror}") from error
    except pasted.NoLogError as error:
        raise BadInputError(f"{path}: {error}") from error


def _of_likenesses(likenesses: Sequence[Likeness]) -> Outcome:
    if Likeness.OTHER in likenesses:
        return Outcome.DEVIATES
    return Outcome.CANNOT_TELL if Likeness.UNKNOWN in likenesses else Outcome.REPRODUCED
