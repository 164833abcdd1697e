"""What happens to long runs: killed, out of disk, interrupted. Nothing finished is lost."""

import concurrent.futures
import contextlib
import dataclasses
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from harness import resuming, store, suite, training
from harness.data import choose
from harness.judging import verdicts
from harness.records import Data, Ended, Printed, RunRecord, Started, Status, Task
from reproductions import log_formats
from tests.listings import ROOT, python
from tests.waiting import wait_for

DATA = Data(None, "0" * 64)
LOG = log_formats.BY_TUTORIAL["dynamic_rnn"]


def record(seed: int, **changes) -> RunRecord:
    points = tuple(LOG.point(step, training_accuracy=step / 128) for step in (0, 20, 40))
    task, versions = Task("dynamic_rnn", seed, DATA), {"tensorflow": "2.21.0"}
    whole = RunRecord(task, Status.FINISHED, "", points, {}, "", versions, 1.0)
    return dataclasses.replace(whole, **changes)


def updates(tasks):
    """What `scheduling.run` would yield."""
    for task in tasks:
        ended = record(task.seed)
        yield Started(task)
        for point in ended.points:
            yield Printed(task, point)
        yield Ended(ended)


TASKS = [Task("dynamic_rnn", seed, DATA) for seed in (1, 2, 3)]


def stored(directory: Path) -> dict[str, str]:
    return {
        p.name: p.read_text() for p in directory.glob("*/*") if not p.name.startswith("results")
    }


def test_lines_are_written_as_they_come(tmp_path):
    with store.Store(tmp_path) as opened:
        steps = updates(TASKS[:1])
        seen = []

        def run(tasks):
            for update in steps:
                yield update
                part = tmp_path / "dynamic_rnn" / ".seed-1.log.part"
                seen.append(part.read_text() if part.exists() else None)

        suite.train(TASKS[:1], opened, run, live=False)
    assert seen == ["", "0.0\n", "0.0\n0.15625\n", "0.0\n0.15625\n0.3125\n", None]
    assert set(stored(tmp_path)) == {"seed-1.log", "seed-1.json"}


def test_a_second_try_begins_anew(tmp_path):
    def run(tasks):
        whole = list(updates(tasks))
        yield from whole[:3]  # here the worker died
        yield from whole

    with store.Store(tmp_path) as opened:
        suite.train(TASKS[:1], opened, run, live=False)
    assert stored(tmp_path)["seed-1.log"] == record(1).log()


def test_a_directory_that_vanishes_is_made_again_with_all_that_was_in_it(tmp_path):
    out = tmp_path / "out"

    def run(tasks):
        for i, update in enumerate(updates(tasks)):
            if i == 7:  # seed 1 is over, seed 2 under way
                shutil.rmtree(out)
            yield update

    with store.Store(out) as opened:
        suite.train(TASKS, opened, run, live=False)
    assert set(stored(out)) == {f"seed-{n}.{kind}" for n in (1, 2, 3) for kind in ("log", "json")}


