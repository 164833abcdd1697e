"""Writes the reports of a call of the runner: the same verdicts as Markdown, HTML and JUnit XML."""

from collections.abc import Sequence
from pathlib import Path

from harness import files
from harness.claims.ledger import Claim
from harness.judging.verdicts import Verdict
from harness.records import RunRecord
from harness.reporting import junit, markdown, page, plots, svg
from harness.reporting.contents import contents

__all__ = ["write"]


def write(
    directory: str | Path,
    records: Sequence[RunRecord],
    verdicts: Sequence[Verdict],
    exit_code: int,
    *,
    claims: Sequence[Claim] = (),
    baseline: Sequence[RunRecord] | None = None,
) -> list[Path]:
    """Writes `report.html`, `report.md`, `junit.xml` and `plots/*.svg`; returns their paths.

    records, verdicts, exit_code: of the call; from stored runs they give the same reports again.
    claims: what checking the posts' statements gave; empty when they were not checked.
    baseline: the runs that `verdicts` were compared with.
    Raises OSError when a file cannot be written.
    """
    directory = Path(directory)
    said = contents(records, verdicts, claims, exit_code, baseline)
    drawn = {section.tutorial.name: plots.plots(section) for section in said.sections}
    texts = {
        "report.html": page.report(said, drawn),
        "report.md": markdown.report(said, drawn),
        "junit.xml": junit.report(said),
    }
    for made in drawn.values():
        texts |= {f"plots/{plot.name}.svg": svg.as_file(plot.svg) for plot in made}
    for name, text in texts.items():
        files.write_text(directory / name, text)
    return [directory / name for name in texts]
