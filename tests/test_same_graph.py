"""Rung 2: the port's graph is the listing's, byte for byte; a change is found and named."""

import hashlib
import importlib.metadata
import lzma
import subprocess

import pytest

from harness import graphs, published
from harness.published import EXPECTED_LOGS
from reproductions import TUTORIALS
from tests.graph_difference import first_difference
from tests.listings import listing, python

pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated")  # pytest resets the filters

# Runs a listing until its first Session.run, and writes the graph as it stands there.
_UNTIL_FIRST_RUN = """
import sys
from compat.__main__ import main
from compat._v1 import v1

_, path, listing, seed = sys.argv

def write(session, *arguments, **options):
    with open(path, "wb") as file:
        file.write(session.graph.as_graph_def().SerializeToString(deterministic=True))
    sys.exit()

v1.Session.run = write
main(["--seed", seed, listing])
"""


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=pytest.mark.slow if "rnn_cell" in name or "bi" in name else ())
        for name in TUTORIALS
    ],
)
def tutorial(request):
    return request.param


@pytest.fixture(scope="module")
def graph(tutorial):
    return graphs.build(tutorial)


def test_the_port_builds_the_listings_graph(tutorial, graph, tmp_path):
    post = listing(published.tutorial(tutorial).number)
    done = python("-c", _UNTIL_FIRST_RUN, tmp_path / "listing.pb", post, graphs.SEED)
    assert (tmp_path / "listing.pb").exists(), done.stderr
    theirs = (tmp_path / "listing.pb").read_bytes()
    assert theirs == graphs.serialise(graph), first_difference(
        type(graph).FromString(theirs), graph
    )


def test_the_port_builds_the_recorded_graph(tutorial, graph):
    version = importlib.metadata.version("tensorflow")
    recorded = graphs.recorded(version)
    if not recorded:
        pytest.skip(f"no graph hashes are recorded for TensorFlow {version}")
    stored = lzma.decompress((EXPECTED_LOGS / "graphs" / f"{tutorial}.pb.xz").read_bytes())
    if hashlib.sha256(stored).hexdigest() == recorded[tutorial]:
        difference = first_difference(type(graph).FromString(stored), graph)
    else:
        difference = f"the graph of TensorFlow {version} itself is not stored, only its hash"
    assert graphs.digest(graph) == recorded[tutorial], difference


@pytest.mark.parametrize("name", ["dynamic_rnn", "static_rnn"])
def test_the_hash_does_not_depend_on_the_seed(name):
    seven, eight = (graphs.build(name, seed) for seed in (7, 8))
    assert graphs.serialise(seven) != graphs.serialise(eight)
    assert graphs.digest(seven) == graphs.digest(eight)


def test_export(tmp_path):
    done = python("runner.py", "dynamic_rnn", "--export-graph", tmp_path / "graphs", "--seed", 1)
    assert done.returncode == 0, done.stderr
    subprocess.run(
        ["sha256sum", "--check", "--quiet", "dynamic_rnn.pb.sha256"],
        cwd=tmp_path / "graphs",
        check=True,
    )
    sha256 = hashlib.sha256((tmp_path / "graphs" / "dynamic_rnn.pb").read_bytes()).hexdigest()
    assert done.stdout == f"{sha256}  {tmp_path / 'graphs' / 'dynamic_rnn.pb'}\n"
    assert graphs.digest(graphs.build("dynamic_rnn")) == sha256


@pytest.mark.slow
def test_what_is_exported_is_said_before_a_later_one_fails(tmp_path):
    (tmp_path / "static_rnn.pb").mkdir()  # where a file is to be
    done = python("runner.py", "dynamic_rnn", "static_rnn", "--export-graph", tmp_path)
    assert done.returncode == 2
    assert f"cannot write to --export-graph {tmp_path}" in done.stderr
    assert done.stdout.endswith(f"  {tmp_path / 'dynamic_rnn.pb'}\n")


def planted(monkeypatch, change):
    """Returns what is said of `static_rnn` when `change` is done to it."""
    expected = graphs.build("static_rnn")
    from reproductions import static_rnn

    change(monkeypatch, static_rnn)
    return first_difference(expected, graphs.build("static_rnn"))


def _learning_rate(monkeypatch, port):
    monkeypatch.setattr(port, "learning_rate", 0.01)


def _replace_in_tf(monkeypatch, port, name, function):
    """Gives the port a `tf` in which one name means something else."""

    class Changed:
        def __getattr__(self, other):
            return function if other == name else getattr(original, other)

    original = port.tf
    monkeypatch.setattr(port, "tf", Changed())


def _extra_op(monkeypatch, port):
    from compat import tf

    def matmul(a, b):
        return tf.identity(tf.matmul(a, b))

    _replace_in_tf(monkeypatch, port, "matmul", matmul)


def _swapped_ops(monkeypatch, port):
    from compat import tf

    made = []

    def placeholder(dtype, shape):
        if not made:  # X is asked for: make Y first
            made.append(tf.placeholder(dtype, [None, port.num_classes]))
            return tf.placeholder(dtype, shape)
        return made.pop()

    _replace_in_tf(monkeypatch, port, "placeholder", placeholder)


def _forget_bias(monkeypatch, port):
    from compat.contrib import rnn

    class Changed:
        static_rnn = staticmethod(rnn.static_rnn)

        @staticmethod
        def BasicLSTMCell(units, forget_bias):  # noqa: N802
            return rnn.BasicLSTMCell(units, forget_bias=0.0)

    monkeypatch.setattr(port, "rnn", Changed)


def _scope(monkeypatch, port):
    from compat import tf

    build = port.RNN

    def scoped(*arguments):
        with tf.variable_scope("renamed"):
            return build(*arguments)

    monkeypatch.setattr(port, "RNN", scoped)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_learning_rate, ["GradientDescent/learning_rate", "0.001", "0.01"]),
        (_forget_bias, ["rnn/basic_lstm_cell/Const", "1.0", "0.0"]),
        (_extra_op, ["Identity"]),
        (_swapped_ops, ["'Placeholder'", "shape"]),
        (_scope, ["renamed/"]),
    ],
)
def test_a_planted_change_is_named(monkeypatch, change, named):
    said = planted(monkeypatch, change)
    assert said is not None
    for text in named:
        assert text in said


def test_what_is_missing_or_too_much_at_the_end_is_named():
    graph = graphs.build("dynamic_rnn")
    shorter = type(graph).FromString(graph.SerializeToString())
    last = shorter.node.pop()
    assert f"missing, expected {last.name!r}" in first_difference(graph, shorter)
    assert f"not expected, {last.name!r}" in first_difference(shorter, graph)
    assert first_difference(graph, graph) is None
