"""Many tasks on a Dask cluster: the same tasks, the same updates as `scheduling.run`."""

import asyncio
import contextlib
import logging
import pickle
import queue
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from compat.mnist import MnistError
from harness import data, training
from harness.records import Data, Ended, Printed, RunRecord, Started, Task, Update
from harness.scheduling import TRIES, length

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["ClusterError", "run"]

_SECONDS_TO_ANSWER = 10

_TOPIC = "tf1-tutorials"
"""Where workers report. One for every call: a scheduler never forgets a topic that it has seen."""

_PROCESS = threading.Lock()
"""Held by the task that trains in this process. A Dask worker may have several threads, but NumPy's
random generator, which shuffles the images, is the process's."""


class ClusterError(Exception):
    """The cluster cannot be used; the message is one line: what, and what to do about it."""


def run(tasks: Sequence[Task], address: str) -> Iterator[Update]:
    """Runs the tasks where the scheduler at `address` has workers, the longest first.

    Yields what happens, as it happens. A task whose worker dies is tried again on another, `TRIES`
    times in all; each try begins with a `Started` and prints from the first line on. Closing the
    generator cancels what is under way: a worker stops where its task would print the next line.
    Raises ClusterError when `distributed` is not installed, or when no scheduler answers.
    """
    with _connect(address) as client:
        from distributed import KilledWorker

        reports = queue.SimpleQueue()
        jobs: dict[str, _Job] = {}

        def submit(task: Task, tries: int) -> None:
            future = client.submit(_train, task, pure=False, priority=length(task))
            jobs[future.key] = _Job(task, future, tries)
            future.add_done_callback(lambda future: reports.put((future.key, None, None)))

        def finish(key: str, record: RunRecord) -> Ended:
            jobs.pop(key).future.release()  # or it is tried again if its worker dies just now
            return Ended(record)

        client.subscribe_topic(_TOPIC, lambda event: reports.put(event[1]))
        for task in sorted(tasks, key=length, reverse=True):
            submit(task, tries=0)
        while jobs:
            key, worker, update = reports.get()
            if key not in jobs:
                continue  # another call's, or over
            job = jobs[key]
            update = pickle.loads(update) if worker else job.error()
            match update:
                case Started() if job.tries < TRIES:
                    job.tries, job.worker = job.tries + 1, worker
                    yield update
                case Printed() if worker == job.worker:
                    yield update
                case Ended(record):
                    yield finish(key, record)
                case KilledWorker() if job.tries < TRIES:
                    # Dask lost its patience sooner, as a scheduler may be configured to.
                    del jobs[key]
                    submit(job.task, job.tries + (job.worker is None))
                case Started() | KilledWorker():
                    detail = f"its worker died, {TRIES} times"
                    yield finish(key, RunRecord.failed(job.task, detail))
                case Exception() as error:
                    cause = error.__cause__ or error  # Dask wraps a missing module in advice
                    yield finish(key, RunRecord.failed(job.task, _text(cause)))


@dataclass
class _Job:
    """A task at the cluster.

    tries: how often a worker has begun with it; worker: the one that did last.
    """

    task: Task
    future: "Future"
    tries: int
    worker: str | None = None

    def error(self) -> Exception | None:
        """Returns why the task will not be run to its end; None when it was, or still will be."""
        if self.future.status == "cancelled":
            return ClusterError("the scheduler cancelled it, or was lost")
        return self.future.exception() if self.future.status == "error" else None


def _connect(address: str) -> "Client":
    try:
        from distributed import Client, rpc
    except ImportError as error:
        raise ClusterError(
            "a cluster needs the package distributed; install it: pip install '.[cluster]'"
        ) from error

    # When the scheduler is lost, the tasks end with that; Dask would add a traceback.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)

    async def identity() -> dict:
        # Client waits without end where something else than Dask listens, a dashboard say.
        async with asyncio.timeout(_SECONDS_TO_ANSWER), rpc(address) as server:
            return await server.identity()

    try:
        server = asyncio.run(identity())
        if server["type"] != "Scheduler":
            raise ValueError(f"a {server['type'].lower()} does")
        if not server["workers"]:
            print(f"{address} has no workers yet; waiting for them.", file=sys.stderr)
        return Client(address, timeout=_SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        cause = str(error) or f"nothing within {_SECONDS_TO_ANSWER} s"
        raise ClusterError(
            f"no Dask scheduler answers at {address} ({cause}); start one (dask scheduler), or "
            "give the address that it prints"
        ) from error


class _CancelledError(BaseException):
    """Nobody waits for this task any more. No Exception: nothing may take it for the task's own."""


def _train(task: Task) -> None:
    """Runs on a worker: trains the task and reports as it goes, from `Started` to `Ended`.

    Reports arrive in order, before the news that this function has returned. So it returns nothing:
    a result would stay with the worker, and be lost with it.
    """
    from distributed import Status, get_worker

    worker = get_worker()
    key = worker.get_current_task()

    def report(update: Update) -> None:
        closing = worker.status in (Status.closing, Status.closed)
        if closing or worker.state.tasks[key].state == "cancelled":
            raise _CancelledError
        worker.log_event(_TOPIC, (key, worker.id, pickle.dumps(update)))

    with _PROCESS, contextlib.suppress(_CancelledError):
        report(Started(task))
        try:
            here = replace(task, data=_found_here(task.data))
            record = training.run(here, lambda point: report(Printed(task, point)))
            record = replace(record, task=task)
        except Exception as error:
            traceback.print_exc()
            record = RunRecord.failed(task, _text(error))
        report(Ended(record))


def _found_here(wanted: Data) -> Data:
    """Returns the same data as they are on this machine: in the same place, or found as usual.

    Raises MnistError when this machine has none, or others.
    """
    with contextlib.suppress(MnistError):
        if data.load(wanted).sha256 == wanted.sha256:
            return wanted
    found = data.choose("digits" if wanted.stand_in else "mnist", None)
    if found.sha256 != wanted.sha256:
        place = found.directory or "scikit-learn"
        raise MnistError(
            f"the worker's data, from {place}, have SHA-256 {found.sha256}, the task asks for "
            f"{wanted.sha256}; give both machines the same"
        )
    return found


def _text(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
