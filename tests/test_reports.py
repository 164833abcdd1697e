"""The faces of a report: Markdown, JUnit XML, HTML, TensorBoard."""

import dataclasses
from textwrap import dedent
from xml.etree import ElementTree

import pytest

from harness import reference as references
from harness.claims.ledger import Claim
from harness.claims.ledger import Verdict as Finding
from harness.judging.verdicts import Verdict
from harness.records import Status, Task
from harness.reporting import junit, markdown, reports, tensorboard
from harness.reporting.contents import contents
from tests.sample_runs import CLAIMS, MNIST, NAME, curve, judgement, record, reproduced, two

HOSTILE = '</td><script>alert("1")</script><img src=x onerror=alert(2)>\x00\x1b[31m & | `x`'

pytestmark = pytest.mark.usefixtures("sample_references")


def test_markdown_begins_with_what_to_look_at_first():
    text = markdown.report(contents(*two(), [], 1, None), {})
    head, _ = text.split("\n## dynamic")
    assert head == dedent(
        """\
        # Do the tutorials run as they did?

        **Exit code 1.** static\\_rnn deviates, diverged.

        ## At a glance

        | tutorial | reproduced? | how sure | what differed | what next |
        |---|---|---|---|---|
        | dynamic\\_rnn\\_final\\_state | reproduced | the published log: p = 0.4 beside 64 recorded runs; runs beside the recorded run of their seed: 2 bit-equal | nothing; closest call: training accuracy at step 20: 0.67969, ensemble 0.4375–0.72656 | the plots |
        | static\\_rnn | deviates, diverged | runs beside the recorded run of their seed: 1 another computation | seed 3 diverged: NaN at step 100; seed 1 is not as recorded: another computation; training accuracy at step 40: 0.125, not 0.664062 (-0.54) | static\\_rnn/seed-3.json, and the same seed again |

        """  # noqa: E501
    )


def test_junit_fails_for_what_deviates_and_not_for_what_a_post_got_wrong():
    records, verdicts = two()
    short = Verdict("dynamic_rnn", None, "cut short at step 9")
    task = Task("dynamic_rnn", 1, MNIST, steps=9)
    records = [dataclasses.replace(record(1, "dynamic_rnn"), task=task), *records[2:]]
    text = junit.report(contents(records, [short, verdicts[1]], CLAIMS, 1, None))
    assert text == dedent(
        """\
        <?xml version="1.0" encoding="utf-8"?>
        <testsuites name="tutorials" tests="5" failures="1" skipped="2" errors="0">
          <testsuite name="dynamic_rnn" tests="1" failures="0" skipped="1" errors="0">
            <testcase classname="dynamic_rnn" name="reproduced" time="21.0">
              <skipped message="cut short at step 9" />
              <system-out>not judged; nothing to measure by; what next: train to the end, without --steps</system-out>
            </testcase>
          </testsuite>
          <testsuite name="static_rnn" tests="4" failures="1" skipped="1" errors="0">
            <testcase classname="static_rnn" name="reproduced" time="41.0">
              <failure message="seed 3 diverged: NaN at step 100; seed 1 is not as recorded: another computation; training accuracy at step 40: 0.125, not 0.664062 (-0.54)" />
              <system-out>deviates, diverged; runs beside the recorded run of their seed: 1 another computation; what next: static_rnn/seed-3.json, and the same seed again</system-out>
            </testcase>
            <testcase classname="static_rnn.claims" name="002-a">
              <system-out>does not hold: The accuracy is good. 0.45–0.51</system-out>
            </testcase>
            <testcase classname="static_rnn.claims" name="002-b">
              <system-out>holds: It trains. it does</system-out>
            </testcase>
            <testcase classname="static_rnn.claims" name="002-c">
              <skipped message="no run is at hand" />
              <system-out>needs runs: It is better. no run is at hand</system-out>
            </testcase>
          </testsuite>
        </testsuites>
        """  # noqa: E501
    )


