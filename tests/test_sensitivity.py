"""The judge's tables, made from recorded trainings; and the recording of those."""

import os
import re
import subprocess
import sys
import time

import pytest

from benchmarks import record, sensitivity
from benchmarks.variations import DEVIATIONS, ROUNDINGS
from compat.mnist import find
from harness import reference
from tests.listings import ROOT

NAME = "static_rnn"
RECORDED = reference.read(NAME).runs


@pytest.fixture
def recorded(tmp_path, monkeypatch):
    """The file of recorded trainings; only this tutorial is judged, with few draws."""
    monkeypatch.setattr(record, "DIRECTORY", tmp_path)
    monkeypatch.setattr(record, "PORTS", [NAME])
    monkeypatch.setattr(sensitivity, "_DRAWS", 20)
    return tmp_path / f"{NAME}.csv"


def tables(capsys):
    """Returns the cells of what `python -m benchmarks.sensitivity` prints, by first cell."""
    assert sensitivity.main([]) == 0
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("|") and not line.startswith("|:")
    ]
    return {row[0]: row[1:] for row in reversed(rows)}


def test_what_the_judge_says_is_counted(recorded, capsys):
    constant = dict.fromkeys(RECORDED[1], 0.125)
    trainings = {("no shuffling", seed): constant for seed in (1, 2, 3, 4)}
    trainings |= {("none", 100 + seed): RECORDED[seed] for seed in range(1, 9)}
    record.write(recorded, trainings)
    made = tables(capsys)
    assert made["deviation"] == ["002: 1 log", "002: 4 logs", "002: same seed"]
    assert made["no shuffling"] == ["4/4", "1/1", "4/4"]
    seeds, one, four, one_of_all, four_of_all = made[NAME]
    assert (seeds, one[-2:], four[-2:]) == (str(len(RECORDED)), "/8", "/2")
    assert (one_of_all.partition("/")[2], four_of_all[-3:]) == (str(len(RECORDED) + 8), "/20")


def test_of_the_recorded_runs_at_most_one_in_twenty_is_a_false_alarm(recorded, capsys):
    seeds, one, four, one_of_all, four_of_all = tables(capsys)[NAME]
    assert (seeds, one, four) == (str(len(RECORDED)), "", "")
    assert int(one_of_all.partition("/")[0]) <= len(RECORDED) / 20
    assert int(four_of_all.partition("/")[0]) <= 4  # of 20; more has a probability of 0.3 %


def test_as_many_logs_are_judged_together_as_there_are(recorded, capsys):
    constant = dict.fromkeys(RECORDED[1], 0.125)
    record.write(recorded, {("no shuffling", seed): constant for seed in (1, 2)})
    made = tables(capsys)
    assert made["deviation"] == ["002: 1 log", "002: 2 logs", "002: same seed"]
    assert made["no shuffling"] == ["2/2", "1/1", "2/2"]


def test_gross_deviations_and_honest_logs_are_counted_over_all_tutorials(recorded, capsys):
    constant = dict.fromkeys(RECORDED[1], 0.125)
    trainings = {("pixels 0–255", seed): constant for seed in (1, 2)}
    trainings |= {("pixels 0–255", 3): RECORDED[3], ("no shuffling", 1): constant}
    record.write(recorded, {**trainings, ("none", 101): constant})
    assert sensitivity.main([]) == 0
    printed = capsys.readouterr().out
    assert "Of the gross ones, one log gives away 2 of 3 (66.7 %)." in printed
    assert "Of other seeds: of single logs 1 of 1 (100.0 %), of groups of 4 0 of 0." in printed


def test_a_training_that_was_cut_short_counts_for_its_seed_only(recorded, capsys):
    cut = {key: 0.125 for key in RECORDED[1] if key[0] <= 300}
    record.write(recorded, {("forget bias 0", 1): cut, ("forget bias 0", 1001): cut})
    made = tables(capsys)
    assert made["deviation"] == ["002: same seed"]
    assert made["forget bias 0"] == ["1/1"]


def test_what_is_not_recorded_has_no_row(recorded, capsys):
    made = tables(capsys)
    assert not {v.name for v in DEVIATIONS} & {name.strip("*") for name in made}


@pytest.mark.slow
def test_the_readme_has_the_tables(capsys):
    assert sensitivity.main([]) == 0
    printed, readme = capsys.readouterr().out, (ROOT / "README.md").read_text("utf-8")
    lines = [line for line in printed.splitlines() if line.startswith("|")]
    assert len(lines) > 30
    assert "\n".join(lines) in "\n".join(line for line in readme.splitlines() if "|" in line[:1])
    totals = re.findall(r"\d+ of \d+ \([\d.]+ %\)", printed)
    assert len(totals) == 5
    assert all(total in " ".join(readme.split()) for total in totals)


def test_an_interrupted_recording_begins_nothing_more_and_keeps_what_was_finished(
    recorded, monkeypatch, capsys
):
    begun = []

    def wait_for_two():
        until = time.monotonic() + 20
        while len(record.read(recorded)) < 2 and time.monotonic() < until:
            time.sleep(0.01)

    def train(trial, options):
        begun.append(trial.seed)
        if trial.seed == 3:
            wait_for_two()
            raise KeyboardInterrupt
        if trial.seed > 3:
            time.sleep(0.5)
        return {(1, "minibatch_loss"): 2.5}

    monkeypatch.setattr(record, "_run", train)
    assert record.main(["honest", NAME, "--seeds", "1-9", "--jobs", "1"]) == 130
    assert begun[-1] < 9
    assert [seed for _, seed in record.read(recorded)] == [1, 2]
    assert "interrupted; what was finished is in " in capsys.readouterr().err


