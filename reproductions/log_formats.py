"""The four forms in which the posts print their logs: each prints a point and parses a line.

Print and parse are inverse: printing what was parsed gives the line again (001's published zeros at
the end aside), and parsing what was printed gives the values again, rounded as printed.
Loads no TensorFlow.
"""

import math
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

import numpy as np

__all__ = ["BY_TUTORIAL", "LogFormat", "Point"]

_NUMBER = {
    "d": r"\d{1,12}",
    "": r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?|nan|[-+]?inf",
    "g": r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?|nan|[-+]?inf",
    "f": r"[-+]?\d+(?:\.\d+)?|nan|[-+]?inf",  # with any number of decimals
}


@dataclass(frozen=True)
class Point:
    """One printed line: the training step it belongs to, what was measured, and the line itself.

    step: number of the step as the post counts it; None where a parsed line does not tell.
    values: name → value, as measured (float32 values as Python floats) or, when parsed, as
        printed; empty for a line without numbers.
    line: the line as the post prints it, without the line end.
    """

    step: int | None
    values: Mapping[str, float]
    line: str


@dataclass(frozen=True)
class _LineFormat:
    """One kind of line, from a template in the language of `str.format`.

    A field without a format specification prints a float32 the way `print` does. any_decimals
    matches what pattern matches, and numbers of other decimals where these are fixed.
    """

    template: str
    fields: Mapping[str, str] = field(init=False)
    pattern: re.Pattern[str] = field(init=False)
    any_decimals: re.Pattern[str] = field(init=False)

    def __post_init__(self):
        fields, pattern, any_decimals = {}, "", ""
        for literal, name, spec, _ in string.Formatter().parse(self.template):
            pattern += re.escape(literal)
            any_decimals += re.escape(literal)
            if name is not None:
                fields[name] = spec
                pattern += f"(?P<{name}>{_NUMBER.get(spec) or _fixed_point(spec)})"
                any_decimals += f"(?P<{name}>{_NUMBER[spec[-1:]]})"
        object.__setattr__(self, "fields", fields)
        object.__setattr__(self, "pattern", re.compile(pattern))
        object.__setattr__(self, "any_decimals", re.compile(any_decimals))

    def print(self, values: Mapping[str, float]) -> str:
        return self.template.format(
            **{k: str(np.float32(v)) if self.fields[k] == "" else v for k, v in values.items()}
        )

    def parse(self, line: str, any_decimals: bool) -> dict[str, float] | None:
        match = (self.any_decimals if any_decimals else self.pattern).fullmatch(line)
        if match is None:
            return None
        return {
            name: int(text) if self.fields[name] == "d" else float(text)
            for name, text in match.groupdict().items()
        }


def _decimals(number: str) -> int:
    exponent = Decimal(number).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0  # nan and inf have letters


def _fixed_point(spec: str) -> str:
    return rf"[-+]?\d+\.\d{{{int(spec[1:-1])}}}|nan|[-+]?inf"


class LogFormat:
    """The lines of one post's log: one template per kind of line, told apart by their fields.

    >>> log = LogFormat("Step {step:d}: {test_accuracy:g}", "Done")
    >>> log.point(50, test_accuracy=0.9765625).line
    'Step 50: 0.976562'
    >>> log.parse("Step 50: 0.976562").values["test_accuracy"]
    0.976562
    >>> log.parse("something else") is None
    True
    """

    def __init__(self, *templates: str):
        self._lines = tuple(map(_LineFormat, templates))

    @property
    def names(self) -> frozenset[str]:
        """The names of all values that the log prints."""
        return frozenset(name for line in self._lines for name in line.fields) - {"step"}

    @property
    def lines_without_values(self) -> int:
        """How many of a full log's lines print no value."""
        return sum(not line.fields for line in self._lines)

    @property
    def example(self) -> str:
        """A line as it might be."""
        first = self._lines[0]
        return first.print({k: 1 if spec == "d" else 0.5 for k, spec in first.fields.items()})

    def point(self, step: int, **values: float) -> Point:
        """Returns the point with the line that the post prints for these values.

        Raises ValueError when the post prints no line with just these fields.
        """
        values = {name: v if isinstance(v, int) else float(v) for name, v in values.items()}
        for line in self._lines:
            printed = {**values, "step": step} if "step" in line.fields else values
            if printed.keys() == line.fields.keys():
                return Point(step, values, line.print(printed))
        raise ValueError(f"no line of this log prints {', '.join(values) or 'nothing'}")

    def parse(self, line: str, *, any_decimals: bool = False) -> Point | None:
        """Returns the point that `line` (without line end) prints, or None if it is no such line.

        Its step is None where the line does not print it.
        any_decimals: take a line that has fewer or more decimals than the post prints, too.
        """
        for kind in self._lines:
            values = kind.parse(line, any_decimals)
            if values is not None:
                return Point(values.pop("step", None), values, line)
        return None

    def as_printed(self, name: str, value: float) -> float:
        """Returns `value` of field `name` rounded as it is printed."""
        spec = self._spec(name)
        return float(str(np.float32(value)) if spec == "" else format(value, spec))

    def half_width(self, name: str, value: float) -> float:
        """Returns half a unit of the last digit with which `value` of field `name` is printed.

        Zero where a float32 is printed in full.
        """
        decimals = self.fixed_decimals(name)
        if decimals is not None:
            return 0.5 * 10.0**-decimals
        if self._spec(name) == "g" and value:
            return 0.5 * 10.0 ** (math.floor(math.log10(abs(value))) - 5)
        return 0.0

    def fixed_decimals(self, name: str) -> int | None:
        """Returns how many decimals all values of field `name` have; None where that varies."""
        spec = self._spec(name)
        return int(spec[1:-1]) if spec.endswith("f") else None

    def decimals(self, line: str) -> dict[str, int]:
        """Returns field → how many decimals it has in a line that `parse` takes with any."""
        for kind in self._lines:
            if match := kind.any_decimals.fullmatch(line):
                return {
                    name: _decimals(text)
                    for name, text in match.groupdict().items()
                    if kind.fields[name] != "d"
                }
        return {}

    def _spec(self, name: str) -> str:
        return next(line.fields[name] for line in self._lines if name in line.fields)


_ACCURACY_ONLY = LogFormat("{training_accuracy}")

BY_TUTORIAL: Mapping[str, LogFormat] = MappingProxyType(
    {
        "dynamic_rnn": _ACCURACY_ONLY,
        "dynamic_rnn_final_state": _ACCURACY_ONLY,
        "static_rnn": LogFormat(
            "Step {step:d}, Minibatch Loss= {minibatch_loss:.4f}, "
            "Training Accuracy= {training_accuracy:.3f}",
            "Optimization Finished!",
            "Testing Accuracy: {test_accuracy}",
        ),
        "static_bidirectional_rnn": LogFormat(
            "Iter{samples:d},Minibatch Loss = {minibatch_loss:.6f}, "
            "Training Accuracy = {training_accuracy:.5f}",
            "Optimization Finished!",
            "Testing Accuracy: {test_accuracy}",
        ),
        "multi_rnn_cell": LogFormat(
            "Iter{epoch:d}, step {step:d}, train-test {training_accuracy:g}-{test_accuracy:g}",
        ),
    }
)
"""Tutorial → the format of its log. `samples` counts the images trained on, `epoch` the passes
over the training images that are complete; the accuracies are fractions."""
