"""The table of names: what TensorFlow 1 called it, what answers now, and what differs.

The errors about missing names, the README's table and the tests all derive from `NAMES`.
Loads no TensorFlow.
"""

import difflib
import enum
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["NAMES", "Kind", "Name", "missing"]


class Kind(enum.Enum):
    """How an old name is answered."""

    ALIAS = "alias"
    """The same object under another name."""
    REIMPLEMENTED = "reimplemented"
    """Written anew here, or adapted, because a rename was not enough."""
    ABSENT = "absent"
    """Not covered; `answer` says what to use instead."""


class Name(NamedTuple):
    """One removed name.

    `old` and, unless absent, `answer` are dotted names: `old` begins with `tf.` (or is a module's
    path after `tensorflow.`), `answer` is importable below `compat`, TensorFlow or tf-keras.
    """

    old: str
    answer: str
    kind: Kind
    difference: str = ""


_LEGACY_CELLS = "tf_keras.api._v1.keras.__internal__.legacy.rnn_cell"
_SCALAR_BATCH = "zero_state takes a batch size of unknown rank, as TensorFlow 1.0 did"
_INPUT_DATA = "compat.examples.tutorials.mnist.input_data"


def _cells(old: str) -> list[Name]:
    adapted = [
        Name(f"{old}.{cell}", f"compat.nn.rnn_cell.{cell}", Kind.REIMPLEMENTED, _SCALAR_BATCH)
        for cell in (
            "BasicLSTMCell",
            "BasicRNNCell",
            "DropoutWrapper",
            "GRUCell",
            "LSTMCell",
            "MultiRNNCell",
        )
    ]
    kept = [
        Name(f"{old}.{cell}", f"{_LEGACY_CELLS}.{cell}", Kind.ALIAS)
        for cell in ("DeviceWrapper", "LSTMStateTuple", "ResidualWrapper", "RNNCell")
    ]
    return adapted + kept


NAMES: tuple[Name, ...] = (
    *_cells("tf.contrib.rnn"),
    Name(
        "tf.contrib.rnn.static_bidirectional_rnn",
        "tensorflow.compat.v1.nn.static_bidirectional_rnn",
        Kind.ALIAS,
    ),
    Name("tf.contrib.rnn.static_rnn", "tensorflow.compat.v1.nn.static_rnn", Kind.ALIAS),
    Name(
        "tf.contrib.rnn.static_state_saving_rnn",
        "tensorflow.compat.v1.nn.static_state_saving_rnn",
        Kind.ALIAS,
    ),
    Name(
        "tf.examples.tutorials.mnist.input_data.read_data_sets",
        f"{_INPUT_DATA}.read_data_sets",
        Kind.REIMPLEMENTED,
        "finds MNIST in more places, checks it, and prints no 'Extracting' lines",
    ),
    *_cells("tf.nn.rnn_cell"),
)

_INSTEAD = {
    "tf": "and all of tensorflow.compat.v1",
    "tf.contrib": "most of tf.contrib has a successor in tf, tf_keras or tf-slim",
    "tf.contrib.rnn": "the cells are in tf.nn.rnn_cell, the functions in tf.nn",
}


def missing(module: str, name: str, others: Iterable[str] = ()) -> AttributeError:
    """The error for a name that is not covered: says so, what is there, and what to use.

    module: the dotted old name of the name space (`tf.contrib.rnn`).
    others: what is there beside the names of the table, in case that one of them was meant.
    """
    prefix = f"{module}."
    there = sorted(
        {n.old.removeprefix(prefix).split(".")[0] for n in NAMES if n.old.startswith(prefix)}
    )
    near = difflib.get_close_matches(name, there, n=3) or difflib.get_close_matches(
        name, others, n=3, cutoff=0.8
    )
    message = f"{module}.{name} of TensorFlow 1 is not covered by compat"
    if near:
        message += f"; did you mean {' or '.join(near)}?"
    elif there:
        message += f"; covered here: {', '.join(there)}"
    if module in _INSTEAD:
        message += f" ({_INSTEAD[module]})"
    return AttributeError(message)