def test_all_faces_are_written_and_the_same_each_time(tmp_path):
    records, verdicts = two()
    first = reports.write(tmp_path / "a", records, verdicts, 1, claims=CLAIMS)
    again = reports.write(tmp_path / "b", records[::-1], verdicts, 1, claims=CLAIMS)
    assert [str(p.relative_to(tmp_path / "a")) for p in first] == [
        "report.html",
        "report.md",
        "junit.xml",
        f"plots/{NAME}-training_accuracy.svg",
        f"plots/{NAME}-training_accuracy-beginning.svg",
        f"plots/{NAME}-rank-published.svg",
        "plots/static_rnn-training_accuracy.svg",
        "plots/static_rnn-minibatch_loss.svg",
        "plots/static_rnn-test_accuracy.svg",
    ]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in again]
    linked = {
        line.split("(")[-1][:-1] for line in first[1].read_text().splitlines() if "![" in line
    }
    assert linked == {str(p.relative_to(tmp_path / "a")) for p in first[3:]}


def test_whatever_comes_from_outside_is_escaped_in_every_face(tmp_path):
    failed = record(1, points=(), status=Status.FAILED, detail=HOSTILE, versions={"numpy": HOSTILE})
    claims = [Claim(HOSTILE, NAME, HOSTILE, Finding.HOLDS, HOSTILE)]
    verdict = Verdict(NAME, None, HOSTILE)
    page, text, xml = reports.write(tmp_path, [failed], [verdict], 1, claims=claims)[:3]
    assert "<script" not in page.read_text("utf-8")
    assert "<img" not in page.read_text("utf-8")
    assert "&lt;script&gt;" in page.read_text("utf-8")
    assert "<script" not in text.read_text("utf-8")
    assert "\\| \\`x\\`" in text.read_text("utf-8")
    case = ElementTree.parse(xml).find(f".//testcase[@classname='{NAME}']/failure")
    assert case.get("message").startswith('seed 1 failed: </td><script>alert("1")</script>')


def test_a_report_on_a_thousand_runs_says_what_it_leaves_out(tmp_path):
    records = [record(seed, points=curve(seed % 50)) for seed in range(1, 1001)]
    verdict = reproduced(range(1, 1001))
    page, text, *_ = reports.write(tmp_path, records, [verdict], 0)
    assert page.stat().st_size < 1_000_000
    left_out = f"{NAME}: the list of runs has 20 of 1000, the odd ones first; every table of"
    assert left_out in page.read_text("utf-8")
    assert markdown.escape(left_out) in text.read_text("utf-8")
    assert "Left out here: 980 of 1000 runs." in page.read_text("utf-8")
    assert "today's runs, 12 of 1,000" in text.read_text("utf-8")


def test_without_a_recorded_run_the_report_is_whole(tmp_path, monkeypatch):
    def damaged(name):
        raise ValueError("damaged")

    monkeypatch.setattr(references, "read", damaged)
    verdict = Verdict(NAME, None, "no run is recorded to compare with")
    page, *_ = reports.write(tmp_path, [record(1)], [verdict], 3)
    assert "Orange: today&#39;s runs" in page.read_text("utf-8")


def test_several_runs_of_other_seeds_are_ranked_together(tmp_path):
    together = dataclasses.replace(judgement(), logs=4)
    verdict = dataclasses.replace(reproduced([]), others=together)
    page, *files = reports.write(tmp_path, [record(1001)], [verdict], 0)
    assert tmp_path / "plots" / f"{NAME}-rank-others.svg" in files
    assert "beside 64 other groups of 4: rank 40 of 65, p = 0.4" in page.read_text("utf-8")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_tensorboard_reads_published_and_reproduced_in_one_chart(tmp_path):
    root = tensorboard.write(tmp_path, [record(1), record(2), record(1, "static_rnn")])
    assert sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()) == [
        f"published-1/events.out.tfevents.{NAME}",
        f"published-2/events.out.tfevents.{NAME}",
        f"seed-1/events.out.tfevents.{NAME}",
        "seed-1/events.out.tfevents.static_rnn",
        f"seed-2/events.out.tfevents.{NAME}",
    ]
    first, *events = _events(root / "published-2" / f"events.out.tfevents.{NAME}")
    assert first.file_version == "brain.Event:2"
    assert [event.step for event in events] == list(range(600, 800, 20))
    assert {v.tag for e in events for v in e.summary.value} == {f"{NAME}/training_accuracy"}
    assert events[0].summary.value[0].simple_value == 0.984375


def _events(path):
    from tensorflow.compat.v1.train import summary_iterator

    return list(summary_iterator(str(path)))
