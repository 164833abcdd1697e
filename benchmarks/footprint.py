"""The memory of processes, as Linux counts it in /proc."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import running

__all__ = ["Footprint", "is_known", "of", "peak", "together"]

_PROC = Path("/proc")
_SECONDS_BETWEEN_LOOKS = 0.05


class Footprint(NamedTuple):
    """Of one process, in bytes.

    peak: the most that was ever resident, of whatever kind.
    own: anonymous memory, which no other process shares.
    files: what is mapped from files: TensorFlow's libraries, MNIST. Processes share one copy.
    """

    peak: int
    own: int
    files: int


def is_known() -> bool:
    """Whether this machine tells."""
    return (_PROC / "self" / "status").exists()


def of(pid: int) -> Footprint:
    """Returns the footprint of a process at this moment.

    Raises OSError or KeyError when the process is gone.
    """
    lines = (_PROC / str(pid) / "status").read_text().splitlines()
    kilobytes = {name: value.split() for name, _, value in (line.partition(":") for line in lines)}
    peak, own, files = (1024 * int(kilobytes[name][0]) for name in ("VmHWM", "RssAnon", "RssFile"))
    return Footprint(peak, own, files)


def together(processes: Sequence[Footprint]) -> int:
    """Returns the bytes that processes take which run at the same time and map the same files."""
    return sum(p.own for p in processes) + max(p.files for p in processes)


def peak(command: Sequence[str], good: Sequence[int] = (0,)) -> Footprint:
    """Runs a command; returns the most of each kind that its largest process had at any time."""
    peaks: dict[int, Footprint] = {}
    with running(command, good) as process:
        while process.poll() is None:
            for pid in _family(process.pid):
                try:
                    now = of(pid)
                except (OSError, KeyError):  # it has just ended
                    continue
                before = peaks.get(pid, now)
                peaks[pid] = Footprint(*map(max, before, now))
            time.sleep(_SECONDS_BETWEEN_LOOKS)
    return max(peaks.values())


def _family(pid: int) -> list[int]:
    """Returns the process, its children and theirs."""
    try:
        children = (_PROC / str(pid) / "task" / str(pid) / "children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]
