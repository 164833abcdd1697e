"""Verdicts on runs: by the recorded runs of their seeds, by the ensemble, and by a baseline."""

import dataclasses

import pytest

from harness import graphs, published, reference
from harness.judging import known_seed, verdicts
from harness.judging.known_seed import Likeness
from harness.judging.outcome import Outcome
from harness.records import Data, RunRecord, Status, Task
from harness.reporting import results, verdict_tables
from reproductions import log_formats

NAME = "dynamic_rnn_final_state"
RECORDED = reference.read(NAME)
MNIST = Data("mnist", RECORDED.provenance.data_sha256)
TENSORFLOW = RECORDED.provenance.tensorflow


def record(curve, seed, tutorial=NAME, **changed):
    log = log_formats.BY_TUTORIAL[tutorial]
    lines = {}
    for (step, metric), value in curve.items():
        lines.setdefault((step, metric == "test_accuracy"), {})[metric] = value
    points = tuple(log.point(step, **values) for (step, _), values in lines.items())
    made = dataclasses.replace(
        RunRecord.failed(Task(tutorial, seed, MNIST), "not at all"),
        status=Status.FINISHED,
        detail="",
        points=points,
        graph_sha256=graphs.recorded(TENSORFLOW)[tutorial],
        hyperparameters={"learning_rate": 0.001},
        versions={"tensorflow": TENSORFLOW, "numpy": "2.4.6"},
    )
    return dataclasses.replace(made, **changed)


def recorded(seed, **changed):
    return record(RECORDED.runs[seed], seed, **changed)


def judge(*records, baseline=None):
    [verdict] = verdicts.judge(records, baseline)
    return verdict


def broken(seed):
    return dict.fromkeys(RECORDED.runs[seed], 0.125)


def test_the_recorded_run_again_reproduces_the_post():
    verdict = judge(recorded(1), recorded(2))
    assert {seed: c.likeness for seed, c in verdict.runs.items()} == {
        1: Likeness.EQUAL,
        2: Likeness.EQUAL,
    }
    assert verdict.published.members >= 64
    assert verdict.outcome is verdict.published.outcome is Outcome.REPRODUCED


def test_a_tutorial_of_equal_trajectories_is_judged_through_the_other():
    verdict = judge(recorded(3, tutorial="dynamic_rnn"))
    assert verdict.runs[3].likeness is Likeness.EQUAL
    assert verdict.published == judge(recorded(3)).published
    assert verdict.reason.startswith(f"by the log of {NAME}, whose runs are bit-identical: ")


def test_another_computation_deviates():
    verdict = judge(recorded(1), record(broken(2), 2))
    assert verdict.outcome is Outcome.DEVIATES
    assert verdict.reason.startswith("seed 2 is not as recorded: another computation; training")


def test_seeds_that_are_not_recorded_are_judged_together_by_the_ensemble():
    good = judge(record(RECORDED.runs[5], 1005))
    assert good.runs == {}
    assert (good.others.logs, good.others.outcome) == (1, Outcome.REPRODUCED)
    bad = judge(record(broken(1), 1001), record(broken(1), 1002))
    assert (bad.others.logs, bad.outcome) == (2, Outcome.DEVIATES)


def test_what_no_measured_drift_reaches_is_left_to_the_ensemble(monkeypatch):
    monkeypatch.setattr(known_seed, "read_drift", lambda recorded: {(0, "training_accuracy"): 0})
    good = judge(record(RECORDED.runs[5], 1))
    assert good.runs[1].likeness is Likeness.UNKNOWN
    assert (good.others.members, good.outcome) == (len(RECORDED.runs) - 1, Outcome.REPRODUCED)
    late = {key: v if key[0] < 400 else 0.125 for key, v in RECORDED.runs[1].items()}
    bad = judge(record(late, 1))
    assert (bad.runs[1].likeness, bad.outcome) == (Likeness.UNKNOWN, Outcome.DEVIATES)
    assert bad.reason == bad.others.reason


def test_where_nothing_was_published_the_runs_decide():
    name = "static_rnn"
    there = reference.read(name)
    equal = judge(record(there.runs[1], 1, tutorial=name))
    assert equal.outcome is Outcome.REPRODUCED
    assert equal.reason == "the runs are the recorded ones; nothing was published"
    other = judge(record(there.runs[5], 1005, tutorial=name))
    assert other.outcome is Outcome.REPRODUCED
    assert other.reason == f"{other.others.reason}; nothing was published"
    cut = dict(list(there.runs[5].items())[:2])
    assert judge(record(cut, 1005, tutorial=name)).outcome is Outcome.CANNOT_TELL


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"task": Task(NAME, 1, MNIST, steps=100)}, "cut short at step 100"),
        ({"task": Task(NAME, 1, Data(None, "0"))}, "stand-in data, not MNIST"),
        ({"status": Status.FAILED}, "no run was finished"),
    ],
)
def test_what_cannot_be_judged_is_not(changed, reason):
    verdict = judge(recorded(1, **changed))
    assert (verdict.outcome, verdict.reason) == (None, reason)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"graph_sha256": "f" * 64}, "undo the change, or record the graph"),
        ({"task": Task(NAME, 1, Data("elsewhere", "f" * 64))}, "other data than the recorded runs"),
    ],
)
def test_another_program_deviates_and_says_what_to_do(changed, said):
    verdict = judge(recorded(1, **changed))
    assert verdict.outcome is Outcome.DEVIATES
    assert said in verdict.reason


