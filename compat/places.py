"""Private modules of TensorFlow 1 that scripts import from, and the public name spaces meant."""

import importlib
import sys
import types

__all__ = ["AS_THEY_WERE", "PLACES", "public", "stand_in"]


def _below(package: str, public: str, *modules: str) -> dict[str, str]:
    return {f"tf.{package}.{module}": public for module in modules}


_LARGER = {
    **_below("python.framework", "tf", "constant_op", "ops"),
    **_below(
        "python.ops",
        "tf",
        *("array_ops", "control_flow_ops", "data_flow_ops", "functional_ops", "init_ops"),
        *("linalg_ops", "logging_ops", "math_ops", "random_ops", "sparse_ops", "state_ops"),
        *("tensor_array_ops", "variable_scope", "variables"),
    ),
    **_below(
        "python.ops",
        "tf.nn",
        *("candidate_sampling_ops", "ctc_ops", "embedding_ops", "nn", "nn_impl", "nn_ops"),
    ),
    **_below("python.ops", "tf.raw_ops", "gen_array_ops", "gen_math_ops", "gen_nn_ops"),
    "tf.python.training.training_ops": "tf.raw_ops",
    "tf.python.util.nest": "tf.nest",
}
"""Those of `PLACES` that are there today, with less than they had and more than is public."""

PLACES = {
    **_below("models.rnn", "tf.nn", "rnn"),
    **_below("models.rnn", "tf.nn.rnn_cell", "linear", "rnn_cell"),
    **_below("models.rnn", "tf.nn.seq2seq", "seq2seq"),
    "tf.python.estimator": "tf.estimator",
    **_below("python.estimator", "tf.estimator", "estimator", "model_fn", "run_config", "training"),
    "tf.python.estimator.inputs": "tf.estimator.inputs",
    **_below("python.estimator.inputs", "tf.estimator.inputs", "inputs", "numpy_io", "pandas_io"),
    **_below("python.framework", "tf.graph_util", "graph_util"),
    **_below("python.layers", "tf.layers", "convolutional", "core", "normalization", "pooling"),
    **_below("python.ops", "tf.nn", "rnn"),
    **_below("python.ops", "tf.nn.rnn_cell", "rnn_cell", "rnn_cell_impl"),
    **_below("python.ops", "tf.nn.seq2seq", "seq2seq"),
    **_below("contrib.crf.python.ops", "tf.contrib.crf", "crf"),
    **_below(
        "contrib.data.python.ops",
        "tf.contrib.data",
        *("batching", "error_ops", "grouping", "interleave_ops", "resampling", "shuffle_ops"),
    ),
    **_below("contrib.factorization.python.ops", "tf.contrib.factorization", "clustering_ops"),
    "tf.contrib.framework.python.ops": "tf.contrib.framework",
    **_below("contrib.framework.python.ops", "tf.contrib.framework", "arg_scope", "variables"),
    **_below("contrib.image.python.ops", "tf.contrib.image", "image_ops"),
    "tf.contrib.layers.python.layers": "tf.contrib.layers",
    **_below(
        "contrib.layers.python.layers",
        "tf.contrib.layers",
        *("encoders", "embedding_ops", "feature_column", "initializers", "layers", "optimizers"),
        *("regularizers", "summaries", "utils"),
    ),
    "tf.contrib.learn.python.learn": "tf.contrib.learn",
    "tf.contrib.learn.python.learn.estimators": "tf.contrib.learn",
    **_below(
        "contrib.learn.python.learn.estimators",
        "tf.contrib.learn",
        *("estimator", "model_fn", "run_config"),
    ),
    **_below("contrib.learn.python.learn", "tf.contrib.learn", "graph_actions"),
    **_below("contrib.learn.python.learn", "tf.contrib.learn.models", "models"),
    "tf.contrib.learn.python.learn.datasets": "tf.contrib.learn.datasets",
    "tf.contrib.learn.python.learn.datasets.base": "tf.contrib.learn.datasets.base",
    "tf.contrib.learn.python.learn.datasets.mnist": "tf.contrib.learn.datasets.mnist",
    **_below("contrib.legacy_seq2seq.python.ops", "tf.contrib.legacy_seq2seq", "seq2seq"),
    **_below("contrib.lookup", "tf.contrib.lookup", "lookup_ops"),
    **_below(
        "contrib.opt.python.training",
        "tf.contrib.opt",
        *("external_optimizer", "lazy_adam_optimizer", "moving_average_optimizer"),
        *("nadam_optimizer", "weight_decay_optimizers"),
    ),
    # Until 1.1, it was also called without `python.ops`.
    **_below("contrib.rnn", "tf.nn.rnn_cell", "core_rnn_cell"),
    **_below("contrib.rnn.python.ops", "tf.nn.rnn_cell", "core_rnn_cell", "core_rnn_cell_impl"),
    **_below(
        "contrib.rnn.python.ops",
        "tf.contrib.rnn",
        *("core_rnn", "gru_ops", "lstm_ops", "rnn", "rnn_cell"),
    ),
    **_below(
        "contrib.seq2seq.python.ops",
        "tf.contrib.seq2seq",
        *("attention_wrapper", "basic_decoder", "beam_search_decoder", "decoder", "helper", "loss"),
    ),
    "tf.contrib.slim.python.slim": "tf.contrib.slim",
    **_below("contrib.slim.python.slim", "tf.contrib.slim", "learning"),
    **_LARGER,
}
"""The dotted name of each private module, packages first, and of the name space."""

