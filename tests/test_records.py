"""Run records: JSON and back."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.records import Data, RunRecord, Status, Task
from reproductions import log_formats

LOG = log_formats.BY_TUTORIAL["static_rnn"]
float32 = st.floats(width=32)


@given(
    losses=st.lists(st.tuples(st.integers(0, 10**6), float32, float32), max_size=5),
    seed=st.integers(0, 2**31 - 1),
    status=st.sampled_from(Status),
    steps=st.none() | st.integers(1, 10**6),
)
def test_json_and_back(losses, seed, status, steps):
    data = Data(directory=None, sha256="0" * 64)
    record = RunRecord(
        task=Task("static_rnn", seed, data, steps),
        status=status,
        detail="",
        points=tuple(
            LOG.point(s, minibatch_loss=loss, training_accuracy=acc) for s, loss, acc in losses
        ),
        hyperparameters={"learning_rate": 0.001, "batch_size": 128},
        graph_sha256="2" * 64,
        versions={"tensorflow": "2.21.0"},
        wall_seconds=1.5,
    )
    read = RunRecord.from_json(record.to_json())
    assert read.log() == record.log()
    assert read.task == record.task
    if all(math.isfinite(v) for p in record.points for v in p.values.values()):
        assert read == record


@pytest.mark.parametrize(
    ("field", "value"),
    [("versions", None), ("versions", {}), ("hyperparameters", []), ("graph_sha256", None)],
)
def test_fields_of_another_kind_make_no_record(field, value):
    data = Data(directory=None, sha256="0" * 64)
    record = RunRecord.failed(Task("static_rnn", 1, data, None), "not at all")
    made = json.loads(record.to_json()) | {"status": "finished", "versions": {"tensorflow": "2"}}
    assert RunRecord.from_json(json.dumps(made)).status is Status.FINISHED
    with pytest.raises(ValueError, match="not the record of a run: it"):
        RunRecord.from_json(json.dumps(made | {field: value}))


@pytest.mark.parametrize("text", ["{}", "[]", '{"task": {}}', "not json", '{"task": {"data": {}}}'])
def test_what_is_no_record(text):
    with pytest.raises(ValueError, match=r"not the record of a run|Expecting value"):
        RunRecord.from_json(text)
