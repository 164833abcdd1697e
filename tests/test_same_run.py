"""Rung 3: with the same seed, the runner's log and the listing's output are the same bytes."""

import difflib
import re

import pytest

from harness import published
from reproductions import TUTORIALS
from tests.listings import BOUNDS, listing, python

SEED = 11

# What a listing prints beside its log: post 004 says that the data is loaded.
PREAMBLE = {"multi_rnn_cell": "load mnist finished!\n"}


def bound(name: str, steps: int) -> int:
    """The value of the listing's loop bound that comes to so many steps."""
    return {
        "dynamic_rnn": steps * 128,
        "dynamic_rnn_final_state": steps * 128,
        "static_rnn": steps,
        "static_bidirectional_rnn": (steps + 1) * 128,
        "multi_rnn_cell": steps,
    }[name]


def runs(name: str, steps: int | None, mnist_dir, tmp_path, runner="runner.py"):
    """Returns what the listing prints, and the runner's log."""
    common = ["--seed", SEED, "--threads", 1, "--data-dir", mnist_dir]
    cut = [] if steps is None else ["--set", f"{BOUNDS[name]}={bound(name, steps)}"]
    theirs = python("-m", "compat", *common, *cut, listing(published.tutorial(name).number))
    assert theirs.returncode == 0, theirs.stderr
    cut = [] if steps is None else ["--steps", steps]
    ours = python(runner, name, *common, *cut, "--out", tmp_path)
    assert ours.returncode == (0 if steps is None else 3), ours.stderr
    log = (tmp_path / name / f"seed-{SEED}.log").read_text()
    return theirs.stdout, PREAMBLE.get(name, "") + log


def assert_same(theirs: str, ours: str) -> None:
    difference = difflib.unified_diff(
        theirs.splitlines(), ours.splitlines(), "listing", "port", lineterm="", n=1
    )
    assert theirs == ours, "\n".join(difference)


@pytest.mark.slow
@pytest.mark.parametrize("name", TUTORIALS)
def test_same_run_cut_short(name, mnist_dir, tmp_path):
    # Two lines or more of each log.
    steps = {"static_rnn": 101, "static_bidirectional_rnn": 21, "multi_rnn_cell": 101}.get(name, 25)
    assert_same(*runs(name, steps, mnist_dir, tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dynamic_rnn_final_state", "static_rnn"])
def test_same_run_at_full_length(name, mnist_dir, tmp_path):
    theirs, ours = runs(name, None, mnist_dir, tmp_path)
    assert len(ours.splitlines()) == published.tutorial(name).lines
    assert_same(theirs, ours)


_OTHER_SHUFFLE = """
import sys
import numpy as np
from compat.examples.tutorials.mnist import input_data
# Workers are spawned: they import this file, and so shuffle differently too.
shuffle = input_data.DataSet._shuffle
def twice(self):
    shuffle(self)
    shuffle(self)
input_data.DataSet._shuffle = twice
import runner
if __name__ == "__main__":
    sys.exit(runner.main())
"""


@pytest.mark.slow
def test_a_changed_shuffle_is_found(mnist_dir, tmp_path):
    (tmp_path / "other.py").write_text(_OTHER_SHUFFLE)
    theirs, ours = runs("static_rnn", 2, mnist_dir, tmp_path, tmp_path / "other.py")
    differing = [a for a, b in zip(theirs.splitlines(), ours.splitlines(), strict=True) if a != b]
    assert re.match(r"Step 1, ", differing[0])
