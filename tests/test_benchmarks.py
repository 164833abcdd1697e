"""The benchmarks: how operations are counted, how samples become tables, the command line.

What they measure is not tested: a time is right or wrong only on a given machine.
"""

import importlib
import importlib.util
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import __main__ as command_line
from benchmarks import (
    commands,
    flops,
    footprint,
    measure,
    overhead,
    processes,
    report,
    steps,
    suite,
)
from benchmarks.models import MODELS
from benchmarks.programs.batches import batches
from benchmarks.settings import Settings
from harness.reporting.tables import Table
from reproductions import TUTORIALS
from tests.listings import BOUNDS

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated")  # pytest resets the filters


def python(*arguments, **environment) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=900,  # rather than hang
    )


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


# Turns, medians, ratios


def test_turns_are_interleaved():
    calls = []
    things = {name: lambda name=name: calls.append(name) or len(calls) for name in "AB"}
    assert measure.take_turns(things, 3) == {"A": [1, 3, 5], "B": [2, 4, 6]}
    assert "".join(calls) == "ABABAB"


def test_the_median_leaves_out_the_steps_that_evaluate():
    team = [[0.1, 0.1, 9.0], [0.2, 0.2, 0.2, 9.0, 0.2]]
    assert measure.step_seconds(team) == 0.2
    assert measure.steps_per_second(team) == pytest.approx(10 + 5)


def test_ratios_are_those_of_each_turn():
    # A machine that is ten times as slow in the second turn.
    assert measure.ratios([2, 20, 2], [1, 10, 1]) == [2, 2, 2]
    assert measure.ratios([], [1, 2]) == []
    assert measure.sums([[1, 2], [10, 20]]) == [11, 22]
    assert measure.geometric_means([[1, 3], [4, 12]]) == pytest.approx([2, 6])


@pytest.mark.parametrize(
    ("values", "text"),
    [([], "–"), ([1.234], "1.23"), ([3, 1, 2], "2.00 (1.00–3.00)"), ([1234.5], "1,234.50")],
)
def test_spread(values, text):
    assert measure.spread(values) == text


# Tables


def test_table_and_command():
    table = Table("Title", ["what", "value"], [["a", "1.0"], ["b", "10.0"]], ["A note."])
    assert report.markdown(table, "python -m benchmarks x") == (
        "### Title\n"
        "\n"
        "| what   |   value |\n"
        "|--------|---------|\n"
        "| a      |     1.0 |\n"
        "| b      |    10.0 |\n"
        "\n"
        "A note.\n"
        "\n"
        "Made by `python -m benchmarks x`.\n"
    )


def test_tables_of_steps():
    # One turn of two steps. The port takes 50 ms, one per core 100 ms each; a product 0.1 s.
    turns = {"port": [[[0.05, 0.05]]], "port_each": [[[0.1, 0.1]] * 2], "listing": [[[0.06, 0.06]]]}
    turns |= {"pytorch": [[[0.1, 0.1]]], "pytorch_each": [[[0.125, 0.125]] * 2]}
    turns |= {"product": [[[0.1, 0.1]] * 2]}
    samples = {"turns": {"static_rnn": turns}, "flops": {"static_rnn": 2**30}, "notes": ["N."]}
    alone, whole_machine, share = steps.tables(samples)
    assert alone.rows == [["static_rnn", "50.0", "60.0", "–", "100.0", "1.20", "–", "2.00"]]
    assert whole_machine.rows[0] == [
        "static_rnn", "20.0", "16.7", "–", "10.0", "16.0", "1.20", "–", "1.25",
    ]  # fmt: skip
    assert whole_machine.rows[1][-3:] == ["1.20", "–", "1.25"]
    # Half as many operations as a product, in the same time.
    assert share.rows[0] == ["static_rnn", "1.07", "21.5", "42.9", "0.50"]
    assert share.rows[1][-1] == "0.50"
    assert alone.notes == ["N."]


def test_table_of_the_suite():
    listings = {"what": "listings", "trainings": 5, "seconds": [100.0, 120.0, 110.0]}
    one_seed = {"what": "one seed", "trainings": 5, "seconds": [50.0, 60.0, 55.0]}
    sweep = {"what": "sweep", "trainings": 10, "seconds": [100.0, 120.0, 110.0]}
    [table] = suite.tables({"rows": [listings, one_seed, sweep], "steps": {"static_rnn": 9}})
    assert table.rows == [
        ["listings", "5", "110.0", "164", "1.00 (1.00–1.00)", "1.00 (1.00–1.00)"],
        ["one seed", "5", "55.0", "327", "0.50 (0.50–0.50)", "2.00 (2.00–2.00)"],
        ["sweep", "10", "110.0", "327", "–", "2.00 (2.00–2.00)"],
    ]


