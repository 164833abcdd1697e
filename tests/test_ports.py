"""The ports: their shape, their length, and what their docstrings promise."""

import ast
import importlib
import math
import re
from pathlib import Path

import numpy as np
import pytest

import reproductions
from harness import published
from harness.claims.loops import TRAINS
from reproductions import TUTORIALS

SOURCES = {
    name: (Path(reproductions.__file__).parent / f"{name}.py").read_text("utf-8")
    for name in TUTORIALS
}


@pytest.fixture(params=TUTORIALS)
def port(request):
    return importlib.import_module(f"reproductions.{request.param}")


def name_of(port) -> str:
    return port.__name__.rpartition(".")[2]


def test_every_module_is_a_tutorial_or_the_log_formats():
    modules = {path.stem for path in Path(reproductions.__file__).parent.glob("*.py")}
    assert modules == {*TUTORIALS, "log_formats", "__init__"}


def test_a_run_is_as_long_as_the_catalogue_says(port):
    constants = {k: v for k, v in vars(port).items() if isinstance(v, int | float)}
    tutorial = published.tutorial(name_of(port))
    match name_of(port):
        case "dynamic_rnn":
            steps = math.ceil(constants["training_iters"] / constants["batch_size"])
        case "dynamic_rnn_final_state":
            steps = math.ceil(constants["train_iters"] / constants["batch_size"])
        case "static_rnn":
            steps = constants["training_steps"]
        case "static_bidirectional_rnn":
            steps = math.ceil(constants["max_samples"] / constants["batch_size"]) - 1
        case "multi_rnn_cell":
            steps = constants["ITER_NUMBER"]
    assert steps == tutorial.steps
    assert constants.get("batch_size", 128) == tutorial.batch_size


class Recorder:
    """Stands in for a session: counts the training steps."""

    def __init__(self, train_op):
        self.train_op, self.steps = train_op, 0

    def run(self, fetches, feed_dict=None):
        fetches = fetches if isinstance(fetches, list) else [fetches]
        self.steps += self.train_op in fetches
        half = np.float32(0.5)
        return [half] * len(fetches) if len(fetches) > 1 else half


class Images:
    """Stands in for MNIST: batches of nothing."""

    epochs_completed = 0

    def __init__(self):
        self.images, self.labels = np.zeros([128, 784], np.float32), np.zeros([128, 10])

    def next_batch(self, size):
        return self.images[:size], self.labels[:size]

    @property
    def train(self):
        return self

    test = train


@pytest.mark.parametrize("steps", [1, 20, 101])
def test_bound_comes_to_the_steps(port, steps):
    fields = port.Graph._fields
    graph = port.Graph(*fields)
    train_op = next(f for f in fields if f in TRAINS)
    session = Recorder(train_op)
    list(port.train(session, graph, Images(), port.bound(steps)))
    assert session.steps == steps


def test_a_full_run_prints_as_many_lines_as_the_catalogue_says(port):
    session = Recorder(None)
    lines = list(port.train(session, port.Graph(*port.Graph._fields), Images()))
    assert len(lines) == published.tutorial(name_of(port)).lines
    steps = [p.step for p in lines]
    assert steps == sorted(steps)


@pytest.mark.parametrize("name", TUTORIALS)
def test_deviations_and_quirks_stand_at_their_line(name):
    docstring = ast.get_docstring(ast.parse(SOURCES[name]))
    body = SOURCES[name].replace(docstring, "")
    promised = set(re.findall(r"^([DQ]\d+)\.", docstring, re.M))
    assert "Deviations:" in docstring
    assert promised == set(re.findall(r"Port\[([DQ]\d+)\]", body))


@pytest.mark.parametrize("name", TUTORIALS)
def test_a_port_knows_compat_and_the_log_formats_only(name):
    imported = {
        module.split(".")[0]
        for node in ast.walk(ast.parse(SOURCES[name]))
        for module in (
            [node.module] if isinstance(node, ast.ImportFrom) else
            [a.name for a in node.names] if isinstance(node, ast.Import) else []
        )
    }  # fmt: skip
    assert imported <= {"collections", "typing", "numpy", "compat", "reproductions"}
    assert "try:" not in SOURCES[name]
