"""Turns this process into one of TensorFlow 1: what its scripts import, seeds, threads, notices."""

import functools
import os
import sys
import types
import warnings
from collections.abc import Callable

from compat import old_keras, old_python, places, quiet, surroundings
from compat.names import NAMES, Kind

__all__ = ["become_tensorflow_1"]


def become_tensorflow_1(
    *,
    seed: int | None = None,
    threads: int | None = None,
    data_dir: str | None = None,
    verbose: bool = False,
) -> None:
    """Loads TensorFlow; from now on, `import tensorflow` gives `compat.tf` in this process.

    What Python and NumPy have lost since is there again, flags may be defined twice, `plt.show()`
    needs no display, Keras finds MNIST, checkpoints find their folder, dimensions may be floats:
    see `compat.old_python`, `compat.old_numpy` and `compat.surroundings`.

    There is no way back, so this is for a process that is started to run one script.

    seed: the graph-level seed of each graph from here on, the default graph included, and of eager
        mode, until the script sets one itself; None: none.
    threads: the inter-op threads of each session, and of eager mode, from here on, with one
        intra-op thread, whatever the script configures; None: as the script configures it.
    data_dir: where `read_data_sets` reads MNIST; None: where it finds it.
    verbose: show deprecation notices and TensorFlow's start-up messages.
    """
    # tf.keras and tf.layers are those of TensorFlow 1 under legacy Keras only.
    os.environ["TF_USE_LEGACY_KERAS"] = "1"
    if verbose:
        os.environ["TF_CPP_MIN_LOG_LEVEL"] = "0"
    else:
        for category in (DeprecationWarning, PendingDeprecationWarning, FutureWarning):
            warnings.filterwarnings("ignore", category=category)
    from compat import old_numpy, tf

    tf.examples.tutorials.mnist.input_data.DATA_DIR = data_dir
    _alias_modules()
    _lend_keras()
    old_python.restore()
    old_numpy.restore()
    surroundings.needs_no_display()
    surroundings.needs_no_notebook()
    surroundings.keras_finds_mnist(data_dir)
    surroundings.flags_may_be_defined_again()
    surroundings.checkpoints_find_their_folder()
    surroundings.dimensions_are_what_they_were()
    surroundings.sparse_tensors_take_a_shape()
    quiet.log_once()
    if seed is not None:
        _seed_graphs(seed)
    if threads is not None:
        _bound_threads(threads)


def _alias_modules() -> None:
    """Puts `compat.tf` and the name spaces below it in the place of `tensorflow` and below it.

    Modules that have imported TensorFlow keep the real one. `tensorflow` gets a module of its own,
    because importing a submodule goes by the name and the path of its parent, and sets an attribute
    of it; that leaves `compat.tf` as it is.
    """
    import tensorflow

    from compat import tf
    from compat._v1 import v1

    stand_in = types.ModuleType("tensorflow", tf.__doc__)
    vars(stand_in).update(
        {name: getattr(tf, name) for name in tf.__all__},
        compat=tensorflow.compat,
        core=sys.modules["tensorflow.core"],
        python=sys.modules["tensorflow.python"],
        __getattr__=tf.__getattr__,
        __dir__=tf.__dir__,
        __file__=tensorflow.__file__,
        __spec__=tensorflow.__spec__,
        # TensorFlow 1's first: `import tensorflow.layers` looks here.
        __path__=[*v1.__path__, *tensorflow.__path__],
    )
    sys.modules["tensorflow"] = stand_in
    for name, module in list(sys.modules.items()):
        package, _, rest = name.partition(".")
        if package == "compat" and rest.split(".")[0] in tf.__all__:
            sys.modules[f"tensorflow.{rest}"] = module
    for old, space in places.PLACES.items():
        if space in places.AS_THEY_WERE or any(
            name.old.startswith(f"{space}.") and name.kind is not Kind.ABSENT for name in NAMES
        ):
            places.stand_in(old, stand_in)


def _lend_keras() -> None:
    """Lets `import keras`, which was Keras 2 then, give `tf.keras`; Keras 3 knows no graphs.

    So do the modules below it that Keras 2 had.
    """
    from tf_keras.api._v1 import keras

    if sys.modules.setdefault("keras", keras) is keras:
        old_keras.restore(keras)


def _seed_graphs(seed: int) -> None:
    from compat._v1 import v1

    initialize = v1.Graph.__init__

    @functools.wraps(initialize)
    def initialize_with_seed(graph, *args, **kwargs):
        initialize(graph, *args, **kwargs)
        if type(graph) is v1.Graph:  # the graph of a function takes its seed from the outer one
            graph.seed = seed

    v1.Graph.__init__ = initialize_with_seed
    _in_each_context(lambda context: context._set_global_seed(seed))  # of eager mode
    v1.reset_default_graph()  # if there is one already, it has no seed


def _bound_threads(threads: int) -> None:
    from tensorflow.python.client.session import BaseSession

    from compat._v1 import v1

    def bound(context):
        """For eager mode, and for sessions without a configuration of their own."""
        context.inter_op_parallelism_threads = threads
        context.intra_op_parallelism_threads = 1

    initialize = BaseSession.__init__

    @functools.wraps(initialize)
    def initialize_with_threads(session, target="", graph=None, config=None):
        if isinstance(config, v1.ConfigProto):
            bounded = v1.ConfigProto()
            bounded.CopyFrom(config)
            bounded.inter_op_parallelism_threads = threads
            bounded.intra_op_parallelism_threads = 1
            config = bounded
        initialize(session, target, graph, config)

    _in_each_context(bound)
    BaseSession.__init__ = initialize_with_threads


def _in_each_context(prepare: Callable[[object], None]) -> None:
    """Has the process's context prepared when the script's first call makes it.

    Made here, it would be one of graph mode, and the script could not enable eager mode any more.
    """
    from tensorflow.python.eager.context import Context

    initialize = Context.__init__

    @functools.wraps(initialize)
    def initialize_prepared(context, *args, **kwargs):
        initialize(context, *args, **kwargs)
        prepare(context)

    Context.__init__ = initialize_prepared
