"""Keeps TensorFlow's deprecation notices and start-up messages off the terminal, and nothing else.

A user who sets `TF_CPP_MIN_LOG_LEVEL=0` asks to see everything, and does.
"""

import contextlib
import logging
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Iterator

__all__ = ["log_once", "silence_deprecations", "startup_messages_filtered"]

_STARTUP_CHATTER = re.compile(
    r"^(I\d{4}|\d{4}-\d\d-\d\d [\d:.]+: I) "  # information: oneDNN is on, no CUDA drivers, ...
    r"|^WARNING: All log messages before absl::InitializeLog\(\)"
    r"|^To enable the following instructions:"  # second line of an information
    r"|failed call to cuInit|Could not find TensorRT"  # no GPU; the processor does it
    r"|Unable to register cu(FFT|DNN|BLAS) factory"  # a plugin registered twice, TensorFlow <= 2.18
    r"|computation_placer\.cc.*computation placer already registered"
)
_DEPRECATED = re.compile(r"is deprecated(\. This class is equivalent| and will be removed)")


@contextlib.contextmanager
def startup_messages_filtered() -> Iterator[None]:
    """Runs its block with standard error held back, then passes on all lines but known chatter.

    TensorFlow writes these lines to the file descriptor, from C++ and before its log levels are
    read, so neither `logging` nor `TF_CPP_MIN_LOG_LEVEL` can stop them.
    """
    if _everything_is_wanted():
        yield
        return
    # No information, but warnings and errors. Holds for what comes after start-up.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")
    sys.stderr.flush()
    with tempfile.TemporaryFile() as held_back:
        stderr = os.dup(2)
        os.dup2(held_back.fileno(), 2)
        try:
            yield
        finally:
            sys.stderr.flush()
            os.dup2(stderr, 2)
            os.close(stderr)
            held_back.seek(0)
            for line in held_back.read().decode(errors="replace").splitlines(keepends=True):
                if not _STARTUP_CHATTER.search(line):
                    os.write(2, line.encode())


def silence_deprecations() -> None:
    """Drops the notices that a name of TensorFlow 1 is deprecated; other warnings pass.

    TensorFlow logs them on its logger, tf-keras gives them as Python warnings.
    """
    if _everything_is_wanted():
        return
    logging.getLogger("tensorflow").addFilter(_not_a_deprecation)
    warnings.filterwarnings("ignore", message=f".*{_DEPRECATED.pattern}", category=UserWarning)


def log_once() -> None:
    """Keeps absl, whose `app.run` is that of `tf.app`, from repeating what TensorFlow logs itself.

    Where a script has set up `logging` before, TensorFlow leaves its lines to that, and so do we.
    """
    from absl import logging as absl

    own = logging.getLogger("tensorflow")
    absl.get_absl_handler().addFilter(lambda record: record.name != own.name or not own.handlers)


def _everything_is_wanted() -> bool:
    return os.environ.get("TF_CPP_MIN_LOG_LEVEL") == "0"


def _not_a_deprecation(record: logging.LogRecord) -> bool:
    return not _DEPRECATED.search(str(record.msg))
