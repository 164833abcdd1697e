"""The clock of a measured program: steps when they are asked for, and how long each one took."""

import json
import os
import sys
import time

__all__ = ["Clock", "tick_with_each_batch"]


class Clock:
    """Lets the program run as many steps as standard input asks for, then holds it.

    A line of input is a number of steps. The answer is a line with a JSON list, the seconds of each
    of these steps. A first answer comes unasked, at the first tick: the program is ready. When the
    input ends, so does the program. What it prints itself is dropped.
    """

    def __init__(self):
        self._answers = os.fdopen(os.dup(1), "w", buffering=1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        self._asked = 1
        self._seconds: list[float] = []
        self._last = time.perf_counter()

    def tick(self) -> None:
        """Ends a step, and begins the next one when it is asked for."""
        self._seconds.append(time.perf_counter() - self._last)
        if len(self._seconds) == self._asked:
            print(json.dumps([round(s, 6) for s in self._seconds]), file=self._answers)
            question = sys.stdin.readline()
            if not question:
                sys.exit()
            self._asked, self._seconds = int(question), []
        self._last = time.perf_counter()


def tick_with_each_batch(clock: Clock) -> None:
    """From here on, each batch that this process takes from MNIST begins a step.

    So a step is all that a training does from one batch to the next: fetching it, too.
    """
    from compat.examples.tutorials.mnist.input_data import DataSet

    next_batch = DataSet.next_batch

    def tick_and_next_batch(*args, **kwargs):
        clock.tick()
        return next_batch(*args, **kwargs)

    DataSet.next_batch = tick_and_next_batch
