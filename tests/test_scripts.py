"""The scripts in `scripts/`, each in a family of names and an era's spelling: run, and checked."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from compat.check import judging, texts
from compat.check.judging import Status

PROJECT = Path(__file__).parents[1]
SCRIPTS = Path(__file__).parent / "scripts"

# What each prints beside its losses.
PRINTED = {
    "autoencoder": "shown (10, 10)",
    "bidirectional": "width 28",
    "cnn_layers": "variables ['conv1/kernel:0', 'conv1/bias:0']",
    "cnn_nn": "parameters 72 128",
    "cnn_slim": "['conv1/conv1_1/weights', 'conv1/conv1_1/biases']",
    "crf": "right 25 of 25\nlast [0, 1, 2]",
    "dense_contrib_layers": "",
    "estimator": "rows 1000\naccurate True\nold True",
    "gan": "Step 200:",
    "keras_mnist": "(60000, 28, 28) uint8 (10000,) 255\n",
    "learn_datasets": "(55000, 784) uint8 (150, 4)\n(55000, 10)",
    "legacy_seq2seq": "epoch 8,",
    "linear_regression_0x": "w 3.0 b 2.0 negated [-1.0, -2.0]",
    "mlp_mnist": "step 60 ",
    "mlp_summaries_0x": "halves [(200, 4), (200, 4)]",
    "more_cells": "",
    "one_shot_iterator": "steps 20 last",
    "python_2": "caught invalid literal for int() with base 10: 'x'\nmode 493 \nTrue True",
    "queue_runners": "reached [[0, 1, 2, 3], [4, 5]]",
    "rnn_0x": "",
    "saver": "restored 21 True\n['frozen.pb', 'net']",
    "seq2seq_attention": "decoded 32",
    "static_rnn": "LSTMStateTuple 2",
    "word2vec": "vectors (11, 8)",
}
STOPPED = {"flags_app_run", "integrate"}

FAST = ("python_2", "static_rnn")
"""The rest are slow: each loads TensorFlow anew."""

WRITTEN = {
    "flags_app_run": ["summaries/train"],
    "mlp_mnist": ["logs/train"],
    "mlp_summaries_0x": ["logs/mlp"],
    "saver": ["model/net", "model/frozen.pb"],
}

# What compat says of data and of Python 2; what TensorFlow's C++ says of queues and processors.
_EXPECTED = re.compile(
    r"^(MNIST: reading .*|\S+: .* as in Python 2|[WE]\d{4} .*(\n\s+\[\[.*)?)\n", re.MULTILINE
)
_LOSS = re.compile(r"loss\s*[:=]\s*(\S+?),?(?:\s|$)")


@pytest.fixture
def run(tmp_path, mnist_dir):
    """Runs a script of the corpus by `python -m compat`, in an empty directory."""

    def run(name: str, *arguments: str) -> subprocess.CompletedProcess:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("TF_")}
        return subprocess.run(
            [sys.executable, "-m", "compat", "--seed", "1", SCRIPTS / f"{name}.py", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env=environment | {"PYTHONPATH": str(PROJECT), "MNIST_DIR": str(mnist_dir)},
            timeout=600,
        )

    return run


def test_every_script_is_listed():
    assert {path.stem for path in SCRIPTS.glob("*.py")} == set(PRINTED) | STOPPED


@pytest.mark.parametrize(
    "name", [n if n in FAST else pytest.param(n, marks=pytest.mark.slow) for n in sorted(PRINTED)]
)
def test_it_trains(run, tmp_path, name):
    done = run(name)
    assert done.returncode == 0, done.stderr
    losses = [float(loss) for loss in _LOSS.findall(done.stdout)]
    assert len(losses) >= 2
    assert losses[-1] < losses[0], done.stdout
    assert PRINTED[name] in done.stdout
    assert _EXPECTED.sub("", done.stderr) == ""
    for path in WRITTEN.get(name, ()):
        assert (tmp_path / path).exists()


@pytest.mark.slow
def test_flags_and_main(run, tmp_path):
    done = run("flags_app_run", "--learning_rate=0.2", "--max_steps", "30", "--unknown", "rest")
    assert done.returncode == 3, done.stderr
    assert done.stdout.splitlines()[0] == "step 0 loss: 16.0"
    assert len(_LOSS.findall(done.stdout)) == 3
    assert done.stdout.splitlines()[-1] == "left ['--unknown', 'rest'] files 1"
    assert (tmp_path / "summaries" / "train").is_dir()


@pytest.mark.slow
def test_what_no_package_gives_back(run):
    done = run("integrate")
    assert (done.returncode, done.stdout) == (2, "before\n")
    assert done.stderr.count("\n") == 1
    assert re.search(
        r"integrate\.py:8: tf\.contrib\.integrate\S* of TensorFlow 1 is not", done.stderr
    )


@pytest.mark.parametrize("name", sorted(PRINTED.keys() | STOPPED))
def test_the_check_agrees_with_the_run(name):
    found = judging.findings(texts.document(str(SCRIPTS / f"{name}.py")))
    not_covered = {finding.name for finding in found if finding.status is Status.NOT_COVERED}
    assert not_covered == ({"tf.contrib.integrate.odeint"} if name == "integrate" else set())
