"""`tf.estimator.export` of TensorFlow 1: what is said of an export, which does not happen here."""

from typing import Any, NamedTuple

from compat import names
from compat._v1 import v1

__all__ = [
    "ClassificationOutput",
    "PredictOutput",
    "RegressionOutput",
    "ServingInputReceiver",
    "TensorServingInputReceiver",
    "build_parsing_serving_input_receiver_fn",
    "build_raw_serving_input_receiver_fn",
]


class ClassificationOutput(NamedTuple):
    """The scores of classes, [batch, classes], or their names, or both."""

    scores: Any = None
    classes: Any = None


class _Outputs(NamedTuple):
    outputs: Any


class PredictOutput(_Outputs):
    """Tensors by name; one that has none is called "output"."""

    __slots__ = ()

    def __new__(cls, outputs):
        return super().__new__(cls, outputs if isinstance(outputs, dict) else {"output": outputs})


class RegressionOutput(NamedTuple):
    """Numbers, [batch, ...]."""

    value: Any


class ServingInputReceiver(NamedTuple):
    """The features of a model, by name, and what is fed for them."""

    features: Any
    receiver_tensors: Any
    receiver_tensors_alternatives: Any = None


class TensorServingInputReceiver(NamedTuple):
    """As `ServingInputReceiver`, of a model whose features are one tensor."""

    features: Any
    receiver_tensors: Any
    receiver_tensors_alternatives: Any = None


def build_raw_serving_input_receiver_fn(features, default_batch_size=None):
    """Returns a function that makes placeholders like the tensors in `features`.

    default_batch_size: None: of any number of rows.
    """

    def receive():
        placeholders = {
            name: v1.placeholder(tensor.dtype, [default_batch_size, *tensor.shape[1:]], name)
            for name, tensor in features.items()
        }
        return ServingInputReceiver(placeholders, placeholders)

    return receive


def build_parsing_serving_input_receiver_fn(feature_spec, default_batch_size=None):
    """Returns a function that makes a placeholder for examples, and what is read from them.

    feature_spec: as `tf.parse_example` takes it.
    """

    def receive():
        examples = v1.placeholder(v1.string, [default_batch_size], "input_example_tensor")
        features = v1.parse_example(examples, feature_spec)
        return ServingInputReceiver(features, {"examples": examples})

    return receive


def __getattr__(name: str):
    raise names.missing("tf.estimator.export", name)
