"""Worker processes: order, reuse, and what becomes of a task whose worker dies."""

import os
import signal

import pytest

from harness import scheduling
from harness.data import choose
from harness.records import Ended, Printed, Started, Status, Task


@pytest.fixture(scope="module")
def data(mnist_dir):
    return choose("mnist", str(mnist_dir))


def test_the_longest_first_and_every_task_once(data):
    tasks = [Task("static_rnn", 1, data, 1), Task("multi_rnn_cell", 1, data, 1)]
    updates = list(scheduling.run(tasks, jobs=1))
    assert [u.task.tutorial for u in updates if isinstance(u, Started)] == [
        "multi_rnn_cell",
        "static_rnn",
    ]
    ended = [u.record for u in updates if isinstance(u, Ended)]
    assert [r.status for r in ended] == [Status.FINISHED] * 2
    printed = [u.point for u in updates if isinstance(u, Printed) and u.task == tasks[0]]
    assert tuple(printed) == ended[1].points


def test_an_error_costs_its_own_task_only(data):
    broken = Task("static_rnn", 1, data, steps=-1, threads=0)  # refused by the session config
    tasks = [broken, Task("static_rnn", 2, data, 1)]
    records = {u.record.task: u.record for u in scheduling.run(tasks, 1) if isinstance(u, Ended)}
    assert records[broken].status is Status.FAILED
    assert "threads must be 1 or more" in records[broken].detail
    assert records[tasks[1]].status is Status.FINISHED


def test_a_worker_that_is_killed_costs_its_own_task_only(data):
    tasks = [Task("static_rnn", seed, data, 200) for seed in (1, 2)]
    records, killed = {}, False
    for update in scheduling.run(tasks, jobs=1):
        if isinstance(update, Printed) and not killed:
            killed = True
            (worker,) = children(os.getpid())
            os.kill(worker, signal.SIGKILL)
        if isinstance(update, Ended):
            records[update.record.task.seed] = update.record
    assert records[1].status is Status.FAILED
    assert records[1].detail == "its process ended with SIGKILL"
    assert records[2].status is Status.FINISHED


def children(pid: int) -> list[int]:
    """Returns the child processes that run the worker loop."""
    import multiprocessing

    assert pid == os.getpid()
    return [process.pid for process in multiprocessing.active_children()]