def test_a_damaged_reference_ends_no_call(monkeypatch):
    def damaged(name):
        raise ValueError(f"{name}.csv is not a reference")

    monkeypatch.setattr(reference, "read", damaged)
    verdict = judge(recorded(1), baseline=[recorded(1)])
    assert verdict.outcome is Outcome.CANNOT_TELL
    assert verdict.reason == f"{NAME}.csv is not a reference"
    assert verdict.since.runs[1].likeness is Likeness.EQUAL


def test_a_baseline_tells_what_changed():
    then = recorded(1, versions={"tensorflow": "2.16.2", "numpy": "1.26.4"})
    verdict = judge(recorded(1), recorded(2), baseline=[then])
    assert verdict.since.runs[1].likeness is Likeness.EQUAL
    assert verdict.since.missing == (2,)
    assert verdict.since.changed == ("numpy 1.26.4 → 2.4.6", f"tensorflow 2.16.2 → {TENSORFLOW}")


def test_a_run_unlike_its_baseline_deviates_even_cut_short():
    cut = Task(NAME, 1, MNIST, steps=100)
    then = recorded(1, task=cut)
    verdict = judge(record(broken(1), 1, task=cut), baseline=[then])
    assert verdict.outcome is Outcome.DEVIATES
    assert verdict.reason.startswith("seed 1 is not as in the baseline")
    same = judge(then, baseline=[then])
    assert same.outcome is Outcome.REPRODUCED
    assert same.reason == "as in the baseline; cut short at step 100"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"graph_sha256": "f" * 64},
            f"graph {'f' * 12} → {graphs.recorded(TENSORFLOW)[NAME][:12]}",
        ),
        ({"hyperparameters": {"learning_rate": 0.002}}, "learning_rate 0.002 → 0.001"),
    ],
)
def test_another_program_than_in_the_baseline_deviates_even_cut_short(changed, said):
    cut = Task(NAME, 1, MNIST, steps=100)
    verdict = judge(recorded(1, task=cut), baseline=[recorded(1, task=cut, **changed)])
    assert verdict.since.runs[1].likeness is Likeness.EQUAL
    assert verdict.outcome is Outcome.DEVIATES
    assert verdict.reason == f"another program than in the baseline: {said}"


@pytest.mark.parametrize("there", [[], [recorded(2)], [recorded(1, status=Status.DIVERGED)]])
def test_a_baseline_without_these_seeds_cannot_tell(there):
    verdict = judge(recorded(1), baseline=there)
    assert verdict.outcome is Outcome.CANNOT_TELL
    assert verdict.reason == "the baseline has no finished run of these seeds"
    other = judge(record(broken(1), 1), baseline=there)
    assert other.outcome is Outcome.DEVIATES


def test_a_baseline_that_cannot_tell_is_no_success(monkeypatch):
    monkeypatch.setattr(known_seed, "read_drift", lambda recorded: {})
    verdict = judge(recorded(1), baseline=[record(RECORDED.runs[2], 1)])
    assert verdict.outcome is Outcome.CANNOT_TELL
    assert verdict.reason.startswith("seed 1 beside the baseline: cannot tell; training accuracy")


def test_all_of_it_is_said():
    records = [recorded(1), record(broken(2), 2), record(RECORDED.runs[5], 1005)]
    made = verdicts.judge(records, [recorded(1)])
    beside, since = verdict_tables.details(made)
    assert beside.rows[0][0] == NAME
    assert beside.rows[0][2] == "1 bit-equal; 1 another computation"
    assert since.rows[0] == [NAME, "changed", "nothing but the runs"]
    written = results.results(records, made, 1)
    assert written["verdicts"][0]["outcome"] == "deviates"
    assert written["verdicts"][0]["runs_by_seed"]["1"] == "bit-equal"
    assert written["verdicts"][0]["since_baseline"]["missing_seeds"] == [2, 1005]
    assert [run["seed"] for run in written["runs"]] == [1, 2, 1005]


@pytest.mark.parametrize(
    "tutorial",
    [t for t in published.catalogue() if t.points],
    ids=lambda tutorial: tutorial.name,
)
def test_every_published_log_with_recorded_runs_has_a_verdict(tutorial):
    there = reference.read(tutorial.name)
    judgement = verdicts.on_published(tutorial, list(there.runs.values()))
    assert judgement.p_value is not None
    assert judgement.points > 0
