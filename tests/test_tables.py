"""The tables, whole, as text."""

from textwrap import dedent

from harness import published
from harness.judging.outcome import Outcome
from harness.judging.verdicts import Verdict
from harness.records import Data, RunRecord, Status, Task
from harness.reporting import tables, terminal
from reproductions import log_formats

MNIST = Data("/somewhere/mnist", "0" * 64)
STAND_IN = Data(None, "1" * 64)


def record(name, lines, *, seed=1, data=MNIST, steps=None, status=Status.FINISHED, detail=""):
    log = log_formats.BY_TUTORIAL[name]
    points = tuple(log.point(step, **values) for step, values in lines)
    return RunRecord(Task(name, seed, data, steps), status, detail, points, {}, "", {}, 61.4)


def check(table, expected):
    text = terminal.render(table)
    assert [line.rstrip() for line in text.splitlines()] == dedent(expected).strip().splitlines()


def test_published_beside_one_run():
    lines = [
        (3110, {"samples": 398080, "minibatch_loss": 0.1, "training_accuracy": 0.984375}),
        (3120, {"samples": 399360, "minibatch_loss": 0.0375, "training_accuracy": 0.9765625}),
        (3124, {}),
        (3124, {"test_accuracy": 0.9801}),
    ]
    name = "static_bidirectional_rnn"
    check(
        tables.comparison(published.tutorial(name), [record(name, lines)]),
        """
        static_bidirectional_rnn (post 003), seed 1

          step     training      training      training    minibatch     minibatch     minibatch         test          test          test
                   accuracy      accuracy      accuracy         loss          loss          loss     accuracy      accuracy      accuracy
                  published    reproduced    difference    published    reproduced    difference    published    reproduced    difference
        ------  -----------  ------------  ------------  -----------  ------------  ------------  -----------  ------------  ------------
          3100      0.98438                                  0.05725
          3110      0.98438       0.98438             0      0.07259       0.10000       +0.0274
          3120      1.00000       0.97656       -0.0234      0.00750       0.03750       +0.0300
          3124                                                                                         0.9849        0.9801       -0.0048
        Of the published log is missing 309 of the 314 lines: the post prints the last three steps and the end.
        """,  # noqa: E501
    )


def test_median_and_range_of_several_runs_cut_short_on_stand_in_data():
    name = "multi_rnn_cell"
    runs = [
        record(
            name,
            [(50, {"epoch": 0, "training_accuracy": accuracy, "test_accuracy": 0.7})],
            seed=seed,
            steps=60,
            data=STAND_IN,
        )
        for seed, accuracy in enumerate((0.5, 0.75, 0.625), start=1)
    ]
    check(
        tables.comparison(published.tutorial(name), runs),
        """
        multi_rnn_cell (post 004), 3 seeds, 1–3; stand-in data, not MNIST; cut short at step 60

          step    epoch     training                    training      training         test                        test          test
                            accuracy                    accuracy      accuracy     accuracy                    accuracy      accuracy
                           published                  reproduced    difference    published                  reproduced    difference
        ------  -------  -----------  --------------------------  ------------  -----------  --------------------------  ------------
            50        0      0.82812  0.62500 [0.50000, 0.75000]       -0.2031      0.71620  0.70000 [0.70000, 0.70000]       -0.0162
        """,  # noqa: E501
    )


def test_an_epoch_that_differs_stands_out():
    name = "multi_rnn_cell"
    line = (500, {"epoch": 2, "training_accuracy": 1.0, "test_accuracy": 0.9})
    table = tables.comparison(published.tutorial(name), [record(name, [line])])
    row = next(row for row in table.rows if row[0] == "500")
    assert sorted(row[1].split(" ≠ ")) == ["1", "2"]


def test_a_long_log_is_thinned_and_says_so():
    name = "static_bidirectional_rnn"
    lines = [
        (s, {"samples": s * 128, "minibatch_loss": 1.0, "training_accuracy": 0.5})
        for s in range(10, 3130, 10)
    ]
    table = tables.comparison(published.tutorial(name), [record(name, lines)])
    steps = [int(row[0]) for row in table.rows]
    assert steps[0] == 10
    assert steps[-4:] == [3100, 3110, 3120, 3124]
    assert 40 <= len(steps) <= 50
    assert table.notes[0] == f"Left out here: {313 - len(steps)} of 313 lines of the log."


def test_summary():
    runs = [
        record("dynamic_rnn", [(780, {"training_accuracy": 0.96875})]),
        record("static_rnn", [], status=Status.DIVERGED, detail="NaN or infinity at step 100"),
        record("multi_rnn_cell", [], steps=5, data=STAND_IN),
    ]
    verdicts = [
        Verdict("dynamic_rnn", Outcome.REPRODUCED, "it was"),
        Verdict("static_rnn", None, "no run was finished"),
        Verdict("multi_rnn_cell", None, "stand-in data"),
    ]
    check(
        tables.summary(published.catalogue(), runs, verdicts),
        """
        Summary

        tutorial        post    runs    last               published    reproduced    verdict     time
        --------------  ------  ------  -----------------  -----------  ------------  ----------  ------
        dynamic_rnn     000     seed 1  training accuracy  none         0.9688        reproduced  61 s
        static_rnn      002     seed 1  test accuracy      none                       diverged    61 s
        multi_rnn_cell  004     seed 1  test accuracy      0.98440                    not judged  61 s
        dynamic_rnn: it was.
        static_rnn: no run was finished.
        multi_rnn_cell: stand-in data.
        """,  # noqa: E501
    )


def test_the_last_lines_of_runs_that_failed_are_no_results():
    name = "dynamic_rnn"
    whole = record(name, [(780, {"training_accuracy": 0.96875})])
    failed = record(name, [(20, {"training_accuracy": 0.125})], seed=2, status=Status.FAILED)
    verdict = Verdict(name, None, "no run was finished")
    made = tables.summary(published.catalogue(), [whole, failed], [verdict])
    assert made.rows[0][5] == "0.9688"


def test_of_runs_of_different_lengths_the_shortest_is_named():
    runs = [record("dynamic_rnn", []), record("dynamic_rnn", [], seed=2, steps=40)]
    title = tables.comparison(published.tutorial("dynamic_rnn"), runs).title
    assert title == "dynamic_rnn (post 000), 2 seeds, 1–2; cut short at step 40"