def test_table_of_the_overhead():
    seconds = {"static_rnn": {"bare": [10.0, 20.0], "harness": [10.1, 20.4]}}
    [table] = overhead.tables({"seconds": seconds, "steps": {"static_rnn": 200}})
    assert table.rows == [["static_rnn", "200", "15.00", "15.25", "1.5 (1.0–2.0)"]]


# Measured processes


@pytest.mark.skipif(not footprint.is_known(), reason="needs Linux's /proc")
def test_footprint():
    before = footprint.of(os.getpid())
    ballast = bytearray(os.urandom(2**20) * 64)
    after = footprint.of(os.getpid())
    assert after.own - before.own > len(ballast) // 2
    assert after.peak >= after.own + after.files > 0
    assert footprint.together([before, before]) == 2 * before.own + before.files
    code = f"b = bytearray(b'x' * {2**28}); import time; time.sleep(0.3)"
    assert footprint.peak([sys.executable, "-c", code]).own > 2**28


def test_a_team_works_when_it_is_asked_to():
    with processes.Team("matrix_product", size=2) as team:
        team.wait_until_ready()
        for count in (1, 3):
            one, other = team.round(count)
            assert len(one) == len(other) == count
            assert all(0 < seconds < 60 for seconds in one + other)


def test_a_process_that_ends_says_why():
    error = pytest.raises(processes.MeasurementError, match="No module named")
    with processes.Team("no_such_program") as team, error:
        team.wait_until_ready()
    command = [sys.executable, "-c", "import sys; sys.exit('the reason')"]
    with pytest.raises(processes.MeasurementError, match="exit code 1: the reason"):
        processes.seconds(command)
    assert processes.seconds(command, good=(1,)) > 0


# The command line


def test_help_loads_no_tensorflow():
    code = (
        "import sys\n"
        "from benchmarks.__main__ import main\n"
        "try: code = main(['--help'])\n"
        "except SystemExit as done: code = done.code\n"
        "heavy = {'tensorflow', 'torch', 'keras', 'rich'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else code)"
    )
    done = python("-c", code)
    assert done.returncode == 0, done.stderr
    assert all(f"  {name} " in done.stdout for name in command_line.WHAT)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["step"], "must be one of steps, suite, memory, overhead, jobs, profile, not 'step'"),
        (["steps", "--tutorial", "lstm"], "invalid choice: 'lstm'"),
        (["steps", "--repeats", "0"], "must be a whole number, 1 or more, not '0'"),
        (["suite", "--steps", "5", "--full"], "not allowed with argument"),
        (["steps", "--data-dir", "/no/such/directory"], "/no/such/directory"),
        (["steps", "--listings", "/no/such/directory"], "--listings /no/such/directory: no file"),
        (["--from", "/no/such/file"], "cannot read --from /no/such/file: No such file"),
        (["--from", __file__], "is not what --out writes"),
    ],
)
def test_bad_usage(arguments, said, capsys, mnist_dir):
    with pytest.raises(SystemExit) as done:
        command_line.main(arguments)
    assert done.value.code == 2
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert said in err


def test_what_cannot_be_measured_is_said_before_anything_is_started(capsys, mnist_dir, tmp_path):
    out = tmp_path / "out.json"
    arguments = ["steps", "--repeats", "100", "--steps", "100", "--out", str(out)]
    assert command_line.main(arguments) == 1
    assert "dynamic_rnn has 778 steps to measure, not 10000" in capsys.readouterr().err
    assert json.loads(out.read_text())["samples"] == {}


def test_stored_samples_give_the_same_tables(capsys, tmp_path):
    seconds = {"static_rnn": {"bare": [10.0], "harness": [10.1]}}
    samples = {"overhead": {"seconds": seconds, "steps": {"static_rnn": 200}}}
    made = report.Report("2 cores", "python -m benchmarks overhead", samples)
    made.write(tmp_path / "out.json")
    assert command_line.main(["--from", str(tmp_path / "out.json")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("2 cores\n")
    assert report.tables(made, "overhead") in out
    assert "Made by `python -m benchmarks overhead`." in out


@pytest.mark.slow
def test_steps_of_one_tutorial(mnist_dir, tmp_path):
    arguments = ["steps", "--tutorial", "static_rnn", "--repeats", 1, "--steps", 2]
    out = tmp_path / "out.json"
    done = python("-m", "benchmarks", *arguments, "--data-dir", mnist_dir, "--out", out)
    assert done.returncode == 0, done.stderr
    measured = ["port", "port_each", "keras", "product"]
    if command_line.LISTINGS.exists():
        measured.append("listing")
    if importlib.util.find_spec("torch"):
        measured += ["pytorch", "pytorch_each"]
    turns = json.loads(out.read_text())["samples"]["steps"]["turns"]["static_rnn"]
    assert turns.keys() == set(measured)
    for [team] in turns.values():
        assert all(len(process) == 2 for process in team)
    assert done.stdout.count("| static_rnn ") == 3
    assert done.stdout.count("Made by `python -m benchmarks steps --tutorial static_rnn") == 3
