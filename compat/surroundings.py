"""What a script finds around it: a display, a notebook, MNIST for Keras, flags, folders, shapes."""

import functools
import importlib.util
import numbers
import os
import sys
import types
import warnings

__all__ = [
    "NoNotebook",
    "checkpoints_find_their_folder",
    "dimensions_are_what_they_were",
    "displayed",
    "flag_values",
    "flags_may_be_defined_again",
    "keras_finds_mnist",
    "needs_no_display",
    "needs_no_notebook",
    "sparse_tensors_take_a_shape",
]


class NoNotebook:
    """Answers `get_ipython()` in a notebook that was saved as a script: its magics do nothing.

    It is false, by which libraries such as matplotlib tell that no IPython runs.
    """

    def __bool__(self):
        return False

    def magic(self, line):
        """`%matplotlib inline`, as it was saved before IPython 7."""

    def run_line_magic(self, name, line):
        """`%matplotlib inline`."""

    def system(self, command):
        """`!pip install …`."""


def displayed() -> bool:
    """Whether there is a display, for all that is known."""
    return sys.platform != "linux" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))


def needs_no_notebook() -> None:
    """Lets `import IPython` succeed where it is not installed, for what a notebook shows.

    `display` prints; a picture, a page of HTML and its like are their names; the rest does nothing.
    """
    if importlib.util.find_spec("IPython"):
        return
    display = types.ModuleType("IPython.display", "What a notebook shows, without a notebook.")
    display.display = print
    display.__getattr__ = _of_a_notebook
    core = types.ModuleType("IPython.core")
    core.display = display
    core.__path__ = []
    ipython = types.ModuleType("IPython")
    ipython.__path__ = []
    vars(ipython).update(core=core, display=display, get_ipython=NoNotebook)
    ipython.version_info = (9, 0, 0)  # matplotlib asks, and helps older ones
    sys.modules.update(
        {
            "IPython": ipython,
            "IPython.core": core,
            "IPython.core.display": display,
            "IPython.display": display,
        }
    )


def _of_a_notebook(name: str):
    """`Image` and its like, classes; `clear_output` and its like, functions."""
    if name.startswith("__"):
        raise AttributeError(name)
    if not name[0].isupper():
        return lambda *args, **kwargs: None
    return type(name, (), {"__init__": lambda self, *args, **kwargs: None})


def keras_finds_mnist(data_dir: str | None = None) -> None:
    """Lets `tf.keras.datasets.mnist.load_data` find MNIST where `read_data_sets` does.

    Keras' own file of it is taken where it has been downloaded already.
    data_dir: where MNIST is; None: see `compat.mnist.find`.
    """
    places = [
        importlib.import_module(f"tf_keras.{package}.datasets.mnist")
        for package in ("api._v1.keras", "src")
    ]
    download = places[0].load_data

    @functools.wraps(download)
    def load_data(path="mnist.npz"):
        from compat.mnist.arrays import load
        from compat.mnist.find import find

        kept = os.environ.get("KERAS_HOME") or os.path.join(os.path.expanduser("~"), ".keras")
        if data_dir is None and os.path.exists(os.path.join(kept, "datasets", path)):
            return download(path)
        data = load(find(data_dir))
        return (
            (data.train_images[..., 0].copy(), data.train_labels.copy()),
            (data.test_images[..., 0].copy(), data.test_labels.copy()),
        )

    for mnist in places:
        mnist.load_data = load_data


def needs_no_display() -> None:
    """Lets `plt.show()` return at once where there is no display, unless a backend was chosen.

    matplotlib reads `MPLBACKEND` when it is imported; it need not be there.
    """
    if not displayed():
        os.environ.setdefault("MPLBACKEND", "Agg")
        warnings.filterwarnings("ignore", message=".*non-interactive, and thus cannot be shown")