RECORDINGS = [*record.DIRECTORY.glob("*.csv"), *reference.DIRECTORY.glob("*.drift.csv")]


@pytest.mark.parametrize("path", RECORDINGS, ids=[path.name for path in RECORDINGS])
def test_what_is_recorded_is_written_as_it_was_read(path, tmp_path):
    record.write(tmp_path / "copy.csv", record.read(path))
    assert (tmp_path / "copy.csv").read_bytes() == path.read_bytes()


def test_each_training_is_kept_beside_what_the_file_has_by_then(recorded, monkeypatch):
    curve = {(1, "minibatch_loss"): 2.5}
    record.write(recorded, {("none", 1): curve})

    def train(trial, options):
        record.write(recorded, {**record.read(recorded), ("another's", 1): curve})
        return curve

    monkeypatch.setattr(record, "_run", train)
    assert record.main(["honest", NAME, "--seeds", "1-2"]) == 0
    labels = ("none", 1), ("another's", 1), ("none", 2)
    assert record.read(recorded) == dict.fromkeys(labels, curve)


def test_a_variation_is_recorded_whatever_the_locale_can_write(tmp_path):
    code = f"""\
import pathlib
from benchmarks import record
record.DIRECTORY = pathlib.Path({str(tmp_path)!r})
record._run = lambda trial, options: {{(1, "minibatch_loss"): 2.5}}
record.main(["deviations", {NAME!r}, "--seeds", "1", "--only", "learning rate \\u00d7 10"])
"""
    ascii_only = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=ascii_only, check=True)
    assert list(record.read(tmp_path / f"{NAME}.csv")) == [("learning rate × 10", 1)]


def refused(arguments, capsys):
    """Returns the one line with which it ends before anything is trained."""
    with pytest.raises(SystemExit) as stopped:
        record.main(arguments)
    assert stopped.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    return line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("variation,seed,step,metric,value\nnone,1", "expected at least 3, got 2"),
        ("variation,seed,step,metric,value\nnone,x,1,minibatch_loss,2.5\n", "'x' is no seed"),
        ("variation,seed,step,metric,value\nnone,1,1,minib", "no metric is called '1'"),
        ("variation,seed\n", "its columns are variation, seed"),
        ("", "not enough values"),
    ],
)
def test_a_damaged_recording_is_refused_and_left_as_it_is(recorded, text, said, capsys):
    recorded.write_text(text)
    line = refused(["honest", NAME, "--seeds", "1"], capsys)
    assert f"{recorded} holds no curves: " in line
    assert said in line
    assert recorded.read_text() == text
    with pytest.raises(SystemExit) as stopped:
        sensitivity.main([])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_what_cannot_be_written_is_noticed_before_a_training(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(record, "DIRECTORY", tmp_path / "file")
    (tmp_path / "file").touch()
    line = refused(["honest", NAME, "--seeds", "1"], capsys)
    assert f"cannot record to {tmp_path / 'file' / NAME}.csv: " in line


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no process can be confined here")
def test_as_many_trainings_at_a_time_as_cores_that_it_may_use():
    code = (
        "import os\n"
        "os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
        "from benchmarks import record\n"
        "print(record._parser().get_default('jobs'))"
    )
    said = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True)
    assert said == "1\n"


@pytest.mark.slow
def test_a_recording_goes_on_where_it_was_stopped(recorded, capsys):
    options = ["--steps", "60", "--data-dir", str(find.find(None))]
    assert record.main(["honest", NAME, "--seeds", "1", *options]) == 0
    first = recorded.read_bytes()
    assert record.main(["honest", NAME, "--seeds", "1-2", *options]) == 0
    assert f"{NAME}: 1 of 1" in capsys.readouterr().out.splitlines()[-1]
    assert recorded.read_bytes().startswith(first)
    there = record.read(recorded)
    assert list(there) == [("none", 1), ("none", 2)]
    for (_, seed), curve in there.items():
        common = curve.keys() & RECORDED[seed].keys()
        assert len(common) >= 2
        assert all(curve[key] == RECORDED[seed][key] for key in common)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["honest", NAME, "--seeds", "4-1"], "--seeds: must be like 3 or 1-4, not '4-1'"),
        (["dishonest", NAME], "invalid choice: 'dishonest'"),
        (["honest", "dynamic_rnn"], "invalid choice: 'dynamic_rnn'"),
        (["honest", NAME, "--python", "python"], "--python goes with roundings"),
        (["roundings", NAME, "--python", "/no/such/python"], "--python /no/such/python: No such"),
        (["roundings", NAME, "--python", "/bin/false"], "--python /bin/false: exit code 1"),
        (["roundings", NAME, "--only", "no dropout"], "there are oneDNN off, AVX2 only, 2 intra"),
    ],
)
def test_bad_usage_is_one_line(arguments, said, capsys):
    assert said in refused(arguments, capsys)


def test_roundings_are_named_apart_from_deviations():
    assert not {v.name for v in ROUNDINGS} & {v.name for v in DEVIATIONS}
