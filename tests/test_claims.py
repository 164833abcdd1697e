"""The claims ledger: what is in it, what it says, and that it says otherwise when things break."""

import dataclasses
import functools
import subprocess
import sys
from unittest import mock

import pytest

from compat.mnist import arrays
from harness import claims, published, reference, store
from harness.claims import Verdict
from harness.claims.ledger import broken
from harness.claims.logs import whole_images
from harness.records import Data
from harness.reporting import terminal
from harness.reporting.claims_table import claims_table
from reproductions import TUTORIALS, log_formats

VERDICTS = {
    "000-gates": Verdict.HOLDS,
    "000-forget": Verdict.HOLDS,
    "000-shapes": Verdict.DOES_NOT_HOLD,
    "001-final": Verdict.HOLDS,
    "001-first": Verdict.MISPRINT,
    "001-better": Verdict.HOLDS,
    "001-states": Verdict.HOLDS,
    "001-rerun": Verdict.HOLDS,
    "001-iters": Verdict.DOES_NOT_HOLD,
    "002-accuracy": Verdict.DOES_NOT_HOLD,
    "003-test": Verdict.HOLDS,
    "003-tail": Verdict.HOLDS,
    "003-scope": Verdict.DOES_NOT_HOLD,
    "003-scopes-no-effect": Verdict.DOES_NOT_HOLD,
    "003-both-directions": Verdict.HOLDS,
    "004-accuracy": Verdict.HOLDS,
    "004-log": Verdict.HOLDS,
    "004-unrolled": Verdict.HOLDS,
    "004-last": Verdict.HOLDS,
    "004-reuse": Verdict.HOLDS,
    "004-state-shape": Verdict.HOLDS,
    # Beyond the list that the ledger began with:
    "000-gate-open": Verdict.HOLDS,
    "000-forget-nothing": Verdict.DOES_NOT_HOLD,
    "000-state-parts": Verdict.HOLDS,
    "000-time-major": Verdict.HOLDS,
    "000-random": Verdict.HOLDS,
    "001-vanishing": Verdict.HOLDS,
    "001-gates-trained": Verdict.HOLDS,
    "001-images": Verdict.HOLDS,
    "001-classes": Verdict.MISPRINT,
    "001-shapes": Verdict.HOLDS,
    "001-two-states": Verdict.HOLDS,
    "001-outputs": Verdict.HOLDS,
    "001-prints": Verdict.HOLDS,
    "001-whole-images": Verdict.HOLDS,
    "001-log-as-printed": Verdict.DOES_NOT_HOLD,
    "002-rnn-function": Verdict.DOES_NOT_HOLD,
    "002-context": Verdict.HOLDS,
    "002-suitable": Verdict.HOLDS,
    "002-gradients": Verdict.DOES_NOT_HOLD,
    "003-joined": Verdict.HOLDS,
    "003-independent": Verdict.HOLDS,
    "003-initial-states": Verdict.HOLDS,
    "003-end-derivatives": Verdict.DOES_NOT_HOLD,
    "003-backward-trained": Verdict.DOES_NOT_HOLD,
    "003-unrolled": Verdict.HOLDS,
    "003-weights": Verdict.DOES_NOT_HOLD,
    "003-iter": Verdict.DOES_NOT_HOLD,
    "003-whole-images": Verdict.HOLDS,
    "004-reshape": Verdict.HOLDS,
    "004-input-size": Verdict.HOLDS,
    "004-dropout": Verdict.HOLDS,
    "004-zero-state": Verdict.HOLDS,
    "004-output-shape": Verdict.HOLDS,
    "004-last-training": Verdict.DOES_NOT_HOLD,
    "004-output-vector": Verdict.DOES_NOT_HOLD,
    "004-cross-entropy": Verdict.DOES_NOT_HOLD,
    "004-epochs": Verdict.HOLDS,
    "004-whole-images": Verdict.HOLDS,
}