def flags_may_be_defined_again() -> None:
    """Lets a script define any flag: one of absl's own (`log_dir`), or one that it has defined.

    The last definition holds. Before TensorFlow 1.5, whose flags were not absl's, absl's names were
    free; and a notebook's cell that runs twice defines its flags twice. What else there was then
    answers, too: a default of any type (`DEFINE_integer("size", np.inf, "")`), `FLAGS.new = 3` for
    a flag that is not defined, and `FLAGS._parse_flags()`.
    """
    from absl import flags

    define = flags.FlagValues.__setitem__
    parse_default = flags.Flag._parse_from_default

    @functools.wraps(define)
    def define_again(values, name, flag):
        if isinstance(flag, flags.Flag):
            flag.allow_override = True
        define(values, name, flag)

    def as_it_is(flag, value):
        try:
            return parse_default(flag, value)
        except flags.IllegalFlagValueError:
            if isinstance(value, str):  # argparse parsed it, too
                raise
            return value

    def define_unknown(values, name, value):
        flags.DEFINE_flag(flags.Flag(flags.ArgumentParser(), None, name, value, ""), values)
        return value

    flags.FlagValues.__setitem__ = define_again
    flags.FlagValues._set_unknown_flag = define_unknown
    flags.Flag._parse_from_default = as_it_is
    flags.FlagValues._parse_flags = lambda values: values(sys.argv, known_only=True)


def flag_values(holder):
    """`FLAGS.__flags` as until TensorFlow 1.4: the values of the script's flags, by their names.

    Since then it has the flags themselves, also those of the libraries.
    """
    flags = getattr(holder, "__flags")
    absl = sys.modules.get("absl.flags")
    if not (absl and isinstance(flags, dict) and hasattr(holder, "flags_by_module_dict")):
        return flags
    return {
        flag.name: flag.value
        for module, defined in holder.flags_by_module_dict().items()
        if module.partition(".")[0] not in ("absl", "tensorflow")
        for flag in defined
    }


def checkpoints_find_their_folder() -> None:
    """Lets `Saver.save` make the folders that it writes to; TensorFlow makes the innermost only.

    A path with a drive (`D:\\logs\\model`) is like any other: on Linux and macOS its backslashes
    are part of a file's name in the working directory.
    """
    from compat._v1 import v1

    save = v1.train.Saver.save

    @functools.wraps(save)
    def save_in_folder(saver, sess, save_path, *args, **kwargs):
        if "://" not in os.fspath(save_path):
            os.makedirs(os.path.dirname(save_path) or ".", exist_ok=True)
        return save(saver, sess, save_path, *args, **kwargs)

    v1.train.Saver.save = save_in_folder


def dimensions_are_what_they_were() -> None:
    """Lets 28.0 be a dimension, and the state size of an LSTM, as both were in TensorFlow 1.

    `tf.placeholder("float", [None, 784 / 28])` is what Python 3 makes of a division that Python 2
    did with integers. `tf.zeros([batch_size, lstm.state_size])` is of 0.x: up to 0.10 that size was
    an int, and its cells still take a state in one tensor.
    """
    from tensorflow.python.framework.tensor_shape import Dimension

    from compat._v1 import v1

    initialize, zeros = Dimension.__init__, v1.zeros

    def joined(size):
        return sum(v1.nest.flatten(size)) if isinstance(size, tuple) else size

    @functools.wraps(zeros)
    def zeros_of_a_state(shape, *args, **kwargs):
        if isinstance(shape, list | tuple):
            shape = [joined(size) for size in shape]
        return zeros(shape, *args, **kwargs)

    @functools.wraps(initialize)
    def initialize_whole(dimension, value):
        value = joined(value)
        if isinstance(value, numbers.Real) and not isinstance(value, numbers.Integral):
            if value != int(value):
                raise ValueError(f"Ambiguous dimension: {value}")
            value = int(value)
        initialize(dimension, value)

    Dimension.__init__ = initialize_whole
    v1.zeros = zeros_of_a_state


def sparse_tensors_take_a_shape() -> None:
    """Lets `SparseTensor(…, shape=…)` be what it was before 1.0 called it `dense_shape`."""
    from compat._v1 import v1

    initialize = v1.SparseTensor.__init__

    @functools.wraps(initialize)
    def initialize_shaped(tensor, *args, **kwargs):
        if "shape" in kwargs:
            kwargs["dense_shape"] = kwargs.pop("shape")
        initialize(tensor, *args, **kwargs)

    v1.SparseTensor.__init__ = initialize_shaped
