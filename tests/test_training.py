"""One task in this process: seeds, threads, data, and runs that go wrong."""

import pytest

from harness import training
from harness.data import choose
from harness.records import Status, Task

pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated")  # pytest resets the filters


@pytest.fixture(scope="module")
def data(mnist_dir):
    return choose("mnist", str(mnist_dir))


def train(data, tutorial="static_rnn", seed=1, **options):
    printed = []
    record = training.run(Task(tutorial, seed, data, **options), printed.append)
    assert tuple(printed) == record.points
    return record


def test_a_seed_fixes_every_bit_and_inter_op_threads_change_none(data):
    logs = [train(data, seed=5, steps=30, threads=n).log() for n in (1, 2)]
    assert logs[0] == logs[1]
    assert train(data, seed=6, steps=30).log() != logs[0]


def test_nan_ends_the_run_as_diverged(data, monkeypatch):
    from reproductions import dynamic_rnn

    monkeypatch.setattr(dynamic_rnn, "learning_rate", float("nan"))
    record = train(data, "dynamic_rnn")
    assert record.status is Status.DIVERGED
    assert record.detail == "NaN or infinity at step 0"
    assert len(record.points) == 1  # the accuracy itself is finite


def test_the_record_tells_the_hyperparameters(data, monkeypatch):
    from reproductions import static_rnn

    monkeypatch.setattr(static_rnn, "learning_rate", 0.5)
    record = train(data, steps=1)
    assert record.hyperparameters["learning_rate"] == 0.5
    assert record.hyperparameters.keys() == {
        "learning_rate", "training_steps", "batch_size", "display_step",
        "input_dim", "timesteps", "num_hidden", "num_classes",
    }  # fmt: skip
