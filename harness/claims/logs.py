"""What a published log tells of itself: accuracies are fractions of a whole number of images."""

import numpy as np

from harness.claims.ledger import Finding, holds
from harness.published import Tutorial
from reproductions import log_formats

__all__ = ["whole_images"]


def whole_images(tutorial: Tutorial, **images: int) -> Finding:
    """Says whether the published accuracies are fractions of the stated numbers of images.

    images: name of an accuracy → how many images it is stated to be of.
    A published value is such a fraction when the post prints some k / images as that value.
    """
    log = log_formats.BY_TUTORIAL[tutorial.name]
    all_whole, evidence = True, []
    for name, of in images.items():
        points = [p for p in tutorial.points if name in p.values]
        whole = 0
        for point in points:
            nearest = np.float32(round(point.values[name] * of) / of)
            line = log.point(point.step, **{**point.values, name: nearest}).line
            whole += log.parse(line).values[name] == point.values[name]
        all_whole &= whole == len(points)
        name = name.replace("_accuracy", "")
        evidence.append(f"{whole} of {len(points)} {name} accuracies are whole {of:,}ths")
    return holds(all_whole), ", ".join(evidence)
