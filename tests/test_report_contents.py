"""What a report says, before it has a face; whole tables as text."""

import dataclasses
from textwrap import dedent

import pytest

from harness.judging.known_seed import Comparison, Likeness
from harness.judging.outcome import Outcome
from harness.judging.verdicts import Verdict
from harness.records import Data, Status, Task
from harness.reporting import plots, terminal, verdict_tables
from harness.reporting.contents import contents
from tests.sample_runs import (
    CLAIMS,
    EQUAL,
    NAME,
    OTHER,
    deviating,
    judgement,
    record,
    regression,
    reproduced,
    two,
)

pytestmark = pytest.mark.usefixtures("sample_references")


def check(table, expected):
    text = terminal.render(table)
    assert [line.rstrip() for line in text.splitlines()] == dedent(expected).strip().splitlines()


def test_the_overview_says_of_each_tutorial_what_a_reader_wants_to_know():
    said = contents(*two(), [], 1, None)
    assert said.reason == "static_rnn deviates, diverged."
    assert said.overview().rows == [
        [
            NAME,
            "reproduced",
            "the published log: p = 0.4 beside 64 recorded runs; "
            "runs beside the recorded run of their seed: 2 bit-equal",
            "nothing; closest call: training accuracy at step 20: 0.67969, ensemble 0.4375–0.72656",
            "the plots",
        ],
        [
            "static_rnn",
            "deviates, diverged",
            "runs beside the recorded run of their seed: 1 another computation",
            "seed 3 diverged: NaN at step 100; seed 1 is not as recorded: another computation; "
            "training accuracy at step 40: 0.125, not 0.664062 (-0.54)",
            "static_rnn/seed-3.json, and the same seed again",
        ],
    ]


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"task": Task(NAME, 1, Data(None, "0"))}, "train on MNIST, with --data-dir DIR"),
        (
            {"task": Task(NAME, 1, Data("mnist", "0"), steps=40)},
            "train to the end, without --steps",
        ),
        ({"status": Status.FAILED, "detail": "killed"}, f"{NAME}/seed-1.json, and the same"),
    ],
)
def test_what_was_not_judged_says_what_to_do(changed, where):
    runs = [dataclasses.replace(record(1), **changed)]
    [section] = contents(runs, [Verdict(NAME, None, "why")], [], 3, None).sections
    assert section.outcome.startswith("not judged")
    assert section.what_differed.endswith("cannot be told: why")
    assert section.what_next.startswith(where)


def test_where_a_run_left_the_recorded_one_is_named():
    [section] = contents([record(1)], [deviating([1], NAME)], [], 1, None).sections
    assert section.what_next == f"{NAME}/seed-1.log at step 40"


def test_a_tutorial_judged_by_the_log_of_another_says_whose():
    verdict = reproduced([1], "dynamic_rnn")
    [section] = contents([record(1, "dynamic_rnn")], [verdict], [], 0, None).sections
    whose = "the published log of dynamic_rnn_final_state"
    assert section.how_sure.startswith(f"{whose}, whose runs are bit-identical: p = 0.4")
    said = [table.title for table in section.tables()]
    assert f"What speaks against {whose}" in said
    on_terminal = dataclasses.replace(verdict, published=judgement(Outcome.DEVIATES))
    said = [table.title for table in verdict_tables.details([on_terminal])]
    assert f"dynamic_rnn: what speaks against {whose}" in said
    *_, rank = plots.plots(section)
    assert rank.caption.startswith(f"How far {whose} is from the rest")


@pytest.mark.parametrize(
    ("code", "verdict", "reason"),
    [
        (0, reproduced([1]), "All that could be compared was reproduced."),
        (1, deviating([1], NAME), f"{NAME} deviates."),
        (
            3,
            Verdict(NAME, None, "cut short at step 9"),
            f"Nothing could be compared: {NAME} (cut short at step 9).",
        ),
    ],
)
def test_the_exit_code_has_its_reason(code, verdict, reason):
    assert contents([record(1)], [verdict], [], code, None).reason == reason


