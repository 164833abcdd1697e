"""Many tasks on this machine: worker processes, each training one task after another."""

import contextlib
import dataclasses
import multiprocessing
import os
import signal
import traceback
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing.connection import Connection, wait

from harness import published, training
from harness.gpus import dealt
from harness.records import Ended, Printed, RunRecord, Started, Task, Update

__all__ = ["TRIES", "cores", "length", "plan", "run"]

TRIES = 3


def cores() -> int:
    """Returns how many cores this process may use, of those that the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def plan(tasks: Sequence[Task], jobs: int, cores: int) -> list[Task]:
    """Returns the tasks, the longest first, each with the inter-op threads that it can use.

    While all jobs have work, each training has its share of the cores. The ones that run last, when
    other jobs have run out of tasks, get the spare cores too. Threads change no bit of a result.
    """
    tasks = sorted(tasks, key=length, reverse=True)
    busy_until = [0.0] * min(jobs, len(tasks))
    ends = []
    for task in tasks:
        first_free = busy_until.index(min(busy_until))
        busy_until[first_free] += length(task)
        ends.append(busy_until[first_free])
    still_busy = [sum(until >= end for until in busy_until) for end in ends]
    return [
        dataclasses.replace(task, threads=max(1, cores // busy))
        for task, busy in zip(tasks, still_busy, strict=True)
    ]


def length(task: Task) -> float:
    """Returns how long the task takes, in steps of `dynamic_rnn`, roughly."""
    about = published.tutorial(task.tutorial)
    return (task.steps or about.steps) * about.relative_cost


def run(tasks: Sequence[Task], jobs: int, gpus: Sequence[str] = ()) -> Iterator[Update]:
    """Runs the tasks in their order, `jobs` at a time; yields what happens, as it happens.

    A task whose worker dies (killed, out of memory) is tried again, `TRIES` times in all; each try
    begins with a `Started` and prints from the first line on.

    gpus: dealt to the workers round robin, one to each.

    The workers are spawned, not forked: TensorFlow does not survive a fork. Closing the generator
    ends them at once.
    """
    waiting = deque(tasks)
    tries = Counter()
    idle: list[_Worker] = []
    busy: dict[Connection, _Worker] = {}
    numbers = deque(range(jobs))  # of workers that are not alive
    try:
        while waiting or busy:
            while waiting and len(busy) < jobs:
                worker = idle.pop() if idle else _Worker(numbers.popleft(), gpus)
                busy[worker.connection] = worker
                tries[waiting[0]] += 1
                yield worker.start(waiting.popleft())
            for connection in wait(list(busy)):
                try:
                    update = busy[connection].receive()
                except _WorkerDiedError as death:
                    worker = busy.pop(connection)
                    numbers.append(worker.number)
                    task = worker.task
                    if tries[task] < TRIES:
                        waiting.appendleft(task)
                        continue
                    update = Ended(RunRecord.failed(task, f"{death}, {TRIES} times"))
                else:
                    if isinstance(update, Ended):
                        idle.append(busy.pop(connection))
                yield update
    finally:
        for worker in (*idle, *busy.values()):
            worker.stop()


class _WorkerDiedError(Exception):
    """A worker's process has ended with its task unfinished."""


class _Worker:
    """A process that trains one task after another."""

    def __init__(self, number: int, gpus: Sequence[str]):
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(
            target=_work, args=(theirs, dealt(gpus, number)), daemon=True
        )
        self._process.start()
        theirs.close()  # or the end of the process would not be seen here
        self.number = number
        self.task: Task | None = None

    def start(self, task: Task) -> Started:
        self.task = task
        # A worker that has just died is noticed when its answer is awaited.
        with contextlib.suppress(BrokenPipeError):
            self.connection.send(task)
        return Started(task)

    def receive(self) -> Update:
        """Returns what the process has sent. Raises _WorkerDiedError when it sends no more."""
        try:
            return self.connection.recv()
        except (EOFError, ConnectionResetError):
            self.connection.close()
            self._process.join()
            reason = _exit_reason(self._process.exitcode)
            raise _WorkerDiedError(f"its process ended with {reason}") from None

    def stop(self) -> None:
        self.connection.close()
        self._process.terminate()
        self._process.join()


def _exit_reason(exitcode: int) -> str:
    return signal.Signals(-exitcode).name if exitcode < 0 else f"exit code {exitcode}"


def _work(connection: Connection, environment: Mapping[str, str]) -> None:
    """Trains the tasks that come through the connection, until it closes."""
    os.environ.update(environment)  # before TensorFlow is loaded
    # Ctrl-C reaches the whole process group; what becomes of the workers is the runner's decision.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            task = connection.recv()
            try:
                record = training.run(task, lambda p, t=task: connection.send(Printed(t, p)))
            except (BrokenPipeError, ConnectionResetError):
                return  # the runner is gone
            except Exception as error:
                traceback.print_exc()
                record = RunRecord.failed(task, f"{type(error).__name__}: {error}")
            connection.send(Ended(record))