@pytest.fixture(scope="module")
def source(mnist_dir) -> Data:
    return Data(str(mnist_dir), arrays.load(mnist_dir).sha256)


@pytest.fixture(scope="module")
def ledger(source) -> list[claims.Claim]:
    return claims.check(source=source)


@pytest.mark.slow
def test_the_verdicts(ledger):
    assert {claim.id: claim.verdict for claim in ledger} == VERDICTS


@pytest.mark.slow
def test_every_id_is_there_once_under_its_post(ledger):
    assert len({claim.id for claim in ledger}) == len(ledger)
    numbers = {published.tutorial(name).number: name for name in TUTORIALS}
    assert [claim.tutorial for claim in ledger] == [numbers[claim.id[:3]] for claim in ledger]
    assert [claim.id[:3] for claim in ledger] == sorted(claim.id[:3] for claim in ledger)


@pytest.mark.slow
def test_every_claim_has_a_statement_and_evidence_with_numbers(ledger):
    for claim in ledger:
        assert claim.statement.endswith(".")
        assert any(map(str.isdigit, claim.evidence)), claim
        assert "\n" not in claim.evidence


@pytest.mark.slow
@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("000-shapes", "transpose of outputs is [28, 128, 128], not [28, 128, 28]"),
        ("001-iters", "782 iterations"),
        ("001-first", "21.875%"),
        ("003-both-directions", "has seen 1 row"),
        ("003-backward-trained", "262,144 recurrent weights are 0 at most"),
        ("003-scope", "0 of 2 first builds fail, and 2 of 2 second builds"),
        ("004-unrolled", "differ by 0 at most"),
        ("004-log", "40 of 40 lines"),
    ],
)
def test_the_evidence_has_what_was_found(ledger, id, expected):
    (claim,) = (claim for claim in ledger if claim.id == id)
    assert expected in claim.evidence


@pytest.mark.slow
def test_the_table_fits_a_terminal(ledger):
    text = terminal.render(claims_table(ledger))
    assert max(map(len, text.splitlines())) <= 120
    assert all(claim.id in text for claim in ledger)
    assert text.endswith(
        "59 statements: holds 41, does not hold 16, misprint 2, needs runs 0, not checked 0.\n"
    )


def test_a_name_that_is_no_tutorial_is_refused(source):
    with pytest.raises(ValueError, match="nonsense"):
        claims.check(names=["nonsense"], source=source)


def test_importing_the_ledger_loads_no_tensorflow():
    code = "import sys, harness.reporting.claims_table; print('tensorflow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# Planted faults turn the verdict.


@pytest.mark.slow
def test_another_forget_bias_is_found(source):
    from compat.contrib import rnn
    from harness.claims.post_000 import Post

    cell = rnn.BasicLSTMCell

    def forgetful(units, **settings):
        return cell(units, **settings | {"forget_bias": 0.0})

    with mock.patch.object(rnn, "BasicLSTMCell", forgetful), Post.opened((), source) as post:
        assert post.gates()[0] is Verdict.DOES_NOT_HOLD
        verdict, evidence = post.forget()
        assert verdict is Verdict.DOES_NOT_HOLD
        assert "sigmoid(0.0000)" in evidence


@pytest.mark.slow
def test_a_state_with_its_parts_swapped_is_found(source):
    from compat import nn
    from harness.claims.post_001 import Post

    dynamic_rnn = nn.dynamic_rnn

    @functools.wraps(dynamic_rnn)
    def swapped(*args, **kwargs):
        outputs, (c, h) = dynamic_rnn(*args, **kwargs)
        return outputs, nn.rnn_cell.LSTMStateTuple(h, c)

    with mock.patch.object(nn, "dynamic_rnn", swapped), Post.opened((), source) as post:
        assert post.last_output()[0] is Verdict.DOES_NOT_HOLD
        assert post.outputs()[0] is Verdict.DOES_NOT_HOLD


