"""Many tasks on this machine: worker processes, each training one task after another."""

import contextlib
import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait

from harness import published, training
from harness.records import Ended, Printed, RunRecord, Started, Task, Update

__all__ = ["run"]


def run(tasks: Sequence[Task], jobs: int) -> Iterator[Update]:
    """Runs the tasks, `jobs` at a time, the longest first; yields what happens, as it happens.

    The workers are spawned, not forked: TensorFlow does not survive a fork. Closing the generator
    ends them at once.
    """
    waiting = deque(sorted(tasks, key=_length, reverse=True))
    idle: list[_Worker] = []
    busy: dict[Connection, _Worker] = {}
    try:
        while waiting or busy:
            while waiting and len(busy) < jobs:
                worker = idle.pop() if idle else _Worker()
                busy[worker.connection] = worker
                yield worker.start(waiting.popleft())
            for connection in wait(list(busy)):
                update = busy[connection].receive()
                yield update
                if isinstance(update, Ended):
                    worker = busy.pop(connection)
                    if worker.alive:
                        idle.append(worker)
    finally:
        for worker in (*idle, *busy.values()):
            worker.stop()


def _length(task: Task) -> float:
    """Returns a measure of how long the task takes, good enough to start the longest first."""
    about = published.tutorial(task.tutorial)
    return (task.steps or about.steps) * about.relative_cost


class _Worker:
    """A process that trains one task after another."""

    def __init__(self):
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()  # or the end of the process would not be seen here
        self._task: Task | None = None

    @property
    def alive(self) -> bool:
        return not self.connection.closed

    def start(self, task: Task) -> Started:
        self._task = task
        # A worker that has just died is noticed when its answer is awaited.
        with contextlib.suppress(BrokenPipeError):
            self.connection.send(task)
        return Started(task)

    def receive(self) -> Update:
        try:
            return self.connection.recv()
        except (EOFError, ConnectionResetError):
            self.connection.close()
            self._process.join()
            detail = f"its process ended with {_exit_reason(self._process.exitcode)}"
            return Ended(RunRecord.failed(self._task, detail))

    def stop(self) -> None:
        self.connection.close()
        self._process.terminate()
        self._process.join()


def _exit_reason(exitcode: int) -> str:
    return signal.Signals(-exitcode).name if exitcode < 0 else f"exit code {exitcode}"


def _work(connection: Connection) -> None:
    """Trains the tasks that come through the connection, until it closes."""
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
