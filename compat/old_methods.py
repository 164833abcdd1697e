"""The methods that dicts, iterators, strings, lists, arrays and `TensorArray` lost.

`call` is what `compat.rewriting` puts in the place of a method's call.
"""

import codecs
import functools
import sys

__all__ = ["LOST", "LOST_WITH_PYTHON_2", "call", "keyed"]

_OF_ARRAYS = frozenset({"itemset", "newbyteorder", "ptp", "tostring"})
_OF_TENSOR_ARRAYS = {"pack": "stack", "unpack": "unstack"}  # renamed in TensorFlow 1.0
_LISTING = frozenset({"items", "keys", "values"})

LOST = frozenset(
    {"has_key", "iteritems", "iterkeys", "itervalues", "next", *_OF_ARRAYS, *_OF_TENSOR_ARRAYS}
)
"""The names of methods that are nowhere now, but where a script defines them."""

LOST_WITH_PYTHON_2 = frozenset({"decode", "sort", "translate", *_LISTING})
"""Those that mean something else in Python 3, or are not there for a string."""


def call(value, name: str, /, *arguments, **options):
    """`value.name(*arguments, **options)`, as it was; what `value` has itself comes first."""
    if name in LOST_WITH_PYTHON_2:
        return _of_python_2(value, name, arguments, options)
    if hasattr(value, name):
        return getattr(value, name)(*arguments, **options)
    match name, arguments:
        case "next", ():
            return next(value)
        case "has_key", (key,) if hasattr(value, "keys"):
            return key in value
        case _, () if name.startswith("iter") and hasattr(value, name.removeprefix("iter")):
            return iter(getattr(value, name.removeprefix("iter"))())
    if name in _OF_ARRAYS and _is_array(value):
        from compat import old_numpy

        return old_numpy.METHODS[name](value, *arguments, **options)
    if name == "tostring" and hasattr(value, "tobytes"):  # of `array` and of pictures, too
        name = "tobytes"
    elif hasattr(value, "scatter"):  # as a TensorArray has
        name = _OF_TENSOR_ARRAYS.get(name, name)
    return getattr(value, name)(*arguments, **options)


def _is_array(value) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray | numpy.generic)


def _of_python_2(value, name: str, arguments: tuple, options: dict):
    match value, name:
        case dict(), "items" | "keys" | "values" if not arguments:
            return list(getattr(value, name)())
        case str(), "decode" if _is_encoding(*arguments, **options):
            return value
        case str(), "translate" if len(arguments) == 2:
            table, deleted = arguments
            kept = value.translate(dict.fromkeys(map(ord, deleted)))
            return kept if table is None else kept.translate(table)
        case list(), "sort" if type(value) is list:
            return value.sort(**keyed(*arguments, **options))
    return getattr(value, name)(*arguments, **options)


def _is_encoding(encoding: str = "ascii", errors: str = "strict") -> bool:
    """Whether this is an encoding of text, and not such as `hex` or `unicode_escape`."""
    try:
        codec = codecs.lookup(encoding)
    except LookupError:
        return False
    return codec._is_text_encoding and not codec.name.endswith("escape")


def keyed(cmp=None, key=None, reverse=False) -> dict:
    """The arguments of `sort` and `sorted` of Python 2, as Python 3 takes them."""
    if cmp is not None:
        compare, inner = functools.cmp_to_key(cmp), key
        key = compare if inner is None else lambda item: compare(inner(item))
    return {"key": key, "reverse": reverse}
