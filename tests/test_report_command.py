"""`python runner.py --report`: the reports of a stored call, made again."""

import dataclasses
import json

import pytest

from harness.records import RunRecord, Status
from harness.store import Store
from tests.listings import python
from tests.test_verdicts import recorded


def stored(directory, *records):
    with Store(directory) as store:
        for record in records:
            store.save(record)
    return directory


def report(directory, *options):
    return python("runner.py", "--report", str(directory), *options)


def test_stored_runs_give_the_reports_and_the_exit_code_of_their_call(tmp_path):
    done = report(stored(tmp_path, recorded(1), recorded(2)))
    assert (done.returncode, done.stderr) == (0, "")
    assert str(tmp_path / "report.html") in done.stdout
    assert "2 bit-equal" in (tmp_path / "report.md").read_text("utf-8")


def test_a_run_that_failed_is_in_the_report_and_in_the_exit_code(tmp_path):
    failed = RunRecord.failed(recorded(2).task, "its process died 3 times")
    done = report(stored(tmp_path, recorded(1), failed))
    assert (done.returncode, done.stderr) == (1, "")
    assert "its process died 3 times" in (tmp_path / "report.md").read_text("utf-8")


def test_a_baseline_is_told_of_first(tmp_path):
    versions = {"tensorflow": "2.16.2", "numpy": "1.26.4"}
    before = stored(tmp_path / "before", recorded(1, versions=versions))
    after = stored(tmp_path / "after", recorded(1))
    done = report(after, "--baseline", str(before))
    assert (done.returncode, done.stderr) == (0, "")
    text = (after / "report.md").read_text("utf-8")
    assert text.index("numpy 1.26.4 → 2.4.6") < text.index("![")


def test_a_baseline_without_a_finished_run_is_refused(tmp_path):
    now = stored(tmp_path / "now", recorded(1))
    (tmp_path / "empty").mkdir()
    failed = RunRecord.failed(recorded(1).task, "its process died 3 times")
    for baseline in (tmp_path / "empty", stored(tmp_path / "failed", failed)):
        done = report(now, "--baseline", str(baseline))
        assert done.returncode == 2
        assert f"--baseline {baseline}: no finished run is stored there" in done.stderr


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no run is stored there"),
        ({"static_rnn/seed-1.json": "{"}, "seed-1.json: "),
        ({"claims.json": "[1]"}, "claims.json: not a ledger"),
    ],
)
def test_what_cannot_be_reported_on_is_one_line(tmp_path, files, said):
    if "claims.json" in files:
        stored(tmp_path, recorded(1))
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    done = report(tmp_path)
    assert done.returncode == 2
    assert said in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_run_that_diverged_counts_as_it_did(tmp_path):
    diverged = dataclasses.replace(recorded(1), status=Status.DIVERGED, detail="NaN at step 20")
    assert report(stored(tmp_path, diverged)).returncode == 1
    assert "NaN at step 20" in (tmp_path / "junit.xml").read_text("utf-8")
    results = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert (results["exit_code"], results["runs"][0]["status"]) == (1, "diverged")
