"""The benchmarks: how samples become tables, how processes are measured, the command line.

What they measure is not tested: a time is right or wrong only on a given machine.
"""

import importlib
import importlib.util
import json
import os
import sys

import pytest

from benchmarks import __main__ as command_line
from benchmarks import (
    footprint,
    measure,
    overhead,
    processes,
    report,
    steps,
    suite,
)
from harness.reporting.tables import Table
from tests.listings import python

pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated")  # pytest resets the filters


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


@pytest.mark.slow
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


@pytest.mark.parametrize(
    ("samples", "said"),
    [
        ({"speed": {}}, "'speed' is no benchmark"),
        (
            {"overhead": {"seconds": {"static_rnn": {}}, "steps": {"static_rnn": 0}}},
            "KeyError('bare')",
        ),
        ({"overhead": None}, "not subscriptable"),
        (["overhead"], "no attribute 'keys'"),
    ],
)
def test_samples_that_are_no_benchmark_s_are_refused(samples, said, tmp_path, capsys):
    report.Report("2 cores", "python -m benchmarks", samples).write(tmp_path / "out.json")
    with pytest.raises(SystemExit) as done:
        command_line.main(["--from", str(tmp_path / "out.json")])
    assert done.value.code == 2
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert "is not what --out writes: " in err
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
