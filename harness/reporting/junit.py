"""The verdicts as JUnit XML for CI systems: a test case per tutorial and per claim.

A tutorial fails when it deviates or when one of its runs broke, and is skipped when nothing could
be told: red where the exit code is 1. Claims are about what the posts say, not about the program: a
statement that does not hold is a finding, so its case passes and has the finding as its output; one
that needs runs, or could not be checked, is skipped.
"""

from xml.etree import ElementTree

from harness.claims.ledger import Claim, Verdict
from harness.reporting.contents import Contents
from harness.reporting.section import Section
from harness.reporting.text import printable

__all__ = ["report"]


def report(contents: Contents) -> str:
    """Returns the XML: a test suite per tutorial."""
    root = ElementTree.Element("testsuites", name="tutorials")
    for section in contents.sections:
        suite = ElementTree.SubElement(root, "testsuite", name=section.tutorial.name)
        _tutorial(suite, section)
        for claim in section.claims:
            _claim(suite, claim)
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("*/failure"))))
        suite.set("skipped", str(len(suite.findall("*/skipped"))))
        suite.set("errors", "0")
    for count in ("tests", "failures", "skipped", "errors"):
        root.set(count, str(sum(int(suite.get(count)) for suite in root)))
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _tutorial(suite: ElementTree.Element, section: Section) -> None:
    seconds = sum(record.wall_seconds for record in section.records)
    case = _case(suite, section.tutorial.name, "reproduced", time=f"{seconds:.1f}")
    if section.mark == "bad":
        _said(case, "failure", section.what_differed)
    elif section.mark == "unclear":
        _said(case, "skipped", section.verdict.reason)
    said = f"{section.outcome}; {section.how_sure}; what next: {section.what_next}"
    ElementTree.SubElement(case, "system-out").text = printable(said)


def _claim(suite: ElementTree.Element, claim: Claim) -> None:
    case = _case(suite, f"{claim.tutorial}.claims", claim.id)
    if claim.verdict in (Verdict.NEEDS_RUNS, Verdict.NOT_CHECKED):
        _said(case, "skipped", claim.evidence)
    said = f"{claim.verdict}: {claim.statement} {claim.evidence}"
    ElementTree.SubElement(case, "system-out").text = printable(said)


def _case(suite: ElementTree.Element, where: str, name: str, **more: str) -> ElementTree.Element:
    return ElementTree.SubElement(suite, "testcase", classname=where, name=printable(name), **more)


def _said(case: ElementTree.Element, how: str, message: str) -> None:
    ElementTree.SubElement(case, how, message=printable(message))
