"""A real Dask cluster on this machine: the same logs as without one, whoever dies."""

import contextlib
import functools
import json
import os
import socket
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from harness import cluster, training
from harness.cluster import ClusterError
from harness.data import choose
from harness.records import Data, Ended, Printed, Started, Status, Task
from tests.listings import ROOT
from tests.waiting import wait_for

try:
    import distributed
except ImportError as error:
    if os.environ.get("CI") == "true":
        raise
    pytest.skip(f"{error}; pip install '.[cluster]'", allow_module_level=True)


class Cluster:
    """A scheduler, and the workers that are started."""

    def __init__(self, directory, **environment):
        self.workers: list[subprocess.Popen] = []
        self._file = directory / "scheduler.json"
        self._log = (directory / "log").open("w")
        self._environment = os.environ | environment
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        wait_for(lambda: self._file.exists() and self._file.read_text().rstrip().endswith("}"))
        self.address = json.loads(self._file.read_text())["address"]

    def start_worker(self, threads: int = 1) -> None:
        self.workers.append(self._start("worker", "--no-nanny", "--nthreads", str(threads)))

    def _start(self, *command: str) -> subprocess.Popen:
        common = ["--scheduler-file", str(self._file), "--dashboard-address", "127.0.0.1:0"]
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *command, *common],
            cwd=ROOT,  # from which `-m` makes it import
            env=self._environment,
            stdout=self._log,
            stderr=self._log,
        )

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
        self._log.close()


@pytest.fixture(scope="module")
def start(tmp_path_factory, mnist_dir):
    """Starts a `Cluster` that finds MNIST, with as many workers, and returns it."""
    started = []

    def start(*, workers: int, **environment) -> Cluster:
        started.append(
            Cluster(tmp_path_factory.mktemp("dask"), MNIST_DIR=str(mnist_dir), **environment)
        )
        for _ in range(workers):
            started[-1].start_worker()
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.fixture(scope="module")
def two_workers(start):
    return start(workers=2)


@pytest.fixture(scope="module")
def data(mnist_dir):
    return choose("mnist", str(mnist_dir))


OTHER_DIGITS = Data(None, "0" * 64)
"""No worker has them, which it finds out before it loads TensorFlow."""


@functools.cache
def trained_here(task: Task):
    return training.run(task, lambda point: None)


@pytest.mark.slow
def test_the_logs_are_those_of_this_machine(two_workers, data):
    elsewhere = Data("/where/only/the/runner/has/it", data.sha256)
    tasks = [
        Task("static_rnn", 1, data, 1),
        Task("dynamic_rnn", 1, data, 41),
        Task("dynamic_rnn", 2, data, 41),
        Task("dynamic_rnn", 3, elsewhere, 41),
    ]
    updates = list(cluster.run(tasks, two_workers.address))

    records = {u.record.task: u.record for u in updates if isinstance(u, Ended)}
    assert set(records) == set(tasks)
    assert len(updates) == sum(2 + len(r.points) for r in records.values())
    for task, record in records.items():
        expected = trained_here(replace(task, data=data))
        assert record.log() == expected.log()
        assert record == replace(expected, task=task, wall_seconds=record.wall_seconds)
        printed = [u.point for u in updates if isinstance(u, Printed) and u.task == task]
        assert tuple(printed) == record.points
    started = [u.task for u in updates if isinstance(u, Started)]
    assert tasks[0] in started[2:]  # by far the shortest


@pytest.mark.slow
def test_an_error_costs_its_own_task_only(two_workers, data):
    refused = Task("static_rnn", 1, data, 1, threads=0)
    misled = Task("static_rnn", 2, OTHER_DIGITS, 1)
    fine = Task("static_rnn", 3, data, 1)
    updates = list(cluster.run([refused, misled, fine], two_workers.address))
    records = {u.record.task: u.record for u in updates if isinstance(u, Ended)}
    assert records[refused].status is Status.FAILED
    assert records[refused].detail == "ValueError: threads must be 1 or more, not 0"
    assert records[misled].detail.startswith("MnistError: the worker's data, from scikit-learn, ")
    assert OTHER_DIGITS.sha256 in records[misled].detail
    assert choose("digits", None).sha256 in records[misled].detail
    assert records[fine].status is Status.FINISHED


