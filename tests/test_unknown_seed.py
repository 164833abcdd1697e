"""The judge of logs whose seeds are unknown: wrong about honest logs as often as it says."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness import published, reference
from harness.judging import unknown_seed
from harness.judging.outcome import ALPHA, Outcome

TUTORIAL = published.tutorial("dynamic_rnn_final_state")
STEPS = range(0, 782, 20)


def curve(rng, shift=0.0):
    """A curve that learns, with noise of its own and noise of 128 images at each point."""
    logit = -1.8 + 3.5 * (1 - np.exp(-np.array(STEPS) / 150)) + rng.normal(shift, 0.2)
    accuracies = rng.binomial(128, 1 / (1 + np.exp(-logit))) / 128
    return {(s, "training_accuracy"): a for s, a in zip(STEPS, accuracies.tolist(), strict=True)}


def curves(count, seed=0, shift=0.0):
    rng = np.random.default_rng(seed)
    return [curve(rng, shift) for _ in range(count)]


def judge(logs, ensemble):
    return unknown_seed.judge(TUTORIAL, logs, ensemble)


@pytest.mark.parametrize(
    ("logs", "times"), [(1, 100), pytest.param(2, 100, marks=pytest.mark.slow)]
)
def test_honest_logs_are_called_deviating_at_the_stated_rate(logs, times):
    rng = np.random.default_rng(logs)
    alarms = sum(
        judge([curve(rng) for _ in range(logs)], [curve(rng) for _ in range(39)]).outcome
        is Outcome.DEVIATES
        for _ in range(times)
    )
    deviation = (times * ALPHA * (1 - ALPHA)) ** 0.5
    assert abs(alarms - times * ALPHA) < 3 * deviation


def test_each_member_of_an_ensemble_is_rejected_at_the_stated_rate():
    ensemble = curves(60)
    rejected = sum(
        judge([log], ensemble[:i] + ensemble[i + 1 :]).p_value <= ALPHA
        for i, log in enumerate(ensemble)
    )
    assert rejected == 3  # 5 % of 60: ranks leave nothing to chance


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 1000), st.randoms(use_true_random=False), st.integers(1, 2))
def test_the_order_of_the_ensemble_and_of_the_logs_does_not_matter(seed, random, count):
    ensemble, logs = curves(25, seed), curves(count, seed + 1)
    expected = judge(logs, ensemble)
    random.shuffle(ensemble)
    random.shuffle(logs)
    assert judge(logs, ensemble) == expected


def test_several_logs_among_many_runs_are_ranked_among_random_groups_the_same_each_time():
    ensemble, logs = curves(64), curves(4, 1)
    expected = judge(logs, ensemble)
    assert len(set(expected.distances)) > 1000
    assert judge(logs[::-1], ensemble[::-1]) == expected


@pytest.mark.slow
def test_four_honest_logs_are_called_deviating_at_the_stated_rate():
    rng = np.random.default_rng(4)
    p_values = [
        judge([curve(rng) for _ in range(4)], [curve(rng) for _ in range(64)]).p_value
        for _ in range(100)
    ]
    assert 1 <= np.sum(np.array(p_values) <= ALPHA) <= 11  # 5 ± 3 standard deviations
    assert 0.4 < np.mean(p_values) < 0.6


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000), st.sampled_from([-1, 1]))
def test_a_curve_shifted_far_enough_is_always_rejected(seed, side):
    [log] = curves(1, seed, shift=side * 4)
    judgement = judge([log], curves(25, seed + 1))
    assert (judgement.outcome, judgement.p_value) == (Outcome.DEVIATES, 1 / 26)


def test_four_logs_tell_more_than_one():
    ensemble = curves(64)
    alone = [judge([log], ensemble).p_value <= ALPHA for log in curves(20, 1, shift=0.3)]
    together = [judge(curves(4, i, shift=0.3), ensemble).p_value <= ALPHA for i in range(2, 8)]
    assert np.mean(alone) + 0.2 < np.mean(together)


def test_it_says_which_statistic_and_which_step_spoke_against_it():
    ensemble = curves(30)
    log = curves(1, 5)[0] | {(600, "training_accuracy"): 0.0}
    judgement = judge([log], ensemble)
    there = [run[600, "training_accuracy"] for run in ensemble]
    assert judgement.outcome is Outcome.DEVIATES
    assert judgement.evidence[0].statistic == "worst point"
    assert judgement.reason == (
        f"worst point: training accuracy at step 600: 0, ensemble {min(there):.5g}–{max(there):.5g}"
    )


@pytest.mark.parametrize(
    ("statistic", "shift"),
    [
        ("level of training accuracy", lambda step: -0.15),
        ("early training accuracy", lambda step: -0.2 * (step <= 190)),
        ("late training accuracy", lambda step: -0.2 * (step >= 590)),
        ("roughness of training accuracy", lambda step: 0.1 * (-1) ** (step // 20)),
        ("worst point", lambda step: -0.8 * (step == 400)),
    ],
)
def test_each_statistic_sees_what_its_name_says(statistic, shift):
    [honest] = curves(1, 5)
    ensemble = curves(40)
    assert judge([honest], ensemble).outcome is Outcome.REPRODUCED
    log = {
        key: float(np.sin(np.arcsin(np.sqrt(value)) + shift(key[0])) ** 2)
        for key, value in honest.items()
    }
    judgement = judge([log], ensemble)
    assert judgement.outcome is Outcome.DEVIATES
    assert judgement.evidence[0].statistic == statistic


def test_the_final_test_accuracy_has_a_statistic_of_its_own():
    tutorial = published.tutorial("multi_rnn_cell")
    rng = np.random.default_rng(0)
    steps = range(50, 2001, 50)
    runs = [
        {(s, "test_accuracy"): v for s, v in zip(steps, rng.normal(0.97, 0.003, 40), strict=True)}
        for _ in range(41)
    ]
    log = runs.pop() | {(2000, "test_accuracy"): 0.9585}
    judgement = unknown_seed.judge(tutorial, [log], runs)
    assert judgement.evidence[0].statistic == "final test accuracy"


def test_single_images_where_all_others_agree_do_not_hide_what_is_far_out():
    late = [step for step in STEPS if step >= 400]

    def learned(run, missed=None):
        perfect = {(s, "training_accuracy"): 1.0 - (s == missed) / 128 for s in late}
        return run | perfect

    ensemble = [learned(run, missed) for run, missed in zip(curves(40), late * 2, strict=True)]
    log = learned(curves(1, 5)[0]) | {(200, "training_accuracy"): 0.1}
    judgement = judge([log], ensemble)
    assert judgement.outcome is Outcome.DEVIATES
    assert judgement.evidence[0].statistic == "worst point"


@pytest.mark.parametrize("count", [1, 2, 4])
def test_what_nothing_was_learned_by_yet_cannot_tell(count):
    # The first loss of static_rnn is 2.4 to 3.6: its random weights are worse than guessing.
    recorded = reference.read("static_rnn")
    seeds = range(1, count + 1)
    logs = [{k: v for k, v in recorded.runs[s].items() if k[0] == 1} for s in seeds]
    judgement = unknown_seed.judge(published.tutorial("static_rnn"), logs, recorded.without(seeds))
    assert judgement.points == 2
    assert judgement.outcome is Outcome.CANNOT_TELL


def test_what_is_printed_alike_is_alike():
    # multi_rnn_cell prints six significant digits.
    tutorial = published.tutorial("multi_rnn_cell")
    rng = np.random.default_rng(0)
    raw = [{(2000, "test_accuracy"): v} for v in rng.normal(0.98, 0.001, 30)]
    log = {(2000, "test_accuracy"): float(f"{raw[0][2000, 'test_accuracy']:g}")}
    inside = unknown_seed.judge(tutorial, [log], raw).p_value
    assert inside == unknown_seed.judge(tutorial, [raw[0]], raw).p_value


PARTIAL = {key: value for key, value in curves(1, 7)[0].items() if key[0] < 200 or key[0] > 600}


@pytest.mark.parametrize(
    ("log", "ensemble", "outcome", "reason"),
    [
        (PARTIAL, curves(30), Outcome.REPRODUCED, "closest call: "),
        ({}, curves(30), Outcome.CANNOT_TELL, "no point in common"),
        ({(1, "training_accuracy"): 0.5}, curves(30), Outcome.CANNOT_TELL, "no point in common"),
        (curves(1)[0], [], Outcome.CANNOT_TELL, "no recorded run"),
        (curves(1, 3)[0], curves(18), Outcome.CANNOT_TELL, "a network that learns nothing"),
        (
            {(0, "training_accuracy"): 0.125},
            curves(30),
            Outcome.CANNOT_TELL,
            "a network that learns nothing",
        ),
        (
            {(40, "training_accuracy"): math.nan},
            curves(30),
            Outcome.DEVIATES,
            "training accuracy at step 40: nan, training went wrong",
        ),
        ({(40, "training_accuracy"): 1.2}, curves(30), Outcome.DEVIATES, "no fraction"),
        ({(40, "minibatch_loss"): -1.0}, curves(30), Outcome.DEVIATES, "negative"),
        (dict.fromkeys(curves(1)[0], 0.1), curves(30), Outcome.DEVIATES, "ensemble"),
    ],
    ids=[
        "partial",
        "empty",
        "none in common",
        "no ensemble",
        "18 runs",
        "one point",
        "NaN",
        "above 1",
        "negative loss",
        "constant",
    ],
)
def test_every_case_has_its_outcome(log, ensemble, outcome, reason):
    judgement = judge([log], ensemble)
    assert judgement.outcome is outcome
    assert reason in judgement.reason


def test_an_ensemble_of_constants_admits_just_that_constant():
    same = dict.fromkeys(curves(1)[0], 0.5)
    other = same | {(780, "training_accuracy"): 0.5078125}
    assert judge([same], [same] * 25).outcome is Outcome.REPRODUCED
    assert judge([other], [same] * 25).outcome is Outcome.DEVIATES


def test_ties_count_against_rejecting():
    half = [dict.fromkeys(curves(1)[0], 0.5)] * 15 + [dict.fromkeys(curves(1)[0], 0.75)] * 15
    assert judge([half[0]], half).p_value > 0.4
