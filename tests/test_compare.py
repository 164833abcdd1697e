"""`runner.py --compare`: logs that somebody else made, judged from the command line."""

import subprocess
import sys

import numpy as np
import pytest

from harness import comparing, reference
from harness.judging import known_seed
from harness.judging.outcome import Outcome
from harness.published import EXPECTED_LOGS
from tests.test_runner import assert_bad_input, run

NAME = "dynamic_rnn_final_state"


@pytest.fixture
def log(tmp_path):
    """Writes a log of accuracies, and returns its path."""

    def write(accuracies, name="log.txt", end="\n"):
        path = tmp_path / name
        lines = [str(np.float32(a)) for a in accuracies]
        path.write_bytes(end.join(["WARNING: something", *lines, ""]).encode())
        return path

    return write


def recorded(seed):
    return list(reference.read(NAME).runs[seed].values())


def test_the_published_log_is_judged():
    done = run("--compare", EXPECTED_LOGS / f"{NAME}.log", "--against", NAME)
    assert done.returncode == 0, done.stderr
    assert "Verdict: reproduced (p = " in done.stdout
    assert "Lines with values that are missing: 21 of 40." in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 120


def test_an_honest_log_is_reproduced_and_a_constant_one_deviates(log):
    assert run("--compare", log(recorded(1), end="\r\n"), "--against", NAME).returncode == 0
    done = run("--compare", log([0.125] * 40), "--against", NAME)
    assert done.returncode == 1
    assert "Verdict: deviates (p = 0.015" in done.stdout
    assert "0.125 <" in done.stdout


def test_one_point_cannot_tell(log):
    done = run("--compare", log(recorded(1)[:1]), "--against", NAME)
    assert done.returncode == 3
    assert "Verdict: cannot tell" in done.stdout


def test_several_logs_are_judged_together(log):
    paths = [log(recorded(seed), f"{seed}.txt") for seed in (1, 2, 3)]
    done = run("--compare", *paths, "--against", NAME)
    assert done.returncode == 0
    assert "3 together" in done.stdout


def test_with_its_seed_a_log_is_compared_with_the_run_of_that_seed(log):
    path = log(recorded(2))
    same = run("--compare", path, "--against", NAME, "--seed", 2)
    assert (same.returncode, "equal as printed" in same.stdout) == (0, True)
    other = run("--compare", path, "--against", NAME, "--seed", 3)
    assert other.returncode == 1
    assert "another computation; training accuracy at step " in other.stdout


def test_a_log_whose_seed_is_not_recorded_is_judged_by_the_ensemble(log):
    done = run("--compare", log(recorded(2)), "--against", NAME, "--seed", 10**6)
    assert done.returncode == 0
    assert "Seed 1000000 is not recorded, 1–64 are." in done.stdout
    assert "Verdict: reproduced (p = " in done.stdout


def test_logs_of_one_seed_are_judged_one_by_one(log):
    paths = [log(recorded(2), "a.txt"), log(recorded(2), "b.txt"), log([0.125] * 40, "c.txt")]
    done = run("--compare", *paths, "--against", NAME, "--seed", 10**6)
    assert done.returncode == 1
    assert [line[:18] for line in done.stdout.splitlines() if line.startswith("Verdict")] == [
        *["Verdict: reproduce"] * 2,
        "Verdict: deviates ",
        "Verdict with seed ",
    ]


def test_where_the_run_of_its_seed_cannot_tell_the_ensemble_does(log, monkeypatch, capsys):
    monkeypatch.setattr(known_seed, "read_drift", lambda recorded: {})
    path = str(log(recorded(3)))
    assert comparing.compare([path], NAME, 2) is Outcome.REPRODUCED
    out = capsys.readouterr().out
    assert "cannot tell; training accuracy at step " in out
    assert "beside 63 recorded runs" in out
    assert comparing.compare([str(log([0.125] * 40))], NAME, 2) is Outcome.DEVIATES


def test_copies_of_a_log_are_one_log(log):
    paths = [log(recorded(1), "a.txt"), log(recorded(1), "b.txt")]
    done = run("--compare", *paths, "--against", NAME)
    assert f"{paths[1]}: the same as {paths[0]}, and counted once." in done.stdout
    assert "Verdict: reproduced (p = " in done.stdout


def test_of_logs_of_different_lengths_it_says_what_was_not_judged(log):
    paths = [log(recorded(1), "a.txt"), log(recorded(2)[:5], "b.txt")]
    done = run("--compare", *paths, "--against", NAME)
    assert f"{paths[0]}: values that not all logs have, not judged: 35 of 40." in done.stdout


def test_a_log_with_few_decimals_is_compared_in_these(log):
    rounded = [round(accuracy, 1) for accuracy in recorded(1)]
    done = run("--compare", log(rounded), "--against", NAME)
    assert done.returncode == 0
    done = run("--compare", log(rounded), "--against", NAME, "--seed", 1)
    assert (done.returncode, "equal as printed" in done.stdout) == (0, True)


def test_bad_input(log, tmp_path):
    path = log(recorded(1))
    assert_bad_input(run("--compare", path), "--against NAME need each other")
    assert_bad_input(run("--against", NAME), "need each other")
    assert_bad_input(run("--compare", tmp_path / "none", "--against", NAME), "cannot read")
    assert_bad_input(run("--compare", tmp_path, "--against", NAME), "cannot read")
    assert_bad_input(
        run("--compare", path, "--against", "multi_rnn_cell"),
        "more lines are of the log of dyn",
    )


def test_it_loads_no_tensorflow():
    code = (
        "import sys, runner\n"
        f"runner.main(['--compare', 'expected_logs/{NAME}.log', '--against', '{NAME}'])\n"
        "assert not {'tensorflow', 'sklearn', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=EXPECTED_LOGS.parent, check=True)
