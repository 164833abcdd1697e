"""Runs, references and verdicts that were never trained, for the tests of reports."""

import math

from harness import published
from harness.claims.ledger import Claim
from harness.claims.ledger import Verdict as Finding
from harness.judging.known_seed import Comparison, Likeness
from harness.judging.outcome import Outcome
from harness.judging.regression import Regression
from harness.judging.unknown_seed import Evidence, Judgement
from harness.judging.verdicts import Verdict
from harness.records import Data, RunRecord, Status, Task
from harness.reference import Provenance, Reference
from reproductions import log_formats

MNIST = Data("mnist", "d" * 64)
NAME = "dynamic_rnn_final_state"


def curve(seed, name=NAME):
    """The points of a run that learns, none like another's."""
    log = log_formats.BY_TUTORIAL[name]
    tutorial = published.tutorial(name)
    points = []
    for step in range(0, tutorial.steps, tutorial.print_every):
        learned = 1 - math.exp(-(step + 20 + seed % 7) / 250)
        wrong = round(128 * 0.86 * (1 - learned) + (step * 7 + seed * 13) % 5)
        accuracy = 1 - min(wrong, 128) / 128
        if name == "static_rnn":
            values = {"minibatch_loss": 2.4 - learned, "training_accuracy": accuracy}
        else:
            values = {"training_accuracy": accuracy}
        points.append(log.point(step, **values))
    if name == "static_rnn":
        points.append(log.point(tutorial.steps))
        points.append(log.point(tutorial.steps, test_accuracy=0.5 - (seed % 9) / 128))
    return tuple(points)


def record(seed, name=NAME, *, points=None, status=Status.FINISHED, detail="", **changed):
    made = {
        "hyperparameters": {"learning_rate": 0.001, "batch_size": 128},
        "graph_sha256": "a" * 64,
        "versions": {"numpy": "2.4.6", "tensorflow": "2.21.0"},
    } | changed
    points = curve(seed, name) if points is None else points
    task = Task(name, seed, MNIST)
    return RunRecord(task, status, detail, points, wall_seconds=20.0 + seed % 3, **made)


def reference(count, name=NAME):
    from harness import curves

    made = Provenance(name, "2.21.0", "2.4.6", "a" * 64, "d" * 64, "2026-11-20")
    return Reference(made, {seed: curves.of(curve(seed, name)) for seed in range(1, count + 1)})


def judgement(outcome=Outcome.REPRODUCED, p_value=0.4, distance=1.1, members=64):
    closest = "training accuracy at step 20: 0.67969, ensemble 0.4375–0.72656"
    others = tuple(0.5 + i / members for i in range(members))
    return Judgement(
        outcome,
        p_value,
        closest if outcome is Outcome.DEVIATES else f"closest call: {closest}",
        (
            Evidence("early training accuracy", p_value, closest),
            Evidence("worst point", 0.7, "training accuracy at step 700: 0.9375, ensemble 0.9–1"),
        ),
        members=members,
        points=19,
        distances=(distance, *others),
    )


EQUAL = Comparison(Likeness.EQUAL)
OTHER = Comparison(Likeness.OTHER, (40, "training_accuracy"), 0.125, 0.6640625)


def reproduced(seeds, name=NAME, **changed):
    on_log = judgement()
    runs = dict.fromkeys(seeds, EQUAL)
    return Verdict(name, Outcome.REPRODUCED, on_log.reason, on_log, runs, **changed)


def deviating(seeds, name="static_rnn", **changed):
    runs = dict.fromkeys(seeds, EQUAL) | {seeds[0]: OTHER}
    reason = f"seed {seeds[0]} is not as recorded: {OTHER}"
    return Verdict(name, Outcome.DEVIATES, reason, None, runs, **changed)


def regression(runs, *changed, missing=()):
    return Regression(runs, changed, (), missing)


CLAIMS = [
    Claim("002-a", "static_rnn", "The accuracy is good.", Finding.DOES_NOT_HOLD, "0.45–0.51"),
    Claim("002-b", "static_rnn", "It trains.", Finding.HOLDS, "it does"),
    Claim("002-c", "static_rnn", "It is better.", Finding.NEEDS_RUNS, "no run is at hand"),
]


def two():
    """Two tutorials: one as ever, one that deviates and of which a run diverged."""
    records = [
        record(1),
        record(2),
        record(1, "static_rnn"),
        record(3, "static_rnn", points=(), status=Status.DIVERGED, detail="NaN at step 100"),
    ]
    return records, [reproduced([1, 2]), deviating([1])]