def test_the_tables_of_a_section():
    said = contents(*two(), CLAIMS, 1, None)
    _, beside, runs, provenance, claims = said.sections[1].tables()
    check(
        beside,
        """
        Each run beside the recorded run of its seed

        run    beside the run of its seed
        -----  ------------------------------------------------------------------------------
        1      another computation; training accuracy at step 40: 0.125, not 0.664062 (-0.54)
        """,
    )
    check(
        runs,
        """
        Runs

        seed    ended                      steps    time    log
        ------  -------------------------  -------  ------  ---------------------
        3       diverged: NaN at step 100  all      20 s    none
        1       finished                   all      21 s    static_rnn/seed-1.log
        """,
    )
    check(
        provenance,
        f"""
        What was run

        what                   value
        ---------------------  --------------------------------------------------------------------------------------------------
        post                   002, TensorFlow中的rnn()函数与LSTM结合的强大理由, 宙启技术站
        model                  LSTM of 128 units by static_rnn, last output; plain gradient descent
        port                   reproductions/static_rnn.py
        graph (SHA-256)        {"a" * 64}
        data (SHA-256)         {"d" * 64}
        numpy                  2.4.6
        tensorflow             2.21.0
        learning_rate          0.001
        batch_size             128
        time of a run, median  20 s
        recorded runs          8 of static_rnn, TensorFlow 2.21.0, NumPy 2.4.6, 2026-11-20, graph aaaaaaaaaaaa, data dddddddddddd
        """,  # noqa: E501
    )
    check(
        claims,
        """
        What the post states, checked

        id     statement              verdict        evidence
        -----  ---------------------  -------------  -----------------
        002-a  The accuracy is good.  does not hold  0.45–0.51
        002-b  It trains.             holds          it does
        002-c  It is better.          needs runs     no run is at hand
        3 statements: holds 1, does not hold 1, misprint 0, needs runs 1, not checked 0.
        """,
    )


def test_what_changed_since_the_baseline(monkeypatch):
    upgrade = ("numpy 1.26.4 → 2.4.6", "tensorflow 2.16.2 → 2.21.0")
    graph = "graph bbbbbbbbbbbb → aaaaaaaaaaaa"
    rounding = Comparison(Likeness.ROUNDING, (60, "training_accuracy"), 0.5, 0.5078125)
    verdicts = [
        reproduced([1, 2], since=regression({1: EQUAL, 2: rounding}, *upgrade)),
        deviating([1], since=regression({1: OTHER}, *upgrade, graph, missing=(3,))),
    ]
    then = [reproduced([1, 2]), Verdict("static_rnn", None, "cut short at step 9")]
    monkeypatch.setattr("harness.judging.verdicts.judge", lambda records: then)
    said = contents(two()[0], verdicts, [], 1, [record(1), record(2), record(1, "static_rnn")])
    surroundings, outcomes, curves, unchanged = said.changed
    check(
        surroundings,
        """
        Versions, hashes, hyperparameters

        then → now                         tutorials
        ---------------------------------  ---------------
        numpy 1.26.4 → 2.4.6               all 2 tutorials
        tensorflow 2.16.2 → 2.21.0         all 2 tutorials
        graph bbbbbbbbbbbb → aaaaaaaaaaaa  static_rnn
        """,
    )
    check(
        outcomes,
        """
        Verdicts

        tutorial    then        now       because
        ----------  ----------  --------  ---------------------------------------------------------------------------------------------------------
        static_rnn  not judged  deviates  seed 1 is not as recorded: another computation; training accuracy at step 40: 0.125, not 0.664062 (-0.54)
        """,  # noqa: E501
    )
    check(
        curves,
        """
        Curves

        tutorial                 seed    beside the baseline's run
        -----------------------  ------  -------------------------------------------------------------------------------------------
        static_rnn               1       another computation; training accuracy at step 40: 0.125, not 0.664062 (-0.54)
        dynamic_rnn_final_state  2       same computation, other rounding; training accuracy at step 60: 0.5, not 0.507812 (-0.0078)
        """,  # noqa: E501
    )
    assert unchanged.notes == [
        "Unchanged: the verdict on dynamic_rnn_final_state; bit-equal runs: 1 of "
        "dynamic_rnn_final_state.",
        "Not in the baseline: seed 3 of static_rnn.",
    ]


def test_nothing_changed_is_one_line(monkeypatch):
    verdicts = [reproduced([1], since=regression({1: EQUAL}))]
    monkeypatch.setattr("harness.judging.verdicts.judge", lambda records: verdicts)
    [unchanged] = contents([record(1)], verdicts, [], 0, [record(1)]).changed
    assert unchanged.notes == [
        f"Unchanged: the verdict on {NAME}; bit-equal runs: 1 of {NAME}; versions, hashes and "
        "hyperparameters."
    ]
