"""What Keras 2 still took of Keras 1, with a warning: other keywords, a kernel as two numbers.

Keras 2 is what `import keras` gave. `tf.keras` never took them, and of `Conv2D(32, 3, 3)` the last
number was its stride; so this is for scripts that import Keras itself.
"""

import ast
import functools
import inspect
import types

__all__ = ["imported_by", "understand"]

_LAYERS = {
    "U_regularizer": ("recurrent_regularizer",),
    "W_constraint": ("kernel_constraint", "embeddings_constraint"),
    "W_regularizer": ("kernel_regularizer", "embeddings_regularizer"),
    "b_constraint": ("bias_constraint",),
    "b_regularizer": ("bias_regularizer",),
    "beta_init": ("beta_initializer",),
    "bias": ("use_bias",),
    "border_mode": ("padding",),
    "dim_ordering": ("data_format",),
    "dropout_U": ("recurrent_dropout",),
    "dropout_W": ("dropout",),
    "filter_length": ("kernel_size",),
    "gamma_init": ("gamma_initializer",),
    "init": ("kernel_initializer", "embeddings_initializer", "alpha_initializer"),
    "inner_activation": ("recurrent_activation",),
    "inner_init": ("recurrent_initializer",),
    "length": ("size",),
    "nb_filter": ("filters",),
    "output_dim": ("units",),
    "p": ("rate",),
    "pool_length": ("pool_size",),
    "sigma": ("stddev",),
    "stride": ("strides",),
    "subsample": ("strides",),
    "subsample_length": ("strides",),
}
"""Keywords of layers, and what they became: the first of them that a layer has."""

_ORDERINGS = {"tf": "channels_last", "th": "channels_first", "default": None}

_KERNELS = {
    "Conv2D": ("nb_row", "nb_col"),
    "Conv2DTranspose": ("nb_row", "nb_col"),
    "Conv3D": ("kernel_dim1", "kernel_dim2", "kernel_dim3"),
    "SeparableConv2D": ("nb_row", "nb_col"),
}
"""What the sizes of a kernel were called, which came one by one."""

_MODEL = {"input": "inputs", "output": "outputs"}
_TRAINING = {
    "max_q_size": "max_queue_size",
    "nb_epoch": "epochs",
    "nb_val_samples": "validation_steps",
    "nb_worker": "workers",
    "pickle_safe": "use_multiprocessing",
    "val_samples": "steps",
}


def imported_by(text: str) -> bool:
    """Whether a script imports `keras`, rather than what TensorFlow has of it."""
    if "keras" not in text:
        return False
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=aliases):
                dotted = [alias.name for alias in aliases]
            case ast.ImportFrom(module=str(module), level=0):
                dotted = [module]
            case _:
                continue
        if any(name.partition(".")[0] == "keras" for name in dotted):
            return True
    return False


@functools.cache
def understand() -> None:
    """From now on, the layers and models of this process take what they took in Keras 1."""
    from tf_keras.src.engine import functional, training, training_v1

    from compat._v1 import keras

    for layer in {x for x in vars(keras.layers).values() if isinstance(x, type)}:
        if "__init__" in vars(layer):
            _wrap(layer, "__init__", _of_layer(layer))
    for model in (training.Model, training_v1.Model, functional.Functional):
        _wrap(model, "__init__", lambda args, kwargs: (args, _renamed(kwargs, _MODEL)))
        for method in ("fit", "fit_generator", "evaluate_generator", "predict_generator"):
            if method in vars(model):
                _wrap(model, method, _of_training)
    new = training.Model.__new__
    training.Model.__new__ = staticmethod(
        lambda cls, *args, **kwargs: new(cls, *args, **_renamed(kwargs, _MODEL))
    )
    keras.backend.image_dim_ordering = _image_dim_ordering(keras)
    keras.backend.set_image_dim_ordering = lambda ordering: keras.backend.set_image_data_format(
        _ORDERINGS[ordering]
    )


def _wrap(of: type, name: str, translated) -> None:
    """Has a method called with what `translated` makes of its arguments and keywords."""
    method = vars(of)[name]

    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        args, kwargs = translated(args, kwargs)
        return method(self, *args, **kwargs)

    setattr(of, name, wrapper)


def _of_layer(layer: type):
    parameters = inspect.signature(layer.__init__).parameters
    became = {
        old: next(name for name in names if name in parameters)
        for old, names in _LAYERS.items()
        if old not in parameters and any(name in parameters for name in names)
    }
    sizes = _KERNELS.get(layer.__name__, ())

    def translated(args, kwargs):
        kwargs.pop("consume_less", None)  # of no effect on what is computed
        if "dim_ordering" in kwargs:
            kwargs["dim_ordering"] = _ORDERINGS[kwargs["dim_ordering"]]
        if sizes:
            args, kwargs = _with_kernel(args, kwargs, sizes)
        return args, _renamed(kwargs, became)

    return translated


def _with_kernel(args, kwargs, sizes):
    """The size of a kernel in one, where it came one by one."""
    # With these, Keras 2 refused the numbers; later versions take the last one for a stride.
    if not {"padding", "strides", "data_format"} & kwargs.keys():
        kernel = args[1 : 1 + len(sizes)]
        if len(kernel) == len(sizes) and all(isinstance(size, int) for size in kernel):
            return (args[0], kernel, *args[1 + len(sizes) :]), kwargs
    begun = args[1:2]  # Conv2D(32, 3, nb_col=3)
    if all(name in kwargs for name in sizes[len(begun) :]):
        kernel = (*begun, *(kwargs.pop(name) for name in sizes[len(begun) :]))
        kwargs["kernel_size"] = kernel
        args = args[:1]
    return args, kwargs


def _of_training(args, kwargs):
    if "samples_per_epoch" in kwargs:
        generator = args[0] if args else kwargs["generator"]
        samples = kwargs.pop("samples_per_epoch")
        kwargs["steps_per_epoch"] = samples // getattr(generator, "batch_size", 1)
    return args, _renamed(kwargs, _TRAINING)


def _renamed(kwargs: dict, names: dict[str, str]) -> dict:
    return {names.get(name, name): value for name, value in kwargs.items()}


def _image_dim_ordering(keras: types.ModuleType):
    return lambda: {"channels_last": "tf"}.get(keras.backend.image_data_format(), "th")
