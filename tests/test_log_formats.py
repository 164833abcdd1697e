"""The log formats: what is printed parses, what is parsed prints, and nothing else parses."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reproductions import TUTORIALS, log_formats

float32 = st.floats(width=32)
accuracy_of_128 = st.integers(0, 128).map(lambda right: float(np.float32(right) / np.float32(128)))

LINES = {
    "dynamic_rnn": {"training_accuracy": float32},
    "dynamic_rnn_final_state": {"training_accuracy": accuracy_of_128},
    "static_rnn": {"minibatch_loss": float32, "training_accuracy": float32},
    "static_bidirectional_rnn": {
        "samples": st.integers(0, 10**7),
        "minibatch_loss": float32,
        "training_accuracy": float32,
    },
    "multi_rnn_cell": {
        "epoch": st.integers(0, 100),
        "training_accuracy": float32,
        "test_accuracy": float32,
    },
}


@pytest.mark.parametrize("name", TUTORIALS)
@given(data=st.data())
def test_what_is_printed_parses_to_the_values_as_printed(name, data):
    log = log_formats.BY_TUTORIAL[name]
    step = data.draw(st.integers(0, 10**6))
    values = data.draw(st.fixed_dictionaries(LINES[name]))
    point = log.point(step, **values)

    parsed = log.parse(point.line)

    assert parsed.line == point.line
    assert parsed.step in (step, None)
    assert parsed.values.keys() == values.keys()
    for field, value in values.items():
        read = parsed.values[field]
        if math.isfinite(value):
            rounding = log.half_width(field, value)
            if rounding:
                # A hair more than half a digit: the value is a float, the digit is a decimal.
                assert abs(read - value) <= 1.001 * rounding + 1e-7 * abs(value)
            else:
                assert np.float32(read) == np.float32(value)
        else:
            assert str(read) == str(value)


@pytest.mark.parametrize("name", TUTORIALS)
@given(data=st.data())
def test_what_is_parsed_prints_the_line_again(name, data):
    log = log_formats.BY_TUTORIAL[name]
    values = data.draw(st.fixed_dictionaries(LINES[name]))
    parsed = log.parse(log.point(7, **values).line)
    assert log.point(7, **parsed.values).line == parsed.line


@pytest.mark.parametrize("name", TUTORIALS)
@given(data=st.data())
def test_a_line_with_something_before_or_after_it_is_no_line(name, data):
    log = log_formats.BY_TUTORIAL[name]
    line = log.point(7, **data.draw(st.fixed_dictionaries(LINES[name]))).line
    other = data.draw(st.text(alphabet=" \r\n\t,:;xI", min_size=1, max_size=3))
    assert log.parse(line + other) is None
    assert log.parse(other + line) is None


@pytest.mark.parametrize(
    ("name", "values", "line"),
    [
        ("dynamic_rnn", {"training_accuracy": 0.2187500}, "0.21875"),
        ("dynamic_rnn", {"training_accuracy": 1.0}, "1.0"),
        (
            "static_rnn",
            {"minibatch_loss": 2.30258, "training_accuracy": 0.0625},
            "Step 7, Minibatch Loss= 2.3026, Training Accuracy= 0.062",
        ),
        ("static_rnn", {}, "Optimization Finished!"),
        ("static_rnn", {"test_accuracy": 0.4765625}, "Testing Accuracy: 0.4765625"),
        (
            "static_bidirectional_rnn",
            {"samples": 399360, "minibatch_loss": 0.0075, "training_accuracy": 1.0},
            "Iter399360,Minibatch Loss = 0.007500, Training Accuracy = 1.00000",
        ),
        (
            "static_bidirectional_rnn",
            {"test_accuracy": np.float32(0.9849)},
            "Testing Accuracy: 0.9849",
        ),
        (
            "multi_rnn_cell",
            {"epoch": 3, "training_accuracy": 1.0, "test_accuracy": np.float32(0.9784)},
            "Iter3, step 7, train-test 1-0.9784",
        ),
    ],
)
def test_lines(name, values, line):
    assert log_formats.BY_TUTORIAL[name].point(7, **values).line == line


def test_both_forms_of_an_accuracy_parse():
    log = log_formats.BY_TUTORIAL["dynamic_rnn_final_state"]
    assert log.parse("0.2187500").values == log.parse("0.21875").values


@pytest.mark.parametrize("line", ["", " 0.5", "0.5 ", "0.5\n", "accuracy 0.5", "....", "0,5", "1e"])
def test_other_output_is_no_accuracy(line):
    assert log_formats.BY_TUTORIAL["dynamic_rnn"].parse(line) is None


def test_a_point_that_no_line_prints():
    with pytest.raises(ValueError, match="no line of this log prints loss"):
        log_formats.BY_TUTORIAL["static_rnn"].point(1, loss=1.0)
