"""Which GPUs there are, and which of them each worker process gets; loads no TensorFlow."""

import os
import subprocess
from collections.abc import Mapping, Sequence

__all__ = ["dealt", "jobs", "visible"]


def visible(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Returns the GPUs that CUDA would show to this process, as CUDA_VISIBLE_DEVICES names them.

    Empty where there is none, or no `nvidia-smi` to ask.
    """
    listed = environment.get("CUDA_VISIBLE_DEVICES")
    if listed is None:
        ask = ["nvidia-smi", "--query-gpu=index", "--format=csv,noheader"]
        try:
            listed = subprocess.run(ask, capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            return []
    gpus = []
    for gpu in listed.replace("\n", ",").split(","):
        if gpu.strip() == "-1":  # CUDA stops reading here
            break
        if gpu.strip():
            gpus.append(gpu.strip())
    return gpus


def jobs(gpus: Sequence[str], cores: int, memory_fraction: float | None) -> int:
    """Returns how many trainings to run at a time: one per core, or as many as the GPUs hold.

    memory_fraction: of a GPU's memory that each training takes; None: all of it.
    """
    return len(gpus) * int(1 / (memory_fraction or 1)) if gpus else cores


def dealt(gpus: Sequence[str], worker: int) -> dict[str, str]:
    """Returns what to set in the environment of a worker, counted from 0: one GPU, round robin."""
    return {"CUDA_VISIBLE_DEVICES": gpus[worker % len(gpus)]} if gpus else {}
