"""Judges logs that somebody else made: reads them, prints the comparison, returns the outcome."""

from collections.abc import Iterable, Mapping, Sequence

from harness import curves, pasted, published, reference
from harness.curves import Curve
from harness.judging import known_seed, unknown_seed
from harness.judging.known_seed import Drift, Likeness
from harness.judging.outcome import Outcome
from harness.judging.unknown_seed import Judgement
from harness.published import Tutorial
from harness.reporting import terminal, verdict_tables

__all__ = ["BadInputError", "compare"]

_BY_CHANCE = 4
"""Fewer values than these may agree in runs of different seeds."""


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
    logs = {path: _printed(tutorial, log.curve, decimals) for path, log in found.items()}
    runs = {s: _printed(tutorial, run, decimals) for s, run in recorded.runs.items()}
    table = verdict_tables.beside_ensemble(tutorial, list(logs.values()), list(runs.values()))
    print(terminal.render(table))
    if tutorial.reference != name:
        print(f"Runs of {name} are bit-identical to those of {tutorial.reference}.")
    for path, log in found.items():
        for note in log.notes:
            print(f"{path}: {note}")
    print()
    if seed is None:
        return _by_ensemble(tutorial, _different(logs), runs)
    return _by_seed(tutorial, logs, runs, drift, seed, decimals)


def _by_seed(
    tutorial: Tutorial,
    logs: Mapping[str, Curve],
    runs: Mapping[int, Curve],
    drift: Drift,
    seed: int,
    decimals: Mapping[str, int],
) -> Outcome:
    outcomes, left = [], dict(logs)
    if seed in runs:
        beside = {
            path: known_seed.compare(
                tutorial, log, runs[seed], drift, printed=True, decimals=decimals
            )
            for path, log in logs.items()
        }
        print(terminal.render(verdict_tables.likenesses(beside, f"Beside seed {seed}")))
        for path, comparison in beside.items():
            if comparison.likeness is Likeness.OTHER:
                outcomes.append(Outcome.DEVIATES)
                del left[path]
            elif comparison.likeness is not Likeness.UNKNOWN:
                if known_seed.tells_seeds_apart(tutorial, left[path], runs, seed, drift, decimals):
                    outcomes.append(Outcome.REPRODUCED)
                    del left[path]
                else:
                    print(f"{path}: by these values it might be a run of other seeds as well.\n")
    else:
        print(f"Seed {seed} is not recorded, {min(runs)}–{max(runs)} are.\n")
    ensemble = {s: run for s, run in runs.items() if s != seed}
    outcomes += [_by_ensemble(tutorial, {path: log}, ensemble) for path, log in left.items()]
    worst = _worst(outcomes)
    print(f"Verdict with seed {seed}: {worst}")
    return worst


def _by_ensemble(
    tutorial: Tutorial, logs: Mapping[str, Curve], runs: Mapping[int, Curve]
) -> Outcome:
    """Prints the verdict on logs as of unknown seeds; returns its outcome.

    Logs that are recorded runs are no draws beside these. Of logs with different points, those with
    more than all have are judged alone as well.
    """
    drawn = dict(logs)
    for path, log in logs.items():
        if (seed := _recorded_as(log, runs)) is not None:
            print(f"{path}: digit for digit the recorded run of seed {seed}.")
            del drawn[path]
    if not drawn:
        print(f"Verdict: {Outcome.REPRODUCED}\n")
        return Outcome.REPRODUCED
    ensemble = list(runs.values())
    judgement = _judge(tutorial, drawn, ensemble)
    if judgement.outcome is Outcome.DEVIATES:
        return Outcome.DEVIATES
    outcomes = [judgement.outcome]
    for path, log in drawn.items():
        comparable = sum(all(key in run for run in ensemble) for key in log)
        if len(drawn) > 1 and comparable > judgement.points:
            left_out = comparable - judgement.points
            print(f"{path}: not all logs have {left_out} of its {comparable} values. Alone:")
            outcomes.append(_judge(tutorial, {path: log}, ensemble).outcome)
    worst = _worst(outcomes)
    if len(outcomes) > 1:
        print(f"Verdict on all: {worst}")
    return worst


def _judge(tutorial: Tutorial, logs: Mapping[str, Curve], ensemble: Sequence[Curve]) -> Judgement:
    judgement = unknown_seed.judge(tutorial, list(logs.values()), ensemble)
    if judgement.evidence:
        whom = next(iter(logs)) if len(logs) == 1 else f"all {len(logs)} together"
        print(terminal.render(verdict_tables.evidence(judgement, f"What speaks against {whom}")))
    print(f"Verdict: {verdict_tables.in_short(judgement)}\n{judgement.reason}\n")
    return judgement


def _different(logs: Mapping[str, Curve]) -> dict[str, Curve]:
    """Returns the logs without copies and parts of one another, which are no draws of their own."""
    different: dict[str, Curve] = {}
    for path, log in sorted(logs.items(), key=lambda item: -len(item[1])):
        same = next((p for p, other in different.items() if _agree(log, other)), None)
        if same is None:
            different[path] = log
        else:
            print(f"{path}: the same values as in {same}, and counted once.")
    return {path: log for path, log in logs.items() if path in different}


def _agree(log: Curve, other: Curve) -> bool:
    common = log.keys() & other.keys()
    enough = len(common) >= _BY_CHANCE or log.keys() == other.keys()
    return enough and all(log[key] == other[key] for key in common)


def _recorded_as(log: Curve, runs: Mapping[int, Curve]) -> int | None:
    """Returns the seed of the recorded run that a log is, if its values tell that from others."""
    if len(runs) < 2:
        return None
    differing = {
        seed: sum(log[key] != run[key] for key in log if key in run) for seed, run in runs.items()
    }
    nearest, next_one, *_ = sorted(differing, key=differing.__getitem__)
    is_it = differing[nearest] == 0 and differing[next_one] >= _BY_CHANCE
    return nearest if is_it else None


def _worst(outcomes: Sequence[Outcome]) -> Outcome:
    by_weight = (Outcome.DEVIATES, Outcome.CANNOT_TELL, Outcome.REPRODUCED)
    return next(outcome for outcome in by_weight if outcome in outcomes)


def _printed(tutorial: Tutorial, curve: Curve, decimals: Mapping[str, int]) -> Curve:
    return curves.as_printed(tutorial.name, curves.rounded(curve, decimals))


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
