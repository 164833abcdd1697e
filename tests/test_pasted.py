"""Logs that somebody else made are found in whatever is around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import pasted, published
from harness.pasted import NoLogError

TUTORIALS = {t.name: t for t in published.catalogue()}
STACKED, BARE, BOTH = (
    TUTORIALS[name]
    for name in ("multi_rnn_cell", "dynamic_rnn_final_state", "static_bidirectional_rnn")
)
PUBLISHED = {t.name: "\n".join(p.line for p in t.points) for t in TUTORIALS.values() if t.points}


def parse(text, tutorial):
    return pasted.parse(text, tutorial)


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_published_logs(name, end):
    tutorial = TUTORIALS[name]
    parts = [end.join(p.line for p in part) for part in tutorial.published]
    log = parse(f"{end}....{end}".join(parts), tutorial)
    wanted = [(p.step, p.values) for p in tutorial.points if p.values]
    assert [(p.step, p.values) for p in log.points] == wanted


def test_other_output_is_ignored():
    text = (
        "WARNING:tensorflow:From x.py:1: foo is deprecated\n"
        "Extracting MNIST_data/train-images-idx3-ubyte.gz\n\n"
        ">>> Iter0, step 50, train-test 0.828125-0.7162\n"
        "   Iter0, step 100, train-test 0.859375-0.8559  \n"
        "In [7]: Iter0, step 150, train-test 0.90625-0.8824\n"
        "2017-11-01 10:00:00.000: I tensorflow/core/platform/cpu_feature_guard.cc:137]\n"
    )
    log = parse(text, STACKED)
    assert [p.step for p in log.points] == [50, 100, 150]
    assert log.curve[100, "test_accuracy"] == 0.8559
    assert log.ignored == 3
    assert log.notes == (
        "Lines with values that are missing: 37 of 40.",
        "Other lines, ignored: 3.",
    )


def test_lines_without_steps_are_counted_from_both_ends():
    log = parse("0.25\n0.5\n....\n0.75\n1.0\n", BARE)
    assert [(p.step, p.values["training_accuracy"]) for p in log.points] == [
        (0, 0.25),
        (20, 0.5),
        (760, 0.75),
        (780, 1.0),
    ]


def test_lines_beyond_the_end_are_left_out_and_said():
    lines = [f"Iter1, step {step}, train-test 0.5-0.5" for step in range(50, 2151, 50)]
    log = parse("\n".join(lines), STACKED)
    assert len(log.points) == 40
    assert log.notes == ("Lines after the last step, 2000, left out: 3.",)


@pytest.mark.parametrize("parts", [(41,), (0, 41), (20, 21)])
def test_more_numbers_than_a_run_prints_are_not_one_log(parts):
    with pytest.raises(NoLogError, match="41 numbers, but a run prints 40; give each run a file"):
        parse("....\n".join("0.5\n" * lines for lines in parts), BARE)


def test_where_the_places_of_lines_are_a_guess_it_is_said():
    log = parse("0.25\n0.5\n", BARE)
    assert log.notes == (
        "Lines with values that are missing: 38 of 40.",
        "They print no step: taken for steps 0–20; put a line .... where lines are missing.",
    )
    gaps = parse("0.25\n....\n0.5\n...\n0.75", BARE)
    assert [p.step for p in gaps.points] == [0, 780]
    assert "Lines between two gaps, left out for want of a step: 1." in gaps.notes


def test_dots_that_close_a_block_at_a_prompt_are_no_gap():
    session = (
        ">>> while step * batch_size < train_iters:\n...     step += 1\n...\n0.25\n0.5\n...\n0.75\n"
    )
    assert [p.step for p in parse(session, BARE).points] == [0, 20, 780]


def test_a_log_with_more_lines_than_the_post_prints_lacks_none():
    lines = [
        f"Step {step}, Minibatch Loss= 2.0000, Training Accuracy= 0.500"
        for step in (1, *range(50, 1001, 50))
    ]
    assert parse("\n".join(lines), TUTORIALS["static_rnn"]).notes == ()


def test_fewer_decimals_than_the_post_prints_are_told():
    assert parse("0.25\n0.52\n", BARE).decimals == {"training_accuracy": 2}
    assert parse("0.0078125\nnan\n1e-05\n", BARE).decimals == {"training_accuracy": 7}
    text = "Iter1280,Minibatch Loss = 2.00, Training Accuracy = 0.500\n"
    assert parse(text, BOTH).decimals == {"minibatch_loss": 2, "training_accuracy": 3}
    assert parse("Testing Accuracy: 0.98", BOTH).decimals == {"test_accuracy": 2}


def test_fractions_of_128_images_have_few_decimals_in_full():
    assert parse("0.25\n0.5\n1.0\n", BARE).decimals == {}
    text = "Iter1280,Minibatch Loss = 2.000000, Training Accuracy = 0.50000\n"
    assert parse(text, BOTH).decimals == {}


def test_a_test_accuracy_after_a_loop_that_was_cut_short_is_said_to_be_left_out():
    line = "Iter12800,Minibatch Loss = 2.000000, Training Accuracy = 0.50000\n"
    [note, _] = parse(f"{line}Testing Accuracy: 0.9\n", BOTH).notes
    assert note == "Test accuracies after a loop that was cut short, left out: 1."


def test_the_test_accuracy_belongs_to_the_end_of_a_whole_run():
    last = "Iter399360,Minibatch Loss = 0.007500, Training Accuracy = 1.00000\n"
    end = "Optimization Finished!\nTesting Accuracy: 0.9849\n"
    assert (3124, "test_accuracy") in parse(last + end, BOTH).curve
    assert (3124, "test_accuracy") in parse(end, BOTH).curve
    early = last.replace("399360", "12800")
    assert list(parse(early + end, BOTH).curve) == [
        (100, "minibatch_loss"),
        (100, "training_accuracy"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "its lines look like: Iter1, step 1, train-test 0.5-0.5"),
        ("hello\n", "no line is of the log of multi_rnn_cell"),
        (PUBLISHED["static_bidirectional_rnn"], "more .* of static_bidirectional_rnn than of mult"),
        (
            "Iter0, step 50, train-test 1-1\n" + PUBLISHED["static_bidirectional_rnn"],
            "more lines are of the log of static_bidirectional_rnn than of multi_rnn_cell's",
        ),
        ("0.5\n0.75\n", "more lines are of the log of dynamic_rnn than of multi_rnn_cell's"),
        (PUBLISHED["multi_rnn_cell"] + "\nIter0, step 50, train-test 1-1", "step 50 comes twice"),
    ],
    ids=["empty", "none", "another's", "more of another's", "bare numbers", "twice"],
)
def test_no_such_log(text, said):
    with pytest.raises(NoLogError, match=said):
        parse(text, STACKED)


def test_a_line_that_two_tutorials_print_makes_no_log():
    lines = [f"Step {s}, Minibatch Loss= 2.0000, Training Accuracy= 0.500" for s in (1, 100, 200)]
    with pytest.raises(NoLogError, match="more lines are of the log of static_rnn"):
        parse("\n".join([*lines, "Testing Accuracy: 0.5"]), BOTH)


def test_bare_numbers_among_its_lines_do_not_make_it_anothers():
    text = "1\n2\n3\nIter0, step 50, train-test 0.5-0.5\n"
    assert [p.step for p in parse(text, STACKED).points] == [50]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path, encoding):
    path = tmp_path / "log"
    path.write_bytes(("训练\n" + PUBLISHED["multi_rnn_cell"]).encode(encoding))
    assert len(pasted.read(path, STACKED).points) == 40


@given(st.text())
def test_any_text_is_a_log_or_is_none(text):
    try:
        log = parse(text, BARE)
    except NoLogError:
        return
    assert 0 < len(log.points) <= 40
