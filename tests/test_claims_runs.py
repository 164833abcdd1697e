"""The claims that only full-length runs can tell: what the runs at hand say of them."""

import dataclasses

import numpy as np
import pytest

from harness import published
from harness.claims import Verdict
from harness.claims.runs import Runs
from harness.records import Data, RunRecord, Status, Task
from reproductions import log_formats


def bidirectional_runs(*accuracies: float, steps=None, directory="mnist") -> list[RunRecord]:
    """Records of runs from seeds 0, 1, …, each with nothing but its accuracy on the test images."""
    log, data = log_formats.BY_TUTORIAL["static_bidirectional_rnn"], Data(directory, "0" * 64)
    return [
        dataclasses.replace(
            RunRecord.failed(Task("static_bidirectional_rnn", seed, data, steps), "not at all"),
            status=Status.FINISHED,
            points=(log.point(3124, test_accuracy=accuracy),),
        )
        for seed, accuracy in enumerate(accuracies)
    ]


def beside(records, recorded=()):
    """The finding on the published accuracy, 0.9849."""
    tutorial = published.tutorial("static_bidirectional_rnn")
    return Runs(tutorial, records, dict(recorded)).beside(tutorial.points, "test_accuracy")


NO_RUNS = (
    Verdict.NEEDS_RUNS,
    "published 0.9849; no full-length run on MNIST is at hand: "
    "python runner.py static_bidirectional_rnn --seeds 19, then --claims --out out",
)


def test_without_runs_it_says_what_to_run():
    assert beside([]) == NO_RUNS


@pytest.mark.parametrize(
    "records",
    [
        bidirectional_runs(0.98, 0.99, steps=100),
        bidirectional_runs(0.98, 0.99, directory=None),
        [dataclasses.replace(r, status=Status.DIVERGED) for r in bidirectional_runs(0.98, 0.99)],
    ],
    ids=["cut short", "stand-in", "diverged"],
)
def test_what_cannot_be_compared_counts_for_nothing(records):
    assert beside(records) == NO_RUNS


def test_among_the_runs_it_holds():
    verdict, evidence = beside(bidirectional_runs(*np.linspace(0.98, 0.99, 19)))
    assert verdict is Verdict.HOLDS
    assert evidence.startswith("published 0.9849; 19 seeds, p = 0.95; ")


def test_farthest_of_twenty_it_does_not_hold():
    assert beside(bidirectional_runs(*np.linspace(0.97, 0.98, 19))) == (
        Verdict.DOES_NOT_HOLD,
        "published 0.9849; 19 seeds, p = 0.05; "
        "level of test accuracy: test accuracy at step 3124: 0.9849, ensemble 0.97–0.98",
    )


def test_farthest_of_nineteen_nothing_is_said():
    assert beside(bidirectional_runs(*np.linspace(0.97, 0.98, 18)))[0] is Verdict.NEEDS_RUNS


def test_recorded_runs_count_where_none_is_at_hand():
    recorded = {s: {(3124, "test_accuracy"): 0.98 + s / 1e4} for s in range(1, 20)}
    verdict, evidence = beside(bidirectional_runs(0.9811), recorded.items())
    assert (verdict, evidence.split(",")[0]) == (
        Verdict.DOES_NOT_HOLD,
        "published 0.9849; 20 seeds",
    )


def test_every_run_must_be_above_the_bound():
    def above(*accuracies):
        tutorial = published.tutorial("static_bidirectional_rnn")
        runs = Runs(tutorial, bidirectional_runs(*accuracies), {})
        return runs.all_above(0.8779, lambda run: run[3124, "test_accuracy"], "accuracy")

    assert above(0.9, 0.95) == (Verdict.HOLDS, "accuracy of 2 seeds: 0.9–0.95; 2 above 0.8779")
    assert above(0.45, 0.95)[0] is Verdict.DOES_NOT_HOLD
    assert above()[0] is Verdict.NEEDS_RUNS