def test_two_runners_in_one_directory(tmp_path):
    with store.Store(tmp_path):
        done = python("runner.py", "static_rnn", "--data", "digits", "--out", tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"another runner is writing to {tmp_path}" in done.stderr
    with store.Store(tmp_path):
        pass  # the lock goes with its holder


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 64 KiB; skipped where none can be mounted."""
    directory = tmp_path / "small"
    directory.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory]
    with contextlib.suppress(FileNotFoundError):
        if subprocess.run(mount, capture_output=True).returncode == 0:
            yield directory
            subprocess.run(["umount", "--lazy", directory], check=True)
            return
    pytest.skip("only root can mount a small file system")


def test_a_full_disk_stops_the_runs_and_keeps_what_is_finished(small_disk, capsys):
    def run(tasks):
        for update in updates(tasks):
            if isinstance(update, Started) and update.task.seed == 2:
                with contextlib.suppress(OSError), open(small_disk / "filler", "wb") as filler:
                    while True:
                        filler.write(b"x" * 4096)
                        filler.flush()
            yield update

    with store.Store(small_disk) as opened:
        outcome = suite.train(TASKS, opened, run, live=False)
        suite.report(outcome, verdicts.judge(outcome.records), opened, 1)
    assert outcome.went_wrong
    assert outcome.problem == f"cannot write to {small_disk}: No space left on device"
    said = capsys.readouterr()
    assert "Summary" in said.out
    assert "Stopped; 1 finished runs are kept." in said.err
    assert f"--resume {small_disk}" in said.err
    os.unlink(small_disk / "filler")
    assert [r.task.seed for r in store.read(small_disk)] == [1]
    assert stored(small_disk)["seed-1.log"] == record(1).log()


def test_a_run_that_failed_keeps_its_lines(tmp_path):
    def run(tasks):
        [task] = tasks
        yield from list(updates(tasks))[:3]
        yield Ended(RunRecord.failed(task, "its process died 3 times"))

    with store.Store(tmp_path) as opened:
        [kept] = suite.train(TASKS[:1], opened, run, live=False).records
    assert kept.status is Status.FAILED
    assert stored(tmp_path)["seed-1.log"] == kept.log() == "0.0\n0.15625\n"


def test_ctrl_c_loses_no_run_that_is_over(tmp_path, monkeypatch):
    save = store.Store.save
    pressed = []

    def interrupted(opened, ended):
        if ended.task.seed == 2 and not pressed:
            pressed.append(True)
            raise KeyboardInterrupt
        save(opened, ended)

    monkeypatch.setattr(store.Store, "save", interrupted)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with store.Store(tmp_path) as opened:
        outcome = suite.train(TASKS, opened, updates, live=False)
    assert outcome.interrupted
    assert [r.task.seed for r in outcome.records] == [1, 2]
    assert [r.task.seed for r in store.read(tmp_path)] == [1, 2]


@pytest.mark.parametrize(
    ("there", "wanted", "lost"),
    [(None, 20, True), (40, 20, True), (20, None, False), (20, 20, False)],
)
def test_a_longer_run_is_not_replaced(there, wanted, lost, tmp_path):
    kept = record(1, task=Task("dynamic_rnn", 1, DATA, steps=there))
    tasks = [Task("dynamic_rnn", seed, DATA, steps=wanted) for seed in (1, 2)]
    with store.Store(tmp_path) as opened:
        assert resuming.longer(tasks, opened) is None
        opened.save(kept)
        assert resuming.longer(tasks, opened) == (tasks[0] if lost else None)


def test_a_quick_look_does_not_replace_a_whole_run(tmp_path, mnist_dir):
    with store.Store(tmp_path) as opened:
        opened.save(record(1))
    look = ["dynamic_rnn", "--steps", "20", "--data-dir", mnist_dir]
    done = python("runner.py", *look, "--out", tmp_path)
    assert done.returncode == 2
    assert f"{tmp_path} has a longer run of dynamic_rnn seed 1; use another --out" in done.stderr
    assert stored(tmp_path)["seed-1.log"] == record(1).log()


def test_the_baseline_is_not_written_to(tmp_path):
    with store.Store(tmp_path) as opened:
        opened.save(record(1))
    done = python("runner.py", "dynamic_rnn", "--out", tmp_path, "--baseline", tmp_path)
    assert done.returncode == 2
    assert "--baseline is the directory to write to; give --out another one" in done.stderr


def test_a_port_that_cannot_be_built_ends_resuming_in_one_line(monkeypatch, tmp_path):
    class Pool(concurrent.futures.ThreadPoolExecutor):
        def __init__(self, *_, **__):
            super().__init__(1)

    monkeypatch.setattr(concurrent.futures, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(training, "program", lambda name: 1 / 0)
    with store.Store(tmp_path) as opened:
        opened.save(record(1))
    with pytest.raises(resuming.OtherProgramError, match="cannot be built today, ZeroDivisionErr"):
        resuming.finished(TASKS, tmp_path)


@pytest.mark.slow
def test_reports_that_cannot_be_written_are_no_success(tmp_path, mnist_dir):
    (tmp_path / "report.html").mkdir()
    done = python(
        *("runner.py", "static_rnn", "--steps", "2", "--data", "digits", "--out", tmp_path)
    )
    assert f"cannot write the reports to {tmp_path}: Is a directory" in done.stderr
    assert done.returncode == 1


def test_lines_that_nobody_reads_end_no_training(tmp_path, monkeypatch):
    class Closed(io.StringIO):
        def write(self, text):
            raise BrokenPipeError

    with store.Store(tmp_path) as opened:
        monkeypatch.setattr(sys, "stdout", Closed())
        outcome = suite.train(TASKS[:1], opened, updates, live=False)
    assert (outcome.problem, outcome.went_wrong) == ("", False)


@pytest.fixture(scope="module")
def data(mnist_dir):
    return choose("mnist", str(mnist_dir))


def command(mnist_dir, out, *options) -> list[str]:
    options = ["--data-dir", mnist_dir, "--steps", 60, "--jobs", 2, *options]
    return [str(c) for c in (sys.executable, "runner.py", "static_rnn", *options, out)]


@pytest.mark.slow
def test_a_killed_runner_and_what_resume_does(mnist_dir, tmp_path):
    out, whole = tmp_path / "out", tmp_path / "whole"
    with subprocess.Popen(
        command(mnist_dir, out, "--seeds", 3, "--out"), cwd=ROOT, stderr=subprocess.DEVNULL
    ) as process:
        wait_for((out / "static_rnn" / "seed-1.json").exists)
        process.kill()
    finished = (out / "static_rnn" / "seed-1.json").read_text()

    done = python(*command(mnist_dir, out, "--seeds", 3, "--resume")[1:])
    assert done.returncode == 3, done.stderr
    assert "static_rnn seed 1: started" not in done.stderr
    assert (out / "static_rnn" / "seed-1.json").read_text() == finished
    undisturbed = python(*command(mnist_dir, whole, "--seeds", 3, "--out")[1:])
    assert undisturbed.returncode == 3, undisturbed.stderr
    logs = {n: text for n, text in stored(out).items() if n.endswith(".log")}
    assert logs == {n: text for n, text in stored(whole).items() if n.endswith(".log")}
    assert len(logs) == 3
    runs = json.loads((out / "results.json").read_text())["runs"]
    assert [r["seed"] for r in runs] == [1, 2, 3]

    for change, said in (
        ({"hyperparameters": {"learning_rate": 0.01}}, "was made with other hyperparameters"),
        ({"graph_sha256": "0" * 64}, "was made with other graph"),
        ({"task": Task("static_rnn", 2, DATA, 60)}, "was made with other data"),
        ({"task": Task("static_rnn", 2, choose("mnist", str(mnist_dir)), 61)}, "other steps"),
    ):
        path = out / "static_rnn" / "seed-2.json"
        other = dataclasses.replace(RunRecord.from_json(finished), **change)
        path.write_text(other.to_json())
        tasks = suite.tasks(["static_rnn"], [1, 2], choose("mnist", str(mnist_dir)), 60)
        with pytest.raises(resuming.OtherProgramError, match=said):
            resuming.finished(tasks, out)


def test_resuming_nothing(tmp_path):
    done = python("runner.py", "static_rnn", "--resume", tmp_path / "nothing")
    assert done.returncode == 2
    assert "there is no such directory" in done.stderr


def test_ctrl_c_twice_ends_it_now(mnist_dir, tmp_path):
    options = ["--seeds", 50, "--out"]
    with subprocess.Popen(
        command(mnist_dir, tmp_path, *options), cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as process:
        wait_for((tmp_path / "static_rnn" / ".seed-1.log.part").exists)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
