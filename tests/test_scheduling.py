"""Worker processes: order, reuse, and what becomes of a task whose worker dies."""

import multiprocessing
import os
import signal

import pytest

from harness import scheduling
from harness.data import choose
from harness.records import Data, Ended, Printed, RunRecord, Started, Status, Task
from reproductions import TUTORIALS


@pytest.fixture(scope="module")
def data(mnist_dir):
    return choose("mnist", str(mnist_dir))


@pytest.mark.slow
def test_the_longest_first_and_every_task_once(data):
    tasks = [Task("static_rnn", 1, data, 1), Task("static_bidirectional_rnn", 1, data, 1)]
    updates = list(scheduling.run(scheduling.plan(tasks, jobs=1, cores=1), jobs=1))
    assert [u.task.tutorial for u in updates if isinstance(u, Started)] == [
        "static_bidirectional_rnn",
        "static_rnn",
    ]
    ended = [u.record for u in updates if isinstance(u, Ended)]
    assert [r.status for r in ended] == [Status.FINISHED] * 2
    printed = [u.point for u in updates if isinstance(u, Printed) and u.task == tasks[0]]
    assert tuple(printed) == ended[1].points


@pytest.mark.slow
def test_an_error_costs_its_own_task_only(data):
    broken = Task("static_rnn", 1, data, steps=-1, threads=0)  # refused by the session config
    tasks = [broken, Task("static_rnn", 2, data, 1)]
    records = {u.record.task: u.record for u in scheduling.run(tasks, 1) if isinstance(u, Ended)}
    assert records[broken].status is Status.FAILED
    assert "threads must be 1 or more" in records[broken].detail
    assert records[tasks[1]].status is Status.FINISHED


def killing(tasks, times: int) -> tuple[list[Started], dict[int, RunRecord]]:
    """Runs the tasks, and kills the worker at the first line of each of the first tries."""
    started, records = [], {}
    for update in scheduling.run(tasks, jobs=1):
        match update:
            case Started():
                started.append(update)
            case Printed() if len(started) <= times:
                for worker in multiprocessing.active_children():
                    os.kill(worker.pid, signal.SIGKILL)
            case Ended(record):
                records[record.task.seed] = record
    return started, records


@pytest.mark.slow
def test_a_task_whose_worker_is_killed_is_tried_again(data):
    tasks = [Task("static_rnn", seed, data, 2) for seed in (1, 2)]
    started, records = killing(tasks, times=1)
    assert [s.task.seed for s in started] == [1, 1, 2]
    assert {r.status for r in records.values()} == {Status.FINISHED}
    undisturbed = killing(tasks, times=0)[1]
    assert {s: r.log() for s, r in records.items()} == {s: r.log() for s, r in undisturbed.items()}


@pytest.mark.slow
def test_a_task_that_kills_every_worker_fails_and_the_others_go_on(data):
    tasks = [Task("static_rnn", seed, data, 2) for seed in (1, 2)]
    started, records = killing(tasks, times=3)
    assert [s.task.seed for s in started] == [1, 1, 1, 2]
    assert records[1].status is Status.FAILED
    assert records[1].detail == "its process ended with SIGKILL, 3 times"
    assert records[2].status is Status.FINISHED


ANY = Data(None, "0" * 64)


@pytest.mark.parametrize(
    ("names", "jobs", "cores", "threads"),
    [
        # The longest runs last, alone: the others come to less than it.
        (["multi_rnn_cell", "static_rnn"], 2, 2, {"multi_rnn_cell": 2, "static_rnn": 1}),
        (["dynamic_rnn", "dynamic_rnn_final_state"], 2, 2, dict.fromkeys(TUTORIALS[:2], 1)),
        (["static_rnn"], 8, 8, {"static_rnn": 8}),
        (["static_rnn"], 1, 4, {"static_rnn": 4}),
        (TUTORIALS, 8, 2, dict.fromkeys(TUTORIALS, 1) | {"multi_rnn_cell": 2}),
    ],
)
def test_spare_cores_go_to_what_runs_last(names, jobs, cores, threads):
    planned = scheduling.plan([Task(name, 1, ANY) for name in names], jobs, cores)
    assert {t.tutorial: t.threads for t in planned} == threads
    assert [t.tutorial for t in planned] == sorted(
        names, key=lambda name: -scheduling.length(Task(name, 1, ANY))
    )


def test_nothing_to_plan():
    assert scheduling.plan([], jobs=2, cores=2) == []
