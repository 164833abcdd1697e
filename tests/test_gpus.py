"""Dealing GPUs to workers, as far as it can be seen without one."""

import os
import stat

import pytest

from harness import gpus, scheduling, training
from harness.data import choose
from harness.records import Ended, Status, Task


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("0,1", ["0", "1"]),
        ("", []),
        ("-1", []),
        ("2,-1,3", ["2"]),
        ("GPU-8f6d, 1", ["GPU-8f6d", "1"]),
    ],
)
def test_what_cuda_would_show(listed, found):
    assert gpus.visible({"CUDA_VISIBLE_DEVICES": listed}) == found


def test_nvidia_smi_is_asked(tmp_path, monkeypatch):
    smi = tmp_path / "nvidia-smi"
    smi.write_text("#!/bin/sh\nprintf '0\\n1\\n'\n")
    smi.chmod(smi.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert gpus.visible({}) == ["0", "1"]
    smi.write_text("#!/bin/sh\nexit 9\n")
    assert gpus.visible({}) == []


def test_jobs():
    assert gpus.jobs([], 4, None) == 4
    assert gpus.jobs(["0", "1"], 4, None) == 2
    assert gpus.jobs(["0", "1"], 4, 0.5) == 4
    assert gpus.jobs(["0"], 4, 0.3) == 3


def test_round_robin():
    dealt = [gpus.dealt(["0", "1"], worker)["CUDA_VISIBLE_DEVICES"] for worker in range(4)]
    assert dealt == ["0", "1", "0", "1"]
    assert gpus.dealt([], 0) == {}


class _Sent(list):
    """The worker's end of a connection, with one task to receive."""

    def __init__(self, task):
        self.task = task

    def recv(self):
        if self.task is None:
            raise EOFError
        task, self.task = self.task, None
        return task

    def send(self, update):
        self.append(update)


def test_a_worker_sees_its_gpu_before_tensorflow_is_loaded(monkeypatch, mnist_dir):
    seen = []
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0,1")
    monkeypatch.setattr(scheduling.signal, "signal", lambda *_: None)

    def run(task, on_point):
        seen.append(os.environ["CUDA_VISIBLE_DEVICES"])
        raise RuntimeError("enough")

    monkeypatch.setattr(training, "run", run)
    task = Task("static_rnn", 1, choose("mnist", str(mnist_dir)))
    connection = _Sent(task)
    scheduling._work(connection, gpus.dealt(["0", "1"], 1))
    assert seen == ["1"]
    (ended,) = connection
    assert isinstance(ended, Ended)
    assert ended.record.status is Status.FAILED


@pytest.mark.filterwarnings("ignore:.*is deprecated")
def test_the_memory_fraction_reaches_the_session(monkeypatch, mnist_dir):
    from compat import session

    asked = []
    config = session.session_config
    monkeypatch.setattr(session, "session_config", lambda **how: asked.append(how) or config(**how))
    task = Task("static_rnn", 1, choose("mnist", str(mnist_dir)), 1, gpu_memory_fraction=0.25)
    training.run(task, lambda point: None)
    assert asked == [{"threads": 1, "gpu_memory_fraction": 0.25}]
