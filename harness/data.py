"""Chooses the images to train on: MNIST where it can be had, else the stand-in."""

import sys

from compat.mnist import MnistNotFound, arrays, digits, find
from harness.records import Data

__all__ = ["STAND_IN_STEPS", "choose", "load"]

STAND_IN_STEPS = 200
"""The most steps of a run on the stand-in: enough to show that all of it works."""


def choose(choice: str, data_dir: str | None) -> Data:
    """Finds MNIST, downloading it if need be, and verifies it.

    choice: "mnist" insists on MNIST, "digits" asks for the stand-in (scikit-learn's handwritten
        digits), "auto" takes the stand-in when MNIST cannot be had.
    data_dir: a directory with the four MNIST files; None to search.
    Raises compat.mnist.MnistError when MNIST is there but not right, or insisted on and not there.
    """
    if choice == "digits":
        return Data(None, digits.load().sha256)
    try:
        directory = find.find(data_dir)
    except MnistNotFound as error:
        if choice == "mnist":
            raise
        print(f"{error}\nTraining on stand-in data instead.", file=sys.stderr)
        return Data(None, digits.load().sha256)
    return Data(str(directory.resolve()), arrays.load(directory).sha256)


def load(data: Data) -> arrays.Arrays:
    """Returns the images and labels that `data` names."""
    return digits.load() if data.stand_in else arrays.load(data.directory)
