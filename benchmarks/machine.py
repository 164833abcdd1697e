"""One line about the machine and what computes on it."""

import importlib.metadata
import os
import platform
from pathlib import Path

__all__ = ["describe"]

_PACKAGES = {"tensorflow": "TensorFlow", "keras": "Keras", "torch": "PyTorch", "numpy": "NumPy"}


def describe() -> str:
    """Returns cores, processor, load and versions; at a load near 0 nobody else computes."""
    versions = [f"{label} {_version(package)}" for package, label in _PACKAGES.items()]
    parts = [
        f"{os.cpu_count()} cores",
        _processor(),
        f"load at the start {os.getloadavg()[0]:.1f}",
        f"Python {platform.python_version()}",
        *(version for version in versions if not version.endswith(" ")),
    ]
    return ", ".join(parts)


def _processor() -> str:
    with open("/proc/cpuinfo") if Path("/proc/cpuinfo").exists() else open(os.devnull) as lines:
        names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
