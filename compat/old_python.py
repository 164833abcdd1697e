"""The names that Python 3, and its later versions, lost: built-in names, modules, functions."""

import builtins
import fractions
import functools
import importlib
import math
import random
import sys
import types
from collections import abc

from compat.old_methods import keyed

__all__ = ["FUNCTIONS", "INSTEAD", "builtins_for", "restore"]


# Built-in names. A script's alone: other modules tell Python 2 by whether `unicode`, say, exists.


def _execfile(path, names=None, local=None):
    names = sys._getframe(1).f_globals if names is None else names
    with open(path, "rb") as file:
        exec(compile(file.read(), path, "exec"), names, local)


def _reload(module):
    module = importlib.reload(module)
    if module is sys:
        sys.setdefaultencoding = lambda name: None  # it is UTF-8 whatever is set
    return module


_LOST = {
    "basestring": str,
    "cmp": lambda left, right: (left > right) - (left < right),
    "execfile": _execfile,
    "file": open,
    "intern": sys.intern,
    "long": int,
    "raw_input": input,
    "reduce": functools.reduce,
    "reload": _reload,
    "unichr": chr,
    "unicode": str,
    "xrange": range,
}

INSTEAD = {
    "basestring": "str",
    "execfile": "exec(open(path).read())",
    "long": "int",
    "raw_input": "input",
    "reduce": "functools.reduce",
    "reload": "importlib.reload",
    "unichr": "chr",
    "unicode": "str",
    "xrange": "range",
}
"""Built-in names by whose use a script shows that it was written for Python 2, and today's."""


def _listing(function):
    @functools.wraps(function, updated=())
    def listing(*arguments):
        return list(function(*arguments))

    return listing


def _round(number, ndigits=0):
    """The float that is nearest; of two that are as near, the one away from zero."""
    number = float(number)
    if not math.isfinite(number):
        return number
    unit = fractions.Fraction(10) ** -ndigits
    units = math.floor(abs(fractions.Fraction(number)) / unit + fractions.Fraction(1, 2))
    return math.copysign(float(units * unit), number)


_MEANT_ELSE = {
    "filter": _listing(filter),
    "input": lambda prompt="": eval(input(prompt), sys._getframe(1).f_globals),
    "map": _listing(map),
    "range": _listing(range),
    "round": _round,
    "sorted": lambda iterable, *by, **named: sorted(iterable, **keyed(*by, **named)),
    "zip": _listing(zip),
}


def builtins_for(*, python_2: bool) -> types.ModuleType:
    """Returns a module of built-in names for a script, in which those that Python lost answer.

    python_2: `filter`, `map`, `range` and `zip` return lists, `round` a float, away from
        zero in the middle, `sorted` takes a function that compares, and `input` evaluates what was
        typed.
    """
    module = types.ModuleType("builtins", builtins.__doc__)
    vars(module).update(vars(builtins) | _LOST | (_MEANT_ELSE if python_2 else {}))
    return module


# Modules and their functions, for the process.

_MODULES = {
    "ConfigParser": "configparser",
    "HTMLParser": "html.parser",
    "Queue": "queue",
    "StringIO": "io",
    "__builtin__": "builtins",
    "cStringIO": "io",
    "commands": "subprocess",
    "copy_reg": "copyreg",
    "httplib": "http.client",
    "thread": "_thread",
    "urllib2": "urllib.request",
    "urlparse": "urllib.parse",
    "xml.etree.cElementTree": "xml.etree.ElementTree",
}

FUNCTIONS = {
    "base64.decodestring": "base64.decodebytes",
    "base64.encodestring": "base64.encodebytes",
    "fractions.gcd": "math.gcd",
    "itertools.ifilter": "builtins.filter",
    "itertools.imap": "builtins.map",
    "itertools.izip": "builtins.zip",
    "itertools.izip_longest": "itertools.zip_longest",
    "os.getcwdu": "os.getcwd",
    "string.atof": "builtins.float",
    "string.atoi": "builtins.int",
    "string.letters": "string.ascii_letters",
    "string.lowercase": "string.ascii_lowercase",
    "string.uppercase": "string.ascii_uppercase",
    "sys.maxint": "sys.maxsize",
    "time.clock": "time.process_time",
    "urllib.quote": "urllib.parse.quote",
    "urllib.unquote": "urllib.parse.unquote",
    "urllib.urlencode": "urllib.parse.urlencode",
    "urllib.urlopen": "urllib.request.urlopen",
    "urllib.urlretrieve": "urllib.request.urlretrieve",
}
"""Old dotted name of a module's member, and what it is called now."""

FUNCTIONS |= {
    f"string.{name}": f"builtins.str.{name}"
    for name in ("find", "lower", "maketrans", "replace", "split", "strip", "upper", "zfill")
}
FUNCTIONS |= {f"collections.{name}": f"collections.abc.{name}" for name in abc.__all__}


def restore() -> None:
    """Gives the modules of Python's library, for this process, what they had.

    Whatever is there stays as it is, but that `random.sample` takes a set, and `random.shuffle` a
    source of numbers, as both did before 3.11.
    """
    for old, new in _MODULES.items():
        sys.modules.setdefault(old, importlib.import_module(new))
    sys.modules.setdefault("cPickle", _pickle())
    for old, new in FUNCTIONS.items():
        module, _, name = old.rpartition(".")
        _add(importlib.import_module(module), name, _resolve(new))
    inspect = importlib.import_module("inspect")
    _add(inspect, "getargspec", _getargspec)
    _add(importlib.import_module("string"), "join", lambda words, sep=" ": sep.join(words))
    random.sample = _of_sets(random.sample)
    random.shuffle = _with_source(random.shuffle)


def _add(module: types.ModuleType, name: str, value: object) -> None:
    if not hasattr(module, name):
        setattr(module, name, value)


def _of_sets(function):
    @functools.wraps(function)
    def sample(population, k, **options):
        if isinstance(population, abc.Set):
            population = tuple(population)
        return function(population, k, **options)

    return sample


def _with_source(function):
    @functools.wraps(function)
    def shuffle(x, random=None):
        if random is None:
            return function(x)
        for last in reversed(range(1, len(x))):
            other = int(random() * (last + 1))
            x[last], x[other] = x[other], x[last]

    return shuffle


def _resolve(dotted: str):
    module, *names = dotted.split(".")
    found = importlib.import_module(module)
    for name in names:
        module = f"{module}.{name}"
        found = getattr(found, name, None) or importlib.import_module(module)
    return found


def _pickle() -> types.ModuleType:
    """`pickle`, which reads the strings and arrays that Python 2 wrote."""
    import pickle

    module = types.ModuleType("cPickle", pickle.__doc__)
    vars(module).update({name: getattr(pickle, name) for name in pickle.__all__})
    module.load = functools.partial(pickle.load, encoding="latin1")
    module.loads = functools.partial(pickle.loads, encoding="latin1")
    return module


def _getargspec(function):
    """Returns args, varargs, keywords and defaults of a function, as Python before 3.11 did."""
    from collections import namedtuple
    from inspect import getfullargspec

    specification = namedtuple("ArgSpec", "args varargs keywords defaults")
    return specification(*getfullargspec(function)[:4])
