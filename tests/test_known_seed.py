"""Runs of one seed: bit-equal, another rounding, or another program."""

import pytest

from harness import published, reference
from harness.judging import known_seed
from harness.judging.known_seed import Likeness

TUTORIAL = published.tutorial("static_rnn")
STEPS = (1, 100, 200, 300)


def curve(*losses, accuracy=0.5):
    return {
        key: value
        for step, loss in zip(STEPS, losses, strict=False)
        for key, value in (
            ((step, "minibatch_loss"), loss),
            ((step, "training_accuracy"), accuracy),
        )
    }


RECORDED = curve(2.3, 2.2, 2.1, 2.0)
DRIFT = known_seed.drift([(curve(2.3, 2.201, 2.1005, 2.02), RECORDED)])


def compare(run, drift=DRIFT, **options):
    return known_seed.compare(TUTORIAL, run, RECORDED, drift, **options)


def test_drift_never_shrinks():
    losses = [DRIFT[step, "minibatch_loss"] for step in STEPS]
    assert losses == pytest.approx([0, 0.001, 0.001, 0.02])


def test_equal_runs():
    assert compare(RECORDED) == known_seed.Comparison(Likeness.EQUAL)
    assert str(compare(RECORDED)) == "bit-equal"


def test_of_a_log_the_printed_digits_are_compared():
    # It prints four decimals of the loss.
    run = curve(2.3, 2.200001, 2.1, 2.0)
    assert compare(run).likeness is Likeness.ROUNDING
    assert str(compare(run)).endswith("at step 100: 2.200001, not 2.2 (+1e-06)")
    assert compare(run, printed=True) == known_seed.Comparison(Likeness.AS_PRINTED)


def test_values_are_float32():
    assert compare(curve(2.3, 2.2 + 1e-9, 2.1, 2.0)).likeness is Likeness.EQUAL


@pytest.mark.parametrize(
    ("run", "likeness", "at"),
    [
        (curve(2.3, 2.2099, 2.1, 2.0), Likeness.ROUNDING, (100, "minibatch_loss")),
        (curve(2.3, 2.2, 2.1, 2.15), Likeness.ROUNDING, (300, "minibatch_loss")),
        (curve(2.3, 2.2, 2.1, 2.0, accuracy=65 / 128), Likeness.ROUNDING, (1, "training_accuracy")),
        (curve(2.3, 2.2, 2.1, 2.0, accuracy=67 / 128), Likeness.OTHER, (1, "training_accuracy")),
        (curve(2.3, 2.2111, 2.1, 2.0), Likeness.OTHER, (100, "minibatch_loss")),
        (curve(2.31, 2.2, 2.1, 2.0), Likeness.OTHER, (1, "minibatch_loss")),
        (curve(2.3, 2.2, 2.1, 2.21), Likeness.OTHER, (300, "minibatch_loss")),
        (curve(2.3, float("nan")), Likeness.OTHER, (100, "minibatch_loss")),
    ],
)
def test_rounding_and_change_are_told_apart_by_what_was_measured(run, likeness, at):
    comparison = compare(run)
    assert (comparison.likeness, comparison.at) == (likeness, at)


def test_a_run_that_begins_with_rounding_may_still_be_another():
    comparison = compare(curve(2.3, 2.2099, 2.15, 2.0))
    assert (comparison.likeness, comparison.at) == (Likeness.OTHER, (200, "minibatch_loss"))
    assert (
        str(comparison) == "another computation; minibatch loss at step 200: 2.15, not 2.1 (+0.05)"
    )


def test_where_no_drift_was_measured_a_difference_tells_nothing():
    assert compare(curve(2.3, 2.3), drift={}).likeness is Likeness.UNKNOWN
    assert compare(RECORDED, drift={}).likeness is Likeness.EQUAL
    assert compare({(700, "minibatch_loss"): 1.0}).likeness is Likeness.UNKNOWN


def test_rounding_at_first_does_not_speak_for_what_was_not_measured():
    begin = {key: apart for key, apart in DRIFT.items() if key[0] <= 100}
    comparison = compare(curve(2.3, 2.2001, 9.0, 9.0), drift=begin)
    assert (comparison.likeness, comparison.at) == (Likeness.UNKNOWN, (200, "minibatch_loss"))
    same_later = compare(curve(2.3, 2.2001, 2.1, 2.0), drift=begin)
    assert same_later.likeness is Likeness.ROUNDING


def test_what_is_no_number_is_no_rounding_wherever_it_is():
    comparison = compare(curve(2.3, 2.2, 2.1, float("nan")), drift={})
    assert (comparison.likeness, comparison.at) == (Likeness.OTHER, (300, "minibatch_loss"))
    assert compare(curve(2.3, 2.2, 2.1, float("inf")), drift={}).likeness is Likeness.OTHER


@pytest.mark.parametrize(
    "text", ["", "variation,seed\n", "variation,seed,step,metric,value\nx,1,10\n"]
)
def test_a_damaged_file_of_drift_is_named(tmp_path, text):
    path = tmp_path / "static_rnn.drift.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"static_rnn\.drift\.csv holds no curves"):
        known_seed.read_drift(reference.read("static_rnn"), tmp_path)
