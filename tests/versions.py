"""Rungs 1 to 3 on other versions of TensorFlow, each in an environment of its own.

    python -m tests.versions [VERSION ...]        by default the oldest and the newest admitted

For each version: an environment `.venv-VERSION`, the tests that compare ports with listings, those
of what NumPy lost, the hashes of the graphs, and logs of all five tutorials. At the end it prints
the table of the README: which logs are the same bytes as the first version's.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tabulate import tabulate

from harness.records import RunRecord
from reproductions import TUTORIALS

ROOT = Path(__file__).resolve().parent.parent
SEED = 5
# Whole runs where a run takes seconds; enough steps to drift apart where it takes minutes.
STEPS = {"static_bidirectional_rnn": 300, "multi_rnn_cell": 150}


def admitted() -> list[str]:
    """Returns the oldest and the newest minor version that pyproject.toml admits."""
    text = (ROOT / "pyproject.toml").read_text()
    oldest, beyond = re.search(r'"tensorflow>=(\d+\.\d+),<(\d+\.\d+)"', text).groups()
    major, minor = beyond.split(".")
    return [oldest, f"{major}.{int(minor) - 1}"]


def environment(version: str) -> Path:
    """Makes the environment if need be; returns its Python."""
    python = ROOT / f".venv-{version}" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", python.parent.parent], check=True)
        packages = [f"tensorflow=={version}.*", f"tf-keras=={version}.*", "--editable", ".[test]"]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], cwd=ROOT, check=True)
    return python


def logs(python: Path) -> dict[str, RunRecord]:
    """Trains the five tutorials; returns their records."""
    records = {}
    with tempfile.TemporaryDirectory() as out:
        for name in TUTORIALS:
            steps = ["--steps", str(STEPS[name])] if name in STEPS else []
            command = [python, "runner.py", name, "--seed", str(SEED), *steps, "--out", out]
            subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL)
            path = Path(out) / name / f"seed-{SEED}.json"
            records[name] = RunRecord.from_json(path.read_text())
    return records


def main(versions: list[str]) -> None:
    names = ("same_graph", "same_run", "compat", "compat_old_numpy")
    tests = [f"tests/test_{name}.py" for name in names]
    rows, first = [], None
    for version in versions or admitted():
        python = environment(version)
        done = subprocess.run([python, "-m", "pytest", "-q", "-m", "not slow", *tests], cwd=ROOT)
        records = logs(python)
        first = first or records
        for name, record in records.items():
            with tempfile.TemporaryDirectory() as out:
                export = [python, "runner.py", name, "--export-graph", out]
                subprocess.run(export, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
                graph = hashlib.sha256((Path(out) / f"{name}.pb").read_bytes()).hexdigest()
            same = "yes" if record.log() == first[name].log() else "no"
            steps = record.task.steps or "all"
            rung = "pass" if done.returncode == 0 else "FAIL"
            row = [record.versions["tensorflow"], record.versions["numpy"], name, graph[:12], rung]
            rows.append([*row, steps, "—" if records is first else same])
    headers = ["TensorFlow", "NumPy", "tutorial", "graph", "rungs 1–3", "steps", "same log"]
    print(tabulate(rows, headers, tablefmt="github", disable_numparse=True))


if __name__ == "__main__":
    main(sys.argv[1:])
