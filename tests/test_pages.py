"""The pages in a real browser: no error, no request, links that work, nothing that overflows."""

import pytest

from harness import reference as references
from harness.claims.ledger import Claim, Verdict
from harness.records import Status
from harness.reporting import reports, side_by_side
from tests import chromium
from tests.sample_runs import (
    EQUAL,
    NAME,
    OTHER,
    deviating,
    record,
    reference,
    regression,
    reproduced,
)
from tests.test_side_by_side import HOSTILE, LISTING

CLAIMS = [
    Claim(
        f"{number}-a",
        name,
        "Each layer has a name_that_is_quite_long_and_cannot_be_broken_anywhere_at_all.",
        verdict,
        "f" * 64,
    )
    for number, name, verdict in (
        ("001", NAME, Verdict.HOLDS),
        ("002", "static_rnn", Verdict.DOES_NOT_HOLD),
    )
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if chromium.program() is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with chromium.browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """One page of each kind: a regression report, and two ports beside a listing."""
    out = tmp_path_factory.mktemp("out")
    made = {name: reference(40, name) for name in (NAME, "static_rnn")}
    baseline = [record(1), record(1, "static_rnn")]
    detail = "ValueError: " + "x" * 300
    records = [
        record(1),
        record(50),
        record(1, "static_rnn"),
        record(2, "static_rnn", points=(), status=Status.FAILED, detail=detail),
    ]
    verdicts = [
        reproduced([1, 50], since=regression({1: EQUAL}, "numpy 1 → 2")),
        deviating([1], since=regression({1: OTHER}, "numpy 1 → 2", missing=(2,))),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(references, "read", lambda name: made.get(name))
        patch.setattr("harness.judging.verdicts.judge", lambda records: verdicts[:1])
        report, *_ = reports.write(out, records, verdicts, 1, claims=CLAIMS, baseline=baseline)
    return {
        "report": report,
        "side by side": side_by_side.write(
            out, "static_rnn", listing=LISTING, claims=CLAIMS, record=records[2]
        ),
        "hostile": side_by_side.write(out, "multi_rnn_cell", listing=HOSTILE),
        "without a listing": side_by_side.write(out, "static_bidirectional_rnn"),
    }


KINDS = ("report", "side by side", "hostile", "without a listing")


@pytest.mark.parametrize("kind", KINDS)
def test_no_error_and_no_request(browser, pages, kind):
    browser.open(pages[kind], 1400)
    assert browser.run("document.readyState") == "complete"
    assert browser.requests == [pages[kind].as_uri()]
    assert browser.problems == []
    assert browser.run("document.scripts.length") == 0


def test_what_would_ask_for_something_is_refused(browser, tmp_path):
    # So that the test above cannot pass because nobody looks.
    path = tmp_path / "page.html"
    path.write_text("<img src='http://127.0.0.1:9/x.png'><script>console.error('x')</script>")
    browser.open(path, 400)
    assert len(browser.requests) == 2
    assert browser.problems


_OVERFLOWING = """
(() => {
  const inScroller = e => e.closest('.scroll, pre, nav');
  const wide = [...document.querySelectorAll('main *, nav')].filter(e =>
    !inScroller(e.parentElement) && !e.closest('svg')
    && e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5);
  return [document.documentElement.scrollWidth - document.documentElement.clientWidth,
          wide.map(e => e.tagName + '.' + e.className)];
})()
"""


@pytest.mark.parametrize("width", [400, 1400])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_overflows(browser, pages, kind, width):
    browser.open(pages[kind], width)
    assert browser.run("document.documentElement.clientWidth") == width
    assert browser.run(_OVERFLOWING) == [0, []]


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_of_contents_leads_to_each_part(browser, pages, kind):
    browser.open(pages[kind], 1400)
    browser.run("document.documentElement.style.scrollBehavior = 'auto'")
    links = browser.run("document.querySelectorAll('nav a').length")
    assert links >= 3
    for i in range(links):
        browser.run(f"document.querySelectorAll('nav a')[{i}].click()")
        top, room = browser.run(
            "[document.querySelector(location.hash).getBoundingClientRect().top,"
            " document.documentElement.scrollHeight - innerHeight - scrollY]"
        )
        assert -1 <= top <= 40 or (room < 1 and top < 900)


@pytest.mark.parametrize(("width", "beside"), [(400, False), (1400, True)])
def test_the_columns_stand_beside_each_other_or_stack(browser, pages, width, beside):
    browser.open(pages["side by side"], width)
    pairs = browser.run(
        "[...document.querySelectorAll('.pair')].map(pair => [...pair.children]"
        ".map(column => column.getBoundingClientRect().top))"
    )
    assert len(pairs) > 10
    assert all((left == right) is beside for left, right in pairs)


@pytest.mark.parametrize("kind", ["report", "side by side"])
def test_light_and_dark_are_both_legible(browser, pages, kind):
    seen = []
    for dark in (False, True):
        browser.open(pages[kind], 1400, dark=dark)
        seen.append(browser.run(_CONTRASTS))
    (light, least), (dark, least_dark) = seen
    assert light > 200 > 60 > dark  # how bright the paper is
    assert min(least, least_dark) > 3


_CONTRASTS = """
(() => {
  const rgb = text => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const luminance = c => rgb(c).map(v => (v /= 255) <= 0.03928 ? v / 12.92
    : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const paperOf = e => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (c !== 'rgba(0, 0, 0, 0)') return c;
    }
  };
  const contrasts = [...document.querySelectorAll('p, td, th, pre span, figcaption, a, svg text')]
    .filter(e => e.textContent.trim()).map(e => {
      const style = getComputedStyle(e);
      const colour = e.closest('svg') ? style.fill : style.color;
      const [a, b] = [luminance(colour), luminance(paperOf(e))].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    });
  return [rgb(getComputedStyle(document.body).backgroundColor)[0], Math.min(...contrasts)];
})()
"""


def test_it_can_be_printed(browser, pages):
    browser.open(pages["report"], 1400)
    pdf = browser.print()
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") > 2
