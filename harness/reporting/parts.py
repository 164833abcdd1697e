"""Cuts a TensorFlow 1 listing into parts by what its statements do, not by where they stand.

Statements are recognised by the names that TensorFlow 1 gives to what they do.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from harness.reporting import statements
from harness.reporting.statements import Statement

__all__ = ["PARTS", "Part", "cut"]


@dataclass(frozen=True)
class Part:
    """A part that a listing may have.

    name: of the part. look_for: what to look for in the post.
    pattern: what one of its statements has, as a regular expression.
    """

    name: str
    look_for: str
    pattern: str


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "imports": Part(
            "Imports",
            "`import tensorflow as tf`",
            r"^import\s+[\w.]+\s*(,|as\b|$)|^from\s+[\w.]+\s+import\b",
        ),
        "data": Part("The data", "`read_data_sets`", r"\bread_data_sets\s*\("),
        "test": Part(
            "Test images",
            "`mnist.test`",
            r"\bmnist\s*\.\s*test\b|test_len\s*=|Optimization Finished",
        ),
        "hyperparameters": Part(
            "Hyperparameters",
            "names that are given plain numbers: the learning rate, the sizes",
            r"^\w+\s*=\s*[-+.\de]+$",
        ),
        "placeholders": Part("Placeholders", "`tf.placeholder`", r"\bplaceholder\s*\("),
        "optimizer": Part(
            "Optimizer", "an `Optimizer` and its `minimize`", r"Optimizer\s*\(|\.minimize\s*\("
        ),
        "loss": Part(
            "Loss",
            "`softmax_cross_entropy_with_logits`, or the logarithm of a softmax",
            r"cross_entropy|tf\.log\s*\(",
        ),
        "accuracy": Part(
            "Accuracy", "`tf.equal` of two `tf.argmax`", r"argmax\s*\(|tf\.(equal|cast)\s*\("
        ),
        "initialization": Part(
            "Initialization",
            "`global_variables_initializer`, or `initialize_all_variables`",
            r"variables_initializer\s*\(|initialize_all_variables\s*\(",
        ),
        "session": Part(
            "Session",
            "`tf.Session`, and the run of the initialization",
            r"\bSession\s*\(|ConfigProto|allow_growth|\.run\s*\(\s*(graph\s*\.\s*)?init",
        ),
        "cell": Part(
            "Cell",
            "`BasicLSTMCell`, and what is wrapped around it",
            r"(LSTM|RNN|GRU)Cell\s*\(|DropoutWrapper\s*\(",
        ),
        "state": Part("Initial state", "`zero_state`", r"\bzero_state\s*\("),
        "unrolling": Part(
            "Unrolling",
            "`dynamic_rnn`, `static_rnn`, or a loop over the rows that calls the cell",
            r"(dynamic|static|bidirectional)_rnn\s*\(|reuse_variables|_cell\s*\(\s*\w+\s*\[|"
            r"^outputs\s*=\s*(list\s*\(\s*\)|\[\s*\])",
        ),
        "output": Part(
            "Output layer",
            "the last output or the final state, times the weights `out`",
            r"outputs\s*\[\s*-1\s*\]|states?\s*\[\s*-?1\s*\]|(unstack|transpose)\s*\(.*outputs|"
            r"softmax\s*\(",
        ),
        "weights": Part("Weights and biases", "`tf.Variable`", r"\bVariable\s*\("),
        "rows": Part(
            "An image as a sequence of rows",
            "`tf.reshape`, `tf.transpose`, `tf.split` or `tf.unstack` of the images",
            r"(reshape|transpose|split|unstack|matmul)\s*\(",
        ),
        "loop": Part("Training loop", "`next_batch`, and what is printed", r"\bnext_batch\s*\("),
    }
)
"""Key → part. A statement belongs to the first whose pattern it has."""

_BLOCKS = ("loop", "ours")
_OURS = re.compile(r"^(class|def bound)\b")
_WITH_NEXT = re.compile(r"^(def|with|if|else|elif|try|for|while)\b|^@|^\w+\s*=\s*\w*RNN\s*\(")
"""What goes with the statement after it: what opens a block, and calls of the model's function."""

_LOOP = re.compile(r"^(for|while)\b")
_NEXT_IN_LOOP = 6
"""Statements of a loop among which the next batch is taken, in a training loop."""


def cut(text: list[str]) -> dict[str, list[range]]:
    """Returns, by part, the ranges of its lines; from 0, in the order of the text.

    text: as `statements.lines` returns it. Every line is in one range, but for blank lines at the
    ends of ranges. What only a port has is in the part `ours`; what comes before the first
    statement that is recognised, in `head`, unless it directly precedes that statement.
    """
    parts: dict[str, list[range]] = {}
    for key, first, last in _parts(text):
        while first < last and not text[first].strip():
            first += 1
        while last > first and not text[last - 1].strip():
            last -= 1
        if first < last:
            parts.setdefault(key, []).append(range(first, last))
    return parts


def _parts(text: list[str]) -> Iterator[tuple[str, int, int]]:
    """Yields key, first line and the line after the last, in order and without holes."""
    every = list(statements.statements(text))
    key, begin, pending = "head", 0, None  # pending: the first line of what goes with the next
    trained = False
    block: tuple[str, int] | None = None  # a part that lasts as long as its indented block
    for i, statement in enumerate(every):
        found = None
        if block and not _ends(block, statement):
            pending = None
            continue
        if statement.code:
            block = None
            found = _recognised(statement, every[i + 1 : i + 1 + _NEXT_IN_LOOP])
            trained = trained or found == "loop"
            if trained and found not in (None, *_BLOCKS):
                found = "test"  # what is computed after the training loop
        if found is None:
            if not statement.code or key in _BLOCKS or _WITH_NEXT.match(statement.code):
                pending = statement.first if pending is None else pending
            else:
                pending = None
            continue
        if found in _BLOCKS:
            block = (found, statement.indent)
        if found != key:
            first = statement.first if pending is None else pending
            if first > begin:
                yield key, begin, first
            key, begin = found, first
        pending = None
    yield key, begin, len(text)


def _ends(block: tuple[str, int], statement: Statement) -> bool:
    """Whether the statement is no longer in the block.

    Where indentation was lost, a training loop goes on until the test images.
    """
    key, indent = block
    if statement.indent > indent:
        return False
    if not statement.code:
        return True  # a comment may open what follows: the next statement tells
    return key == "ours" or _has("test", statement.code) or bool(indent) or _dedents(statement)


def _dedents(statement: Statement) -> bool:
    return re.match(r"(print|test|yield|return|def|class|if __name__)", statement.code) is not None


def _recognised(statement: Statement, following: list[Statement]) -> str | None:
    code = statement.code
    if not code:
        return None
    if _OURS.match(code):
        return "ours"
    if re.match(r"(step|i|batch|epoch)\s*=\s*\d+$", code):
        return "loop"
    if _LOOP.match(code):
        return "loop" if any(_has("loop", s.code) for s in following) else None
    if code.startswith(("def ", "@")):
        return None
    for key in PARTS:
        if _has(key, code) and (key != "hyperparameters" or not statement.indent):
            return key
    return None


def _has(key: str, code: str) -> bool:
    return re.search(PARTS[key].pattern, code) is not None
