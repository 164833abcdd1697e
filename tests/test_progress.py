"""Progress: plain lines and the live display, of tasks that are tried again too."""

import sys

import pytest

from harness import progress
from harness.records import Data, Ended, Printed, RunRecord, Started, Status, Task
from reproductions import log_formats

LOG = log_formats.BY_TUTORIAL["static_rnn"]
TASKS = [Task("static_rnn", seed, Data(None, "0" * 64)) for seed in (1, 2)]


class Clock:
    """Stands in for `time`: every look at it is six seconds later."""

    now = 0.0

    def monotonic(self):
        self.now += 6
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(progress, "time", Clock())


def updates():
    """The first task dies once, the second fails."""
    yield Started(TASKS[0])
    for step in (1, 100):
        yield Printed(TASKS[0], LOG.point(step, minibatch_loss=2.5, training_accuracy=0.25))
    yield Started(TASKS[0])
    yield Printed(TASKS[0], LOG.point(1, minibatch_loss=2.5, training_accuracy=0.25))
    yield Started(TASKS[1])
    yield Ended(RunRecord(TASKS[0], Status.FINISHED, "", (), {}, "", {}, 75.0))
    yield Ended(RunRecord.failed(TASKS[1], "its process ended with SIGKILL, 3 times"))


def test_plain_lines(capsys):
    with progress.display(TASKS, live=False) as display:
        for update in updates():
            display.show(update)
    assert capsys.readouterr().err.splitlines() == [
        "static_rnn seed 1: started, 1000 steps",
        "static_rnn seed 1: step 100 of 1000, minibatch loss 2.5, training accuracy 0.25, "
        "3 min 36 s left",
        "static_rnn seed 1: started, 1000 steps",
        "static_rnn seed 2: started, 1000 steps",
        "static_rnn seed 1: finished after 1 min 15 s (1 of 2, about 1 min 12 s left)",
        "static_rnn seed 2: failed: its process ended with SIGKILL, 3 times (2 of 2)",
    ]


@pytest.mark.parametrize(("terminal", "live"), [("xterm", True), ("dumb", False)])
def test_a_terminal_that_cannot_move_its_cursor_has_lines(monkeypatch, capsys, terminal, live):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", terminal)
    with progress.display(TASKS) as display:
        display.show(Started(TASKS[0]))
        shown = capsys.readouterr().err
    assert ("static_rnn seed 1: started, 1000 steps" in shown) is not live


def test_live(capsys):
    with progress.display(TASKS, live=True) as display:
        for update in updates():
            display.show(update)
    shown = capsys.readouterr().err
    assert "static_rnn seed 1: finished after 1 min 15 s" in shown
    assert "static_rnn seed 2: failed: its process ended with SIGKILL" in shown
    assert "2/2" in shown
