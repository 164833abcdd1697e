"""The names that NumPy lost, and the calls whose meaning it changed."""

import functools

import numpy as np

__all__ = ["restore"]

_LOST = {
    "Inf": np.inf,
    "Infinity": np.inf,
    "NAN": np.nan,
    "NINF": -np.inf,
    "NaN": np.nan,
    "PINF": np.inf,
    "alltrue": np.all,
    "asfarray": lambda a, dtype=float: np.asarray(a, dtype),
    "asscalar": lambda a: a.item(),
    "bool": bool,
    "bool8": np.bool_,
    "cfloat": np.complex128,
    "complex": complex,
    "complex_": np.complex128,
    "cumproduct": np.cumprod,
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
    "singlecomplex": np.complex64,
    "sometrue": np.any,
    "str": str,
    "string_": np.bytes_,
    "trapz": getattr(np, "trapezoid", None) or vars(np).get("trapz"),
    "unicode": str,
    "unicode_": np.str_,
}


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
