"""`runner.py --compare`: logs that somebody else made, judged from the command line."""

import subprocess
import sys

import numpy as np
import pytest

from benchmarks import record
from benchmarks.variations import HONEST
from harness import comparing, reference
from harness.judging import known_seed
from harness.judging.outcome import Outcome
from harness.published import EXPECTED_LOGS
from reproductions import log_formats
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


def honest(seed):
    """Of a run that is not among the recorded ones."""
    return list(record.read(record.DIRECTORY / f"{NAME}.csv")[HONEST.name, seed].values())


def test_the_published_log_is_judged():
    done = run("--compare", EXPECTED_LOGS / f"{NAME}.log", "--against", NAME)
    assert done.returncode == 0, done.stderr
    assert "Verdict: reproduced (p = " in done.stdout
    assert "Lines with values that are missing: 21 of 40." in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 120


def test_an_honest_log_is_reproduced_and_a_constant_one_deviates(log):
    assert run("--compare", log(honest(101), end="\r\n"), "--against", NAME).returncode == 0
    done = run("--compare", log([0.125] * 40), "--against", NAME)
    assert done.returncode == 1
    assert "Verdict: deviates (p = 0.015" in done.stdout
    assert "0.125 <" in done.stdout


def test_one_point_cannot_tell(log):
    done = run("--compare", log(honest(101)[:1]), "--against", NAME)
    assert done.returncode == 3
    assert "Verdict: cannot tell" in done.stdout


def test_several_logs_are_judged_together(log):
    paths = [log(honest(seed), f"{seed}.txt") for seed in (101, 102, 103)]
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
    done = run("--compare", log(honest(102)), "--against", NAME, "--seed", 102)
    assert done.returncode == 0
    assert "Seed 102 is not recorded, 1–64 are." in done.stdout
    assert "Verdict: reproduced (p = " in done.stdout


def test_logs_of_one_seed_are_judged_one_by_one(log):
    paths = [log(honest(102), "a.txt"), log(honest(102), "b.txt"), log([0.125] * 40, "c.txt")]
    done = run("--compare", *paths, "--against", NAME, "--seed", 102)
    assert done.returncode == 1
    assert [line[:18] for line in done.stdout.splitlines() if line.startswith("Verdict")] == [
        *["Verdict: reproduce"] * 2,
        "Verdict: deviates ",
        "Verdict with seed ",
    ]


def test_where_the_run_of_its_seed_cannot_tell_the_ensemble_does(log, monkeypatch, capsys):
    monkeypatch.setattr(known_seed, "read_drift", lambda recorded: {})
    path = str(log(honest(103)))
    assert comparing.compare([path], NAME, 2) is Outcome.REPRODUCED
    out = capsys.readouterr().out
    assert "cannot tell; training accuracy at step " in out
    assert "beside 63 recorded runs" in out
    assert comparing.compare([str(log([0.125] * 40))], NAME, 2) is Outcome.DEVIATES


def test_where_rounding_hides_the_seed_the_ensemble_decides(tmp_path):
    path = tmp_path / "log"
    lines = [f"Iter3, step {s}, train-test 0.9375-0.945" for s in range(1050, 2001, 50)]
    path.write_text("\n".join(lines))
    done = run("--compare", path, "--against", "multi_rnn_cell", "--seed", 1)
    assert "same computation, other rounding" in done.stdout
    assert f"{path}: by these values it might be a run of other seeds as well." in done.stdout
    assert "Verdict: deviates (p = " in done.stdout
    assert done.returncode == 1


def test_one_value_is_not_the_run_of_its_seed(log):
    done = run("--compare", log(recorded(1)[:1]), "--against", NAME, "--seed", 1)
    assert "equal as printed" in done.stdout
    assert done.returncode == 3


def test_copies_and_parts_of_a_log_are_one_log(log):
    whole = honest(101)
    paths = [log(whole[:9], "part.txt"), log(whole, "a.txt"), log(whole, "b.txt")]
    done = run("--compare", *paths, "--against", NAME)
    for path in (paths[0], paths[2]):
        assert f"{path}: the same values as in {paths[1]}, and counted once." in done.stdout
    assert "Verdict: reproduced (p = " in done.stdout
    assert "40 values of 1 log" in done.stdout


def test_a_recorded_run_is_reproduced_though_it_is_one_of_the_farthest(tmp_path):
    name = "static_rnn"
    log_format = log_formats.BY_TUTORIAL[name]
    points = {}
    for (step, metric), value in reference.read(name).runs[20].items():
        points.setdefault(step, {})[metric] = value
    lines = []
    for step, values in points.items():
        test = {k: values.pop(k) for k in ["test_accuracy"] if k in values}
        lines += [log_format.point(step, **v).line for v in (values, test) if v]
    path = tmp_path / "log"
    path.write_text("\n".join(lines))
    done = run("--compare", path, "--against", name)
    assert f"{path}: digit for digit the recorded run of seed 20." in done.stdout
    assert done.returncode == 0


def test_of_logs_of_different_lengths_the_longer_are_judged_alone_too(log):
    wrong = [*honest(101)[:20], *[0.125] * 20]
    paths = [log(wrong, "a.txt"), log(honest(102)[:20], "b.txt")]
    done = run("--compare", *paths, "--against", NAME)
    assert f"{paths[0]}: not all logs have 20 of its 40 values. Alone:" in done.stdout
    assert [line[:18] for line in done.stdout.splitlines() if line.startswith("Verdict")] == [
        "Verdict: reproduce",
        "Verdict: deviates ",
        "Verdict on all: de",
    ]
    assert done.returncode == 1


def test_a_log_with_nan_deviates_and_nothing_else_is_said_of_its_values(log):
    done = run("--compare", log([*honest(101)[:20], np.nan, *honest(101)[21:]]), "--against", NAME)
    assert done.returncode == 1
    assert "training accuracy at step 400: nan, training went wrong" in done.stdout
    assert "not all logs have" not in done.stdout


def test_dynamic_rnn_is_judged_by_the_runs_that_its_own_equal(log):
    done = run("--compare", log(honest(101)), "--against", "dynamic_rnn")
    assert f"Runs of dynamic_rnn are bit-identical to those of {NAME}." in done.stdout
    assert f"64 recorded runs of {NAME}" in done.stdout


def test_a_log_with_few_decimals_is_compared_in_these(log):
    rounded = [round(accuracy, 1) for accuracy in recorded(1)]
    done = run("--compare", log(rounded), "--against", NAME)
    assert done.returncode == 0
    done = run("--compare", log(rounded), "--against", NAME, "--seed", 1)
    assert (done.returncode, "equal as printed" in done.stdout) == (0, True)


def test_bad_input(log, tmp_path):
    path = log(recorded(1))
    assert_bad_input(run("--compare", path), "--compare LOG ... needs --against NAME")
    assert_bad_input(run("--against", NAME), "--against goes with --compare")
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
