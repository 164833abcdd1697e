"""The command line, as a user meets it: in a process of its own, with real TensorFlow and MNIST."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import runner
from compat.mnist import find
from harness import claims
from harness.claims import Claim, Verdict
from harness.records import RunRecord
from reproductions import TUTORIALS, log_formats
from tests.waiting import wait_for

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments, root=ROOT, **environment) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "runner.py", *map(str, arguments)],
        cwd=root,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=300,  # rather than hang
    )


def assert_bad_input(done: subprocess.CompletedProcess, *said: str) -> None:
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    for text in said:
        assert text in done.stderr


@pytest.mark.parametrize("option", ["--help", "--list"])
def test_help_and_list_load_no_tensorflow(option):
    code = (
        "import sys, runner\n"
        f"try: code = runner.main(['{option}'])\n"
        "except SystemExit as done: code = done.code\n"
        "heavy = {'tensorflow', 'sklearn', 'scipy', 'rich'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in TUTORIALS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a tutorial, or ask for --all or --list"),
        (["static_rn"], "no tutorial is called 'static_rn'; did you mean static_rnn"),
        (["qqq"], "there are dynamic_rnn, dynamic_rnn_final_state"),
        (["--all", "--seeds", "0"], "argument --seeds: must be a whole number, 1 or more, not '0'"),
        (["--all", "--seed", "-1"], "from 0 to 2147483647"),
        (["--all", "--steps", "x"], "not 'x'"),
        (["--all", "--data", "fashion"], "argument --data: invalid choice: 'fashion'"),
        (["--all", "--seed", "1", "--seeds", "2"], "not allowed with argument"),
        (["--all", "--data-dir", "/no/such/directory"], "/no/such/directory"),
        (["--al"], "unrecognized arguments: --al"),
        (["--all", "--save-reference", "--steps", "5"], "--save-reference records full runs"),
        (["--all", "--save-reference", "--data", "digits"], "--save-reference needs MNIST"),
        (["--all", "--baseline", "/no/such/directory"], "cannot read the runs in --baseline"),
        (["--claims", "--report", "x"], "--claims takes no --report"),
        (["--claims", "--baseline", "x"], "--claims takes no --baseline"),
        (["--list", "--all"], "--list takes no --all, --out"),
        (
            ["static_rnn", "--export-graph", "x", "--no-progress"],
            "--export-graph takes no --out, --no-progress",
        ),
        (["static_rnn", "--post", "x"], "--post goes with --side-by-side"),
        (["static_rnn", "--resume", "x"], "--resume DIR writes to DIR; leave out --out"),
        (["--all", "--data", "digits", "--data-dir", "x"], "--data digits needs no --data-dir"),
    ],
)
def test_bad_usage(arguments, said, tmp_path):
    assert_bad_input(run(*arguments, "--out", tmp_path / "out"), said)


def test_a_reader_that_stops_reading_is_no_error():
    done = subprocess.run(
        f'"{sys.executable}" runner.py --list | true; exit ${{PIPESTATUS[0]}}',
        shell=True,
        executable=shutil.which("bash"),
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (141, "")


def test_an_output_without_all_letters_has_marks_for_them():
    log = "expected_logs/multi_rnn_cell.log"
    done = run("--compare", log, "--against", "multi_rnn_cell", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "ensemble 0.61719?0.82031" in done.stdout


def test_an_output_directory_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    done = run("static_rnn", "--out", tmp_path / "file" / "out")
    assert_bad_input(done, f"cannot write to --out {tmp_path}/file/out")


def copy_of_mnist(mnist_dir, directory) -> Path:
    directory.mkdir()
    for name in find.FILES:
        shutil.copy(mnist_dir / name, directory)
    return directory


NAME = "t10k-labels-idx1-ubyte.gz"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda file: file.unlink(), [NAME]),
        (lambda file: file.write_bytes(file.read_bytes()[:-100]), [NAME, find.FILES[NAME]]),
        (lambda file: file.write_bytes(gzip.compress(bytes(10008))), [NAME, find.FILES[NAME]]),
        (lambda file: (file.unlink(), file.mkdir()), [NAME]),
    ],
    ids=["missing", "truncated", "altered", "a directory"],
)
def test_a_data_directory_that_is_not_right(mnist_dir, tmp_path, damage, said):
    directory = copy_of_mnist(mnist_dir, tmp_path / "mnist")
    damage(directory / NAME)
    before = sorted(path.name for path in directory.iterdir())
    done = run("static_rnn", "--data-dir", directory, "--out", tmp_path / "out")
    assert_bad_input(done, *said)
    assert sorted(path.name for path in directory.iterdir()) == before  # nothing is deleted


def test_all_tutorials_cut_short_on_mnist(mnist_dir, tmp_path):
    done = run("--all", "--steps", 51, "--seed", 3, "--data-dir", mnist_dir, "--out", tmp_path)
    assert done.returncode == 3, done.stderr
    lines = {name: (tmp_path / name / "seed-3.log").read_text().splitlines() for name in TUTORIALS}
    # Steps 0, 20, 40; step 1 and the two lines at the end; steps 10 to 50 and the end; step 50.
    assert {name: len(log) for name, log in lines.items()} == dict(
        zip(TUTORIALS, (3, 3, 3, 7, 1), strict=True)
    )
    for name, log in lines.items():
        assert all(log_formats.BY_TUTORIAL[name].parse(line) for line in log)
        record = RunRecord.from_json((tmp_path / name / "seed-3.json").read_text())
        assert record.log().splitlines() == log
        assert record.hyperparameters
        assert record.versions.keys() == {"python", "tensorflow", "tf-keras", "numpy"}
        assert record.task.data.sha256
    assert lines["dynamic_rnn"] == lines["dynamic_rnn_final_state"]
    assert float(lines["dynamic_rnn"][-1]) > 0.6  # it learns
    results = json.loads((tmp_path / "results.json").read_text())
    assert results["exit_code"] == 3
    assert [r["tutorial"] for r in results["runs"]] == list(TUTORIALS)
    assert {r["status"] for r in results["runs"]} == {"finished"}
    assert done.stdout.count("cut short at step 51") == 2 * len(TUTORIALS)  # tables and summary
    assert "multi_rnn_cell seed 3: finished" in done.stderr


def test_one_run_prints_what_its_post_prints(mnist_dir, tmp_path):
    done = run("static_rnn", "--steps", 2, "--data-dir", mnist_dir, "--out", tmp_path)
    assert done.stdout.startswith((tmp_path / "static_rnn" / "seed-1.log").read_text())


@pytest.mark.slow
def test_claims(mnist_dir, tmp_path):
    done = run("static_rnn", "--claims", "--data-dir", mnist_dir)
    assert done.returncode == 0, done.stderr
    assert "002-accuracy" in done.stdout
    assert "000-gates" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 120
    assert_bad_input(
        run("--claims", "--out", tmp_path / "nothing"), "cannot read the runs in --out"
    )


@pytest.fixture
def elsewhere(tmp_path) -> Path:
    """A copy of the project where no MNIST is beside it."""
    root = tmp_path / "home" / "project"
    for part in ("compat", "reproductions", "harness", "expected_logs"):
        shutil.copytree(ROOT / part, root / part)
    shutil.copy(ROOT / "runner.py", root)
    return root


NO_NETWORK = {f"{kind}_proxy": "http://127.0.0.1:9" for kind in ("http", "https")}


@pytest.mark.slow
def test_without_mnist_and_network_it_runs_on_the_stand_in(elsewhere, tmp_path):
    environment = NO_NETWORK | {"TF1_TUTORIALS_CACHE": str(tmp_path / "cache"), "MNIST_DIR": ""}
    done = run("--all", "--steps", 2, root=elsewhere, **environment)
    assert done.returncode == 3, done.stderr
    assert "Training on stand-in data instead." in done.stderr
    assert done.stdout.count("stand-in data, not MNIST") == 2 * len(TUTORIALS)
    assert all((elsewhere / "out" / name / "seed-1.log").exists() for name in TUTORIALS)

    done = run("--all", "--data", "mnist", root=elsewhere, **environment)
    assert_bad_input(done, "MNIST")


def test_ctrl_c_keeps_what_is_finished(mnist_dir, tmp_path):
    command = [sys.executable, "runner.py", "static_rnn", "--data-dir", mnist_dir]
    command += ["--seeds", "50", "--jobs", "1", "--steps", "100", "--out", tmp_path]
    with subprocess.Popen(
        [*map(str, command)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        wait_for((tmp_path / "static_rnn" / "seed-1.json").exists)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate()
    assert process.returncode == 130, stderr
    assert "Traceback" not in stderr
    runs = json.loads((tmp_path / "results.json").read_text())["runs"]
    assert 1 <= len(runs) < 50
    stored = {path.stem for path in (tmp_path / "static_rnn").glob("*.log")}
    assert stored == {f"seed-{r['seed']}" for r in runs}
    assert "Interrupted" in stderr
    assert "Summary" in stdout


def test_claims_that_could_not_be_checked_are_no_success(monkeypatch, capsys):
    broken = Claim("000-x", "dynamic_rnn", "It learns.", Verdict.NOT_CHECKED, "ValueError: no op")
    monkeypatch.setattr(claims, "check", lambda *_: [broken])
    assert runner.main(["dynamic_rnn", "--claims", "--data", "digits"]) == 1
    assert "not checked" in capsys.readouterr().out
