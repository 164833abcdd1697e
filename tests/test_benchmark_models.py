"""What the benchmarks measure: operations as they are counted, rivals that are the same network."""

import importlib
import importlib.util
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import commands, flops
from benchmarks.models import MODELS
from benchmarks.programs.batches import batches
from benchmarks.settings import Settings
from reproductions import TUTORIALS
from tests.listings import BOUNDS, python

pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated")  # pytest resets the filters


# The operations of a step


def cell(inputs: int, units: int) -> int:
    """The operations of an LSTM cell at one row: [128, inputs + units] by [.., 4 units]."""
    return 2 * 128 * (inputs + units) * 4 * units


def layer(inputs: int, units: int, *, reads_weights: bool) -> int:
    """Of a layer over 28 rows: forward, gradient of the kernel, gradient of what it multiplies.

    reads_weights: what comes in depends on weights, so its gradient is needed at the first row too.
    """
    return (28 + 28 + 27 + reads_weights) * cell(inputs, units)


def classifier(inputs: int) -> int:
    return 3 * 2 * 128 * inputs * 10


WIDENING = 2 * (2 * 128 * 28 * 28 * 128)  # forward, and the gradient of its weights
BY_HAND = {
    "dynamic_rnn": WIDENING + layer(128, 128, reads_weights=True) + classifier(128),
    "dynamic_rnn_final_state": WIDENING + layer(128, 128, reads_weights=True) + classifier(128),
    "static_rnn": layer(28, 128, reads_weights=False) + classifier(128),
    # The backward cell: one row, forward and the gradient of its kernel.
    "static_bidirectional_rnn": (
        layer(28, 256, reads_weights=False) + 2 * cell(28, 256) + classifier(2 * 256)
    ),
    "multi_rnn_cell": (
        layer(28, 256, reads_weights=False) + layer(256, 256, reads_weights=True) + classifier(256)
    ),
}


@pytest.mark.parametrize("name", TUTORIALS)
def test_operations_are_those_of_the_formula(name):
    assert flops.training_step(name) == BY_HAND[name]


def test_of_the_backward_cell_one_step_is_left():
    # Forward both cells multiply [128, 284] by [284, 1024]: 28 rows downwards, one upwards.
    products = flops.products("static_bidirectional_rnn")
    assert products[128, 284, 1024] == 28 + 1
    assert products[284, 128, 1024] == 28 + 1  # gradients of the kernels
    assert products[128, 1024, 284] == 27 + 0  # gradients of what they multiply: not at the first


@pytest.mark.slow
@pytest.mark.parametrize("name", TUTORIALS)
def test_products_are_those_that_tensorflow_runs(name, mnist_dir):
    """TensorFlow's own trace of a step names the products that it ran, and their shapes."""
    from compat import tf
    from compat.examples.tutorials.mnist import input_data

    class Traced(tf.Session):
        traces = ()

        def run(self, *args, **kwargs):
            trace = tf.RunMetadata()
            options = tf.RunOptions(
                trace_level=tf.RunOptions.FULL_TRACE, output_partition_graphs=True
            )
            result = super().run(*args, **kwargs, options=options, run_metadata=trace)
            self.traces = (*self.traces, trace)
            return result

    port = importlib.import_module(f"reproductions.{name}")
    with tf.Graph().as_default():
        mnist = input_data.read_data_sets(str(mnist_dir), one_hot=True)
        graph = port.build_graph()
        with Traced() as session:
            next(port.train(session, graph, mnist, port.bound(1)), None)
            _, training, *_ = session.traces  # the first run initializes

    operations = {node.name: node.op for part in training.partition_graphs for node in part.node}
    traced = Counter()
    for node in (node for device in training.step_stats.dev_stats for node in device.node_stats):
        if "MatMul" in operations.get(node.node_name, ""):
            shape = node.output[0].tensor_description.shape
            traced[tuple(d.size for d in shape.dim)] += 1
    counted = Counter()
    for (m, _, n), times in flops.products(name).items():
        counted[m, n] += times
    assert counted == traced


# The rivals are the same networks


@pytest.mark.parametrize("name", TUTORIALS)
def test_models_have_the_sizes_of_the_ports(name):
    port, model = importlib.import_module(f"reproductions.{name}"), MODELS[name]
    constants = {constant.lower(): value for constant, value in vars(port).items()}
    units = {"n_hidden_units", "num_hidden", "n_hidden", "hidden_size"} & constants.keys()
    assert [constants[name] for name in units] == [model.units]
    assert constants["learning_rate"] == model.learning_rate
    assert constants.get("layer_number", 1) == model.layers


_KERAS_WEIGHTS = """
import os
os.environ["KERAS_BACKEND"] = "tensorflow"
from benchmarks.models import MODELS
from benchmarks.programs import keras3
print({name: keras3.network(about).count_params() for name, about in MODELS.items()})
"""
# PyTorch has two biases per cell, of which only the sum matters.
_PYTORCH_WEIGHTS = """
from benchmarks.models import MODELS
from benchmarks.programs.pytorch import Network
print({
    name: sum(p.numel() for n, p in Network(about).named_parameters() if "bias_hh" not in n)
    for name, about in MODELS.items()
})
"""


@pytest.mark.slow
@pytest.mark.parametrize("package", ["keras", "torch"])
def test_rivals_have_as_many_weights(package):
    if not importlib.util.find_spec(package):
        pytest.skip(f"{package} is not installed")
    from compat import tf

    ours = {}
    for name in TUTORIALS:
        with tf.Graph().as_default():
            for made in importlib.import_module(f"reproductions.{name}").build_graph():
                getattr(made, "mark_used", lambda: None)()
            ours[name] = sum(v.shape.num_elements() for v in tf.trainable_variables())
    done = python("-c", _KERAS_WEIGHTS if package == "keras" else _PYTORCH_WEIGHTS)
    assert done.stdout.strip() == str(ours), done.stderr


def test_rivals_train_on_the_images_of_the_ports(mnist_dir):
    from compat.mnist import arrays

    images, digits = next(batches(str(mnist_dir)))
    assert (images.shape, images.dtype, images.max()) == ((128, 28, 28), "float32", 1.0)
    assert (digits.shape, digits.dtype) == ((128,), "int64")
    mnist = arrays.load(mnist_dir)
    image = (images[0] * 255).round().astype("uint8")
    same = (mnist.train_images[5000:, :, :, 0] == image).all(axis=(1, 2))
    assert mnist.train_labels[5000:][same].tolist() == [digits[0]]


@pytest.mark.parametrize("name", TUTORIALS)
def test_a_listing_is_cut_by_the_bound_of_its_loop(name):
    settings = Settings(TUTORIALS, 1, 10, False, 2, Path("data"), {name: Path("listing.py")})
    command = commands.listing(settings, name, 10)
    assert command[-2].startswith(f"{BOUNDS[name]}=")
    assert "--set" not in commands.listing(settings, name, 10_000)
