"""What a script finds around it: a display or none, flags of its own, folders for checkpoints."""

import functools
import importlib
import os
import sys
import warnings

__all__ = [
    "NoNotebook",
    "checkpoints_find_their_folder",
    "displayed",
    "flags_may_be_defined_again",
    "keras_finds_mnist",
    "needs_no_display",
]


class NoNotebook:
    """Answers `get_ipython()` in a notebook that was saved as a script: its magics do nothing."""

    def magic(self, line):
        """`%matplotlib inline`, as it was saved before IPython 7."""

    def run_line_magic(self, name, line):
        """`%matplotlib inline`."""

    def system(self, command):
        """`!pip install …`."""


def displayed() -> bool:
    """Whether there is a display, for all that is known."""
    return sys.platform != "linux" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))


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
    free; and a notebook's cell that runs twice defines its flags twice. `FLAGS._parse_flags()` of
    that time answers, too.
    """
    from absl import flags

    define = flags.FlagValues.__setitem__

    @functools.wraps(define)
    def define_again(values, name, flag):
        if isinstance(flag, flags.Flag):
            flag.allow_override = True
        define(values, name, flag)

    flags.FlagValues.__setitem__ = define_again
    flags.FlagValues._parse_flags = lambda values: values(sys.argv, known_only=True)


def keras_finds_mnist(data_dir: str | None = None) -> None:
    """Lets `keras.datasets.mnist.load_data()` read MNIST where it is: see `compat.mnist.find`.

    Keras knows one address to download it from, and one place of its own to keep it.
    """
    import numpy as np

    from compat.mnist import arrays, find

    def load_data(path="mnist.npz"):
        data = arrays.load(find.find(data_dir))
        return (
            (np.array(data.train_images[..., 0]), np.array(data.train_labels)),
            (np.array(data.test_images[..., 0]), np.array(data.test_labels)),
        )

    for package in ("api._v1.keras", "src"):
        importlib.import_module(f"tf_keras.{package}.datasets.mnist").load_data = load_data


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
