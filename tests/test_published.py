"""expected_logs/: the published lines as the posts print them, and what is said about them."""

import re
from pathlib import Path

import pytest

from harness import published
from reproductions import TUTORIALS, log_formats


def test_one_description_per_tutorial_and_a_log_where_one_can_be_read():
    names = {path.name for path in published.EXPECTED_LOGS.glob("*.*")}
    assert {n for n in names if n.endswith(".toml") and n[:-5] in TUTORIALS} == {
        f"{name}.toml" for name in TUTORIALS
    }
    assert {n for n in names if n.endswith(".log")} == {
        f"{t.name}.log" for t in published.catalogue() if t.published
    }


def test_what_was_published():
    counts = {t.name: [len(part) for part in t.published] for t in published.catalogue()}
    assert counts == {
        "dynamic_rnn": [],
        "dynamic_rnn_final_state": [9, 10],
        "static_rnn": [],
        "static_bidirectional_rnn": [5],
        "multi_rnn_cell": [40],
    }


def test_the_posts_without_a_log_say_so():
    for name in ("dynamic_rnn", "static_rnn"):
        assert published.tutorial(name).missing.startswith("everything:")


def test_the_gap_of_001_lies_where_its_lines_are_missing():
    before, after = published.tutorial("dynamic_rnn_final_state").published
    assert [p.step for p in before] == list(range(0, 180, 20))
    assert [p.step for p in after] == list(range(600, 800, 20))
    assert (before[0].values, after[-1].values) == (
        {"training_accuracy": 0.21875},
        {"training_accuracy": 0.96875},
    )


def test_steps_that_lines_print_are_those_in_the_description():
    for tutorial in published.catalogue():
        for point in tutorial.points:
            printed = log_formats.BY_TUTORIAL[tutorial.name].parse(point.line)
            assert printed.step in (None, point.step)
            if "samples" in point.values:
                assert point.values["samples"] == point.step * tutorial.batch_size


def test_printed_decimals_are_those_in_the_description():
    for tutorial in published.catalogue():
        most: dict[str, int] = {}
        for point in tutorial.points:
            numbers = re.findall(r"\d*\.(\d+)|(?<=[- ])1(?=-|$)", point.line)
            names = [n for n in point.values if n in tutorial.decimals]
            # Accuracies and losses stand in the line in the order of its fields.
            for name, decimals in zip(names, numbers, strict=True):
                most[name] = max(most.get(name, 0), len(decimals))
        if tutorial.name == "multi_rnn_cell":  # %g: test accuracies are multiples of 1/10,000
            assert most == {"training_accuracy": 6, "test_accuracy": 4}
        else:
            assert most == tutorial.decimals


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda text: text.replace("....\n", ""), "the steps in the TOML file differ"),
        (
            lambda text: text.replace("0.2187500", "O.2187500"),
            "not a line of this log: 'O.2187500'",
        ),
    ],
)
def test_a_log_that_does_not_fit_its_description(tmp_path: Path, monkeypatch, damage, message):
    name = "dynamic_rnn_final_state"
    for suffix in ("toml", "log"):
        text = (published.EXPECTED_LOGS / f"{name}.{suffix}").read_text("utf-8")
        (tmp_path / f"{name}.{suffix}").write_text(damage(text) if suffix == "log" else text)
    monkeypatch.setattr(published, "EXPECTED_LOGS", tmp_path)
    with pytest.raises(ValueError, match=message):
        published.tutorial.__wrapped__(name)