@pytest.mark.slow
def test_closing_cancels_what_is_under_way(two_workers, data):
    tasks = [Task("static_bidirectional_rnn", seed, data) for seed in (1, 2, 3)]
    with contextlib.closing(cluster.run(tasks, two_workers.address)) as updates:
        printing = set()
        for update in updates:
            if isinstance(update, Printed):
                printing.add(update.task)
            if len(printing) == 2:
                break
    with distributed.Client(two_workers.address, set_as_default=False) as client:
        wait_for(lambda: not any(client.run(_executing).values()), seconds=30)


def _executing(dask_worker) -> int:
    return dask_worker.state.executing_count


@pytest.mark.slow
def test_the_task_of_a_worker_that_is_killed_runs_elsewhere(two_workers, data):
    tasks = [Task("dynamic_rnn", seed, data, 41) for seed in (1, 2, 3)]
    printing, cut_off = set(), set()
    starts, points, records = Counter(), {}, []
    for update in cluster.run(tasks, two_workers.address):
        match update:
            case Started(task):
                starts[task] += 1
                points[task] = []
            case Printed(task, point):
                points[task].append(point)
                printing.add(task)
            case Ended(record):
                records.append(record)
                printing.discard(record.task)
        if len(printing) == 2 and not cut_off:  # both workers are in the midst of a task
            cut_off = set(printing)
            two_workers.workers[0].kill()
    two_workers.start_worker()  # for whoever comes next
    assert sorted(r.task.seed for r in records) == [1, 2, 3]
    assert sorted(starts.values()) == [1, 1, 2]
    assert starts.most_common(1)[0][0] in cut_off
    for record in records:
        assert record.status is Status.FINISHED
        assert record.points == tuple(points[record.task])
        assert record.log() == trained_here(record.task).log()


@pytest.mark.parametrize("allowed_failures", [0, 10])
def test_a_task_that_kills_its_workers_fails(start, data, allowed_failures):
    setting = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(allowed_failures)}
    one_worker = start(workers=1, **setting)
    task = Task("static_rnn", 1, data, 1)
    *starts, last = _killing_each(one_worker, task)
    assert starts == [Started(task)] * 3
    assert last.record.status is Status.FAILED
    assert last.record.detail == "its worker died, 3 times"


def _killing_each(one_worker: Cluster, task: Task):
    for update in cluster.run([task], one_worker.address):
        yield update
        if isinstance(update, Started):
            one_worker.workers[-1].kill()
            one_worker.start_worker()


@pytest.mark.slow
def test_a_task_has_its_process_to_itself(start):
    two_threads = start(workers=0)
    two_threads.start_worker(threads=2)
    tasks = [Task("static_rnn", seed, OTHER_DIGITS) for seed in (1, 2)]
    updates = cluster.run(tasks, two_threads.address)
    assert [type(update) for update in updates] == [Started, Ended] * 2


def test_the_tasks_of_a_scheduler_that_is_killed_fail(start, data):
    one_worker = start(workers=1)
    tasks = [Task("static_rnn", seed, data) for seed in (1, 2)]
    records = []
    for update in cluster.run(tasks, one_worker.address):
        match update:
            case Started():
                one_worker.scheduler.kill()
            case Ended(record):
                records.append(record)
    assert {r.task for r in records} == set(tasks)
    assert {r.detail for r in records} == {"ClusterError: the scheduler cancelled it, or was lost"}


@pytest.mark.parametrize("speaks", ["nobody", "something else", "no address"])
def test_without_a_scheduler_there_is_one_clear_line(monkeypatch, speaks):
    monkeypatch.setattr(cluster, "_SECONDS_TO_ANSWER", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        if speaks == "nobody":
            server.close()
        if speaks == "no address":
            address = "nonsense"
        with pytest.raises(ClusterError, match="no Dask scheduler answers at") as caught:
            next(cluster.run([], address))
    assert address in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_the_package_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install '\.\[cluster\]'"):
        next(cluster.run([], "tcp://127.0.0.1:8786"))
