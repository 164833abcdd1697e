"""The page of what is covered is the table of names, as it is now."""

from compat.names import NAMES
from compat.names.__main__ import page
from tests.listings import ROOT


def test_the_page_is_up_to_date():
    written = (ROOT / "docs" / "coverage.md").read_text("utf-8")
    assert written == page(), "make it again: python -m compat.names > docs/coverage.md"


def test_every_name_is_on_it():
    lines = page().splitlines()
    assert sum(line.startswith("| `") for line in lines) == len(NAMES)
