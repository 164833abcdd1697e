"""Recorded runs: written and read without loss, and refused when they are of another program."""

import dataclasses
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import curves, graphs, recording, reference
from harness.records import Data, RunRecord, Status, Task
from harness.reference import Provenance, Reference, UnusableReferenceError
from reproductions import log_formats

NAME = "static_rnn"
VERSIONS = {"tensorflow": "2.21.0", "numpy": "2.4.6"}
GRAPH = graphs.recorded("2.21.0")[NAME]
MNIST = Data("mnist", "a" * 64)


def record(seed, steps=None, status=Status.FINISHED, **changed):
    points = [log_formats.BY_TUTORIAL[NAME].point(1, minibatch_loss=2.5, training_accuracy=0.125)]
    made = dataclasses.replace(
        RunRecord.failed(Task(NAME, seed, MNIST, steps), "not at all"),
        status=status,
        points=tuple(points),
        graph_sha256=GRAPH,
        versions=VERSIONS,
    )
    return dataclasses.replace(made, **changed)


def recorded(*seeds) -> Reference:
    return reference.extended(None, [record(seed) for seed in seeds])


values = st.floats(0, 1, width=32)
keys = st.tuples(st.integers(0, 4000), st.sampled_from(curves.METRICS))
ensembles = st.sets(keys, min_size=1).flatmap(
    lambda keys: st.dictionaries(
        st.integers(0, 99), st.fixed_dictionaries(dict.fromkeys(keys, values)), min_size=1
    )
)


@given(ensembles)
def test_what_is_written_is_read(runs):
    made = Provenance(NAME, "2.21.0", "2.4.6", GRAPH, "a" * 64, "2026-01-01")
    with tempfile.TemporaryDirectory() as directory:
        reference.write(Reference(made, runs), Path(directory))
        assert reference.read(NAME, Path(directory)) == Reference(made, runs)


def test_only_whole_runs_are_recorded():
    runs = [record(1), record(2, steps=10), record(3, status=Status.DIVERGED)]
    assert list(reference.extended(None, runs).runs) == [1]


def test_runs_are_added():
    assert list(reference.extended(recorded(3, 1), [record(2)]).runs) == [1, 2, 3]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"graph_sha256": "b" * 64}, "was recorded with graph_sha256"),
        ({"versions": VERSIONS | {"tensorflow": "2.20.0"}}, "with tensorflow 2.21.0"),
        ({"task": Task(NAME, 2, Data("mnist", "c" * 64))}, "with data_sha256"),
    ],
)
def test_runs_of_another_program_are_not_added(changed, said):
    with pytest.raises(UnusableReferenceError, match=said):
        reference.extended(recorded(1), [record(2, **changed)])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n2,1,minibatch_loss,2.5", "", "seed 2 has 1 values, others have 2"),
        ("2,1,training_accuracy,0.125", "2,1,training_accuracy,nan", "seed 2, step 1: .* is nan"),
        ("2,1,training_accuracy,0.125", "2,1,training_accuracy,1.5", "seed 2, step 1: .* is 1.5"),
        (f"# tutorial: {NAME}", "# tutorial: multi_rnn_cell", "its runs are of multi_rnn_cell"),
        ("\n2,1,training", "\n2,training", "not enough values|invalid literal"),
    ],
)
def test_a_damaged_reference_is_refused(old, new, said, tmp_path):
    path = reference.write(recorded(1, 2), tmp_path)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(ValueError, match=f"is not a reference: .*({said})"):
        reference.read(NAME, tmp_path)


def test_what_is_no_file_of_runs_is_refused(tmp_path):
    path = reference.write(recorded(1), tmp_path)
    head, _, _ = path.read_text().partition("1,1,")
    path.write_text(head)
    with pytest.raises(ValueError, match="it has no runs"):
        reference.read(NAME, tmp_path)
    path.write_bytes(bytes(range(256)))
    with pytest.raises(ValueError, match=f"{NAME}.csv is not a reference"):
        reference.read(NAME, tmp_path)
    path.unlink()
    path.mkdir()
    with pytest.raises(ValueError, match=f"{NAME}.csv is not a reference"):
        reference.read(NAME, tmp_path)


def test_a_reference_of_another_graph_is_refused(tmp_path):
    made = recorded(1)
    other = dataclasses.replace(made.provenance, graph_sha256="b" * 64)
    reference.write(dataclasses.replace(made, provenance=other), tmp_path)
    with pytest.raises(UnusableReferenceError, match="record it again: python runner"):
        reference.read(NAME, tmp_path)


@pytest.mark.parametrize(
    "text",
    ["", "# a: b\n", "seed,step\n1,2\n", "# tutorial: x\nseed,step,metric,value\n1,1,loss,2\n"],
)
def test_damaged_files_are_named(tmp_path, text):
    path = tmp_path / f"{NAME}.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match="is not a reference"):
        reference.read(NAME, tmp_path)


def test_a_run_of_another_graph_is_refused():
    reference.check_run(record(1), recorded(1))
    with pytest.raises(UnusableReferenceError, match="undo the change"):
        reference.check_run(record(1, graph_sha256="b" * 64), recorded(1))
    with pytest.raises(UnusableReferenceError, match="other data"):
        reference.check_run(record(1, task=Task(NAME, 1, Data("m", "c" * 64))), recorded(1))


def test_on_a_tensorflow_whose_graphs_are_not_recorded_the_graph_is_not_checked():
    run = record(1, graph_sha256="b" * 64, versions=VERSIONS | {"tensorflow": "2.18.0"})
    reference.check_run(run, recorded(1))


@pytest.mark.parametrize("name", ["dynamic_rnn_final_state", "static_rnn"])
def test_what_is_recorded_is_of_todays_graphs(name):
    there = reference.read(name)
    assert len(there.runs) >= 64
    assert len({len(curve) for curve in there.runs.values()}) == 1
    assert all(np.isfinite(list(curve.values())).all() for curve in there.runs.values())


def test_recording_goes_on_where_it_ended():
    there = reference.read(NAME).runs
    assert recording.missing([NAME], len(there), MNIST) == []
    more = recording.missing([NAME], len(there) + 2, MNIST)
    assert [task.seed for task in more] == [len(there) + 1, len(there) + 2]


def test_a_tutorial_with_equal_trajectories_is_recorded_once():
    tasks = recording.missing(["dynamic_rnn", "dynamic_rnn_final_state"], 200, MNIST)
    assert {task.tutorial for task in tasks} == {"dynamic_rnn_final_state"}
    assert len({task.seed for task in tasks}) == len(tasks)
