"""Executes a script as Python itself would, and says in one line what keeps it from running."""

import importlib.util
import os
import re
import sys
import traceback
import types
from collections.abc import Sequence

from compat import division, modules, names, old_methods, places, rewriting
from compat.arguments import EXIT_INTERRUPTED
from compat.hints import hint
from compat.mnist import MnistError
from compat.source import BadInput, Script

__all__ = ["EXIT_UNCAUGHT", "run"]

EXIT_UNCAUGHT = 1

_INPUT_DATA = "compat.examples.tutorials.mnist.input_data"


def run(script: Script, arguments: Sequence[str]) -> int:
    """Executes `script` as `__main__`, in the place of the module that was; returns the exit code.

    arguments: what follows the script itself in its `sys.argv`.

    The exit code is 0, or after an uncaught exception 1, after Ctrl-C 130; their tracebacks, on
    stderr, begin in the script, and a line more says what to write instead, where that is known.
    Raises BadInput in the place of an exception about a name of TensorFlow 1 that is not covered,
    or about the MNIST data, and where a module of the script cannot be mended. SystemExit passes.
    """
    module = types.ModuleType("__main__")
    module.__file__ = script.file
    modules.prepare(module, script)
    sys.modules["__main__"] = module
    sys.argv = [script.path, *arguments]
    # In place of the working directory, which is there because of `python -m`.
    sys.path[0] = os.path.dirname(os.path.realpath(script.file))
    # Tutorials for TensorFlow 0.x came with this file.
    if importlib.util.find_spec("input_data") is None:
        sys.modules["input_data"] = importlib.import_module(_INPUT_DATA)
    try:
        with modules.mended(sys.path[0], script.python_2):
            exec(script.code, vars(module))
    except (SystemExit, BadInput):  # bad is a module of the script
        raise
    except BaseException as error:
        error.__traceback__ = _of_the_script(error.__traceback__.tb_next)
        if bad_input := _bad_input(error, script):
            raise bad_input from error
        _show(error)
        if word := hint(error):
            print(f"{_where(error, script)}: {word}", file=sys.stderr)
        return EXIT_INTERRUPTED if isinstance(error, KeyboardInterrupt) else EXIT_UNCAUGHT
    return 0


def _of_the_script(trace: types.TracebackType) -> types.TracebackType:
    """A traceback without the calls that were put in."""
    put_in = (vars(division), vars(modules), vars(old_methods), vars(rewriting))
    last = trace
    while last.tb_next:
        if any(last.tb_next.tb_frame.f_globals is names for names in put_in):
            last.tb_next = last.tb_next.tb_next
        else:
            last = last.tb_next
    return trace


def _show(error: BaseException) -> None:
    # Python's own hook reads the lines from the file; `traceback` takes those that run.
    own = sys.excepthook is not sys.__excepthook__
    show = sys.excepthook if own else traceback.print_exception
    show(type(error), error, error.__traceback__)


def _bad_input(error: BaseException, script: Script) -> BadInput | None:
    if isinstance(error, MnistError):
        return BadInput(str(error))
    if missing := _missing_name(error):
        return BadInput(missing, _where(error, script))
    return None


_STANDS_FOR_TF = re.compile(
    r"""
    ( tensorflow\._api\.v2\.compat\.v1
    | tf_keras\.api\._v1\.keras\.__internal__\.legacy  # layers, for example
    | tf_keras\.api\._v1
    | tensorflow
    | compat
    )(?=\.|$)
    """,
    re.VERBOSE,
)
"""What the name of a module begins with, where a script would write `tf`."""


def _missing_name(error: BaseException) -> str | None:
    """Says which name of TensorFlow 1 is not covered, if that is what `error` is about.

    `names.missing` is not all there is to see: an import statement puts an error of its own in the
    place of an AttributeError, and of their missing names TensorFlow's own modules say less.
    """
    others = ()
    match error:
        case AttributeError(obj=types.ModuleType() as there, name=str(name)):
            module, others = there.__name__, dir(there)
        case AttributeError() if names.NOT_COVERED in str(error):  # of a class
            return str(error)
        case ModuleNotFoundError(name=str(dotted)):
            module, _, name = dotted.rpartition(".")
        case ImportError(name=str(module)) if said := re.search(r"import name '(\w+)'", str(error)):
            name = said[1]
        case _:
            return None
    if not _STANDS_FOR_TF.match(module):
        return None
    space = places.public(_STANDS_FOR_TF.sub("tf", module, count=1))
    return str(names.missing(space, name, others))


def _where(error: BaseException, script: Script) -> str:
    """The file and line that ask for a name, not those that look it up."""
    looks_up = {"compat", "importlib", "tensorflow"}
    *_, (file, line) = (
        (frame.f_code.co_filename, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_globals.get("__name__", "").partition(".")[0] not in looks_up
    )
    return f"{script.path if file == script.file else file}:{line}"