@pytest.mark.slow
def test_a_classifier_that_reads_the_first_output_trains_the_backward_cell(source):
    from compat.contrib import rnn
    from harness.claims.post_003 import Post

    bidirectional = rnn.static_bidirectional_rnn

    @functools.wraps(bidirectional)
    def reversed_in_time(*args, **kwargs):
        outputs, *last_states = bidirectional(*args, **kwargs)
        return outputs[::-1], *last_states

    fault = mock.patch.object(rnn, "static_bidirectional_rnn", reversed_in_time)
    with fault, Post.opened((), source) as post:
        assert post.backward_trained()[0] is Verdict.HOLDS
        assert post.both_directions()[0] is Verdict.DOES_NOT_HOLD
        assert post.joined()[0] is Verdict.DOES_NOT_HOLD


def test_a_value_that_is_no_fraction_of_the_images_is_found():
    tutorial = published.tutorial("static_bidirectional_rnn")
    assert whole_images(tutorial, training_accuracy=128, test_accuracy=10_000) == (
        Verdict.HOLDS,
        "3 of 3 training accuracies are whole 128ths, 1 of 1 test accuracies are whole 10,000ths",
    )
    log = log_formats.BY_TUTORIAL[tutorial.name]
    line = tutorial.points[0].line.replace("0.98438", "0.98440")
    altered = dataclasses.replace(log.parse(line), step=tutorial.points[0].step)
    tutorial = dataclasses.replace(tutorial, published=((altered, *tutorial.points[1:]),))
    assert whole_images(tutorial, training_accuracy=128) == (
        Verdict.DOES_NOT_HOLD,
        "2 of 3 training accuracies are whole 128ths",
    )


# What breaks costs its own claims only.


def test_a_port_that_cannot_be_opened_costs_its_own_claims_only(source, monkeypatch):
    from reproductions import static_rnn

    def build_graph():
        raise TypeError("static_rnn() has no such argument\n  at node 3")

    monkeypatch.setattr(static_rnn, "build_graph", build_graph)
    monkeypatch.setitem(sys.modules, "harness.claims.post_004", None)
    made = claims.check(names=["static_rnn", "multi_rnn_cell"], source=source)
    assert {c.id for c in made} == {id for id in VERDICTS if id[:3] == "002"} | {"004-port"}
    assert {c.verdict for c in made} == {Verdict.NOT_CHECKED}
    assert {c.evidence for c in made[:-1]} == {"TypeError: static_rnn() has no such argument"}
    assert made[0].statement == "The function of TensorFlow that it shows is rnn()."
    assert (made[-1].tutorial, made[-1].statement) == ("multi_rnn_cell", "The port can be loaded.")
    assert made[-1].evidence.startswith("ModuleNotFoundError: ")


@pytest.mark.slow
def test_an_unusable_reference_costs_only_what_is_judged_by_it(source, monkeypatch):
    def read(tutorial):
        raise reference.UnusableReferenceError("static_rnn.csv was recorded from another graph")

    monkeypatch.setattr(reference, "read", read)
    made = {c.id: c for c in claims.check(names=["static_rnn"], source=source)}
    assert made.pop("002-accuracy").evidence == (
        "UnusableReferenceError: static_rnn.csv was recorded from another graph"
    )
    assert {id: c.verdict for id, c in made.items()} == {
        id: verdict for id, verdict in VERDICTS.items() if id[:3] == "002" and id != "002-accuracy"
    }


def test_what_was_not_checked_is_counted_and_kept(tmp_path):
    claim = claims.Claim("002-x", "static_rnn", "It is.", *broken(OSError("gone")))
    text = terminal.render(claims_table([claim]))
    assert "OSError: gone" in text
    assert text.endswith("misprint 0, needs runs 0, not checked 1.\n")
    with store.Store(tmp_path) as kept:
        kept.save_claims([claim])
    assert store.read_claims(tmp_path) == [claim]
