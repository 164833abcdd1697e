"""The names that NumPy lost, and the calls whose meaning it changed."""

import functools
import sys

import numpy as np

__all__ = ["METHODS", "restore"]


class _Casts(dict):
    """`np.cast["float32"](x)`: a function for each type."""

    def __missing__(self, kind):
        return lambda x: np.asarray(x).astype(kind)


def _common_type(array_types, scalar_types):
    """The type of arrays and scalars together: scalars count where they are of a higher kind."""
    kinds = "biufc"
    arrays = np.result_type(*array_types) if array_types else None
    scalars = np.result_type(*scalar_types) if scalar_types else None
    if arrays is None or scalars is None:
        return scalars if arrays is None else arrays
    return scalars if kinds.find(scalars.kind) > kinds.find(arrays.kind) else arrays


def _disp(mesg, device=None, linefeed=True):
    (device or sys.stdout).write(f"{mesg}\n" if linefeed else f"{mesg}")


_LOST = {
    "Inf": np.inf,
    "Infinity": np.inf,
    "NAN": np.nan,
    "NINF": -np.inf,
    "NaN": np.nan,
    "PINF": np.inf,
    "alen": lambda a: len(np.atleast_1d(a)),
    "alltrue": np.all,
    "asfarray": lambda a, dtype=float: np.asarray(a, dtype),
    "asscalar": lambda a: a.item(),
    "bool": bool,
    "bool8": np.bool_,
    "cast": _Casts(),
    "cfloat": np.complex128,
    "complex": complex,
    "complex_": np.complex128,
    "cumproduct": np.cumprod,
    "disp": _disp,
    "find_common_type": _common_type,
    "float": float,
    "float_": np.float64,
    "in1d": lambda ar1, ar2, **options: np.isin(np.ravel(ar1), ar2, **options),
    "infty": np.inf,
    "int": int,
    "int0": np.intp,
    "issubsctype": np.issubdtype,
    "longfloat": np.longdouble,
    "mat": np.asmatrix,
    "msort": lambda a: np.sort(a, axis=0),
    "object": object,
    "product": np.prod,
    "rank": np.ndim,
    "round_": np.round,
    "row_stack": np.vstack,
    "sctypes": {
        "int": [np.int8, np.int16, np.int32, np.int64],
        "uint": [np.uint8, np.uint16, np.uint32, np.uint64],
        "float": [np.float16, np.float32, np.float64, np.longdouble],
        "complex": [np.complex64, np.complex128, np.clongdouble],
        "others": [bool, object, bytes, str, np.void],
    },
    "singlecomplex": np.complex64,
    "sometrue": np.any,
    "str": str,
    "string_": np.bytes_,
    "trapz": getattr(np, "trapezoid", None) or vars(np).get("trapz"),
    "unicode": str,
    "unicode_": np.str_,
    # The warnings moved there, one by one.
    **{n: kind for n, kind in vars(np.exceptions).items() if n.endswith("Warning")},
}


def _itemset(array, *arguments):
    *place, value = arguments
    if not place:
        array[np.unravel_index(0, array.shape)] = value
    elif len(place) == 1 and not isinstance(place[0], tuple):
        array.flat[place[0]] = value
    else:
        array[place[0] if len(place) == 1 else tuple(place)] = value


METHODS = {
    "itemset": _itemset,
    "newbyteorder": lambda array, order="S": array.view(array.dtype.newbyteorder(order)),
    "ptp": np.ptp,
    "tostring": lambda array, order="C": array.tobytes(order),
}
"""The methods that arrays lost with NumPy 2.0 and 2.3, as functions of the array."""


def restore() -> None:
    """Gives `numpy`, for this process, what it lost; whatever is there stays.

    Ragged lists become arrays of objects again (an error since NumPy 1.24), `fromstring` reads
    bytes (until 2.3), `threshold=np.nan` prints arrays whole (until 1.14), and a scalar in a list
    prints as its number, not as `np.float32(0.5)` (since 2.0).
    """
    for name, value in _LOST.items():
        if name not in vars(np):
            setattr(np, name, value)
    np.array = _ragged(np.array)
    np.asarray = _ragged(np.asarray)
    np.fromstring = _from_bytes(np.fromstring)
    np.set_printoptions = _whole(np.set_printoptions)
    if np.lib.NumpyVersion(np.__version__) >= "2.0.0":
        np.set_printoptions(legacy="1.25")


def _ragged(function):
    @functools.wraps(function)
    def array(*arguments, **options):
        try:
            return function(*arguments, **options)
        except ValueError as error:
            if "inhomogeneous shape" not in str(error) or len(arguments) > 1 or "dtype" in options:
                raise
            return _of_numbers(function(*arguments, **options, dtype=object))

    return array


def _of_numbers(objects):
    """Objects that are numbers, or arrays of one: all numbers, which NumPy made of them later."""
    items = objects.ravel().tolist()
    if not all(isinstance(item, int | float | np.number | np.ndarray) for item in items):
        return objects
    if any(np.size(item) != 1 for item in items):
        return objects
    return np.reshape([np.asarray(item).item() for item in items], objects.shape)


def _from_bytes(function):
    @functools.wraps(function)
    def fromstring(string, dtype=float, count=-1, *, sep="", **options):
        if sep:
            return function(string, dtype, count, sep=sep, **options)
        return np.frombuffer(string, dtype, count).copy()

    return fromstring


def _whole(function):
    @functools.wraps(function)
    def set_printoptions(precision=None, threshold=None, **options):
        if isinstance(threshold, float) and np.isnan(threshold):
            threshold = np.iinfo(np.intp).max
        return function(precision, threshold, **options)

    return set_printoptions