AS_THEY_WERE = frozenset({"tf.graph_util", "tf.nest", "tf.raw_ops"})
"""The name spaces among them that `tf.compat.v1` has with all their names."""

_TODAY_FIRST = frozenset(
    {
        "tf.python.framework.ops",
        "tf.python.ops.state_ops",  # by which TensorFlow's own `is_variable_initialized` goes
        "tf.python.ops.variables",
        *(old for old, space in _LARGER.items() if space in ("tf.nest", "tf.raw_ops")),
    }
)
"""Those of `_LARGER` whose functions and classes do all that the public ones do, and more."""

_MOVED = {"tf.python.training.training_ops": "tensorflow.python.ops.gen_training_ops"}
_RENAMED = {
    "tf.python.util.nest.is_sequence": "is_nested",
    "tf.python.util.nest.is_sequence_or_composite": "is_nested_or_composite",
}


def public(dotted: str) -> str:
    """Returns a name as it is below its public name space, or as it was given.

    It stays as it is where its module has more than is public.

    >>> public("tf.python.ops.rnn_cell.LSTMCell")
    'tf.nn.rnn_cell.LSTMCell'
    """
    place, rest = dotted, ""
    while "." in place:
        if place in PLACES and place not in _LARGER:
            return PLACES[place] + rest
        place, _, name = place.rpartition(".")
        rest = f".{name}{rest}"
    return dotted


def stand_in(old: str, tf: types.ModuleType) -> types.ModuleType:
    """Makes the module `old` of `PLACES` importable, below the `tensorflow` of this process.

    It answers with what its public name space has, and then with what today's module of its name
    has, if there is one. Its parents, where TensorFlow has none, become packages with nothing else.
    """
    name = old.replace("tf.", "tensorflow.", 1)
    private = _module(_MOVED.get(old, name))
    module = types.ModuleType(name, f"What TensorFlow 1 had in `{old}`: see `{PLACES[old]}`.")

    def __getattr__(attribute: str):
        if attribute == "__all__":
            return _starred(old, _space(old, tf))
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        if private is not None and not hasattr(_space(old, tf), attribute):
            return getattr(private, attribute)
        return getattr(_space(old, tf), attribute)

    if private is not None and old in _LARGER:
        __getattr__ = _of_larger(module, old, private, tf)
    module.__getattr__ = __getattr__
    module.__path__ = []
    sys.modules[name] = module
    _into_parents(module)
    return module


def _of_larger(module: types.ModuleType, old: str, private: types.ModuleType, tf):
    """How to look up what a module of `_LARGER` had: in its name space, in today's module, in `tf`.

    The public ones are those of 1.x, and of 0.x: `reduce_sum` takes `keep_dims`, `concat` either
    order, the cross-entropies logits first. What is found stays, as TensorFlow itself comes here.
    """
    space = _space(old, tf)
    places = [private, space, tf] if old in _TODAY_FIRST else [space, private, tf]

    def __getattr__(attribute: str):
        if attribute == "__all__":
            there = {*dir(private), *(dir(space) if space is tf.nn else ())}
            return sorted(name for name in there if not name.startswith("_"))
        now = _RENAMED.get(f"{old}.{attribute}", attribute)
        if isinstance(imported := vars(private).get(now), types.ModuleType):
            return sys.modules.get(imported.__name__, imported)
        if now.startswith("_"):
            if space is tf.raw_ops and not hasattr(private, now):  # these were hidden until 1.6
                now = now.removeprefix("_")
            return getattr(private, now)
        value = getattr(next((place for place in places if now in dir(place)), private), now)
        setattr(module, attribute, value)
        return value

    return __getattr__


def _starred(old: str, space) -> list[str]:
    """What `from … import *` binds; of tf.nn, which is more than its module `rnn` was, a part."""
    there = [name for name in dir(space) if not name.startswith("_")]
    return [name for name in there if "rnn" in name] if PLACES[old] == "tf.nn" else there


def _module(name: str) -> types.ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _space(old: str, tf: types.ModuleType):
    space = tf
    for name in PLACES[old].split(".")[1:]:
        space = getattr(space, name)
    return space


def _into_parents(module: types.ModuleType) -> None:
    parent_name, _, name = module.__name__.rpartition(".")
    parent = sys.modules.get(parent_name)
    if parent is None:
        parent = types.ModuleType(parent_name)
        parent.__path__ = []
        sys.modules[parent_name] = parent
        _into_parents(parent)
    # A name space of ours stays as it is; `from` and `import` look into `sys.modules`, too.
    if parent.__name__ == parent_name and parent_name != "tensorflow":
        setattr(parent, name, module)
    else:
        sys.modules[f"{parent.__name__}.{name}"] = module
