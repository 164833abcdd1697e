"""The posts' listings, where they are at hand, and what bounds them; for several test modules."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LISTINGS = ROOT.parent / "shared" / "posts" / "listings"

# The top-level constant that bounds each listing's loop.
BOUNDS = {
    "dynamic_rnn": "training_iters",
    "dynamic_rnn_final_state": "train_iters",
    "static_rnn": "training_steps",
    "static_bidirectional_rnn": "max_samples",
    "multi_rnn_cell": "ITER_NUMBER",
}


def listing(number: str) -> Path:
    """Returns a post's listing; without it the test is skipped, or fails where `CI` is true."""
    found = sorted(LISTINGS.glob(f"{number}_*.py"))
    if not found:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up(f"the listing of post {number} is not at hand")
    return found[0]


def python(*arguments, **environment) -> subprocess.CompletedProcess:
    """Runs Python in the project's folder, from which it also imports."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        timeout=1500,  # rather than hang
    )
