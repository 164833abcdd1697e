"""Planted deviations change what they say in the ports as they are."""

import ast
import json
import subprocess
import sys

import pytest

from benchmarks import trial
from benchmarks.variations import DEVIATIONS, HONEST, ROUNDINGS
from compat.mnist import find
from harness import reference
from tests.listings import ROOT

PLANTED = [(v, tutorial) for v in DEVIATIONS for tutorial in v.changes]


@pytest.mark.parametrize(
    ("variation", "tutorial"), PLANTED, ids=[f"{v.name}-{tutorial}" for v, tutorial in PLANTED]
)
def test_each_deviation_changes_its_port(variation, tutorial):
    as_it_is, changed = trial.changed(tutorial, HONEST), trial.changed(tutorial, variation)
    ast.parse(changed)
    assert (changed != as_it_is) == bool(variation.changes[tutorial])
    assert variation.changes[tutorial] or variation.validation_size != HONEST.validation_size


def test_what_is_not_there_cannot_be_changed():
    missing = trial.Variation("x", {"static_rnn": (("no such text", ""),)})
    with pytest.raises(ValueError, match="static_rnn has no 'no such text'"):
        trial.changed("static_rnn", missing)


def test_names_are_unique():
    names = [v.name for v in (HONEST, *ROUNDINGS, *DEVIATIONS)]
    assert len(set(names)) == len(names)


@pytest.mark.slow
@pytest.mark.parametrize("variation", ["none", "pixels 0–255", "validation images left in"])
def test_a_trial_trains_the_changed_port(variation):
    done = subprocess.run(
        [
            *[sys.executable, "-m", "benchmarks.trial", "static_rnn", variation, "1"],
            *["--steps", "100", "--data-dir", str(find.find(None))],
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    curve = {(step, metric): value for step, metric, value in json.loads(done.stdout)}
    recorded = reference.read("static_rnn").runs[1]
    losses = [(curve[key], recorded[key]) for key in curve if key[1] == "minibatch_loss"]
    assert len(losses) == 2
    assert all((ours == theirs) == (variation == "none") for ours, theirs in losses)
