"""Plots: what is drawn is what was measured, the same each time, in colours of light and dark."""

import dataclasses
import math
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from harness import published, reference
from harness.judging.outcome import Outcome
from harness.judging.verdicts import Verdict
from harness.reporting import plots, scales, svg
from harness.reporting.section import Section
from reproductions import log_formats
from tests.sample_runs import NAME, curve, judgement, record, reproduced
from tests.sample_runs import reference as recorded_runs


def section(name=NAME, *, runs=(), recorded=None, earlier=(), verdict=None):
    verdict = verdict or Verdict(name, None, "not judged")
    return Section(published.tutorial(name), verdict, tuple(runs), recorded, (), tuple(earlier))


def drawn(*arguments, **options):
    return {plot.name: plot for plot in plots.plots(section(*arguments, **options))}


WHOLE = {
    "runs": [record(9)],
    "recorded": recorded_runs(30),
    "earlier": [record(10)],
    "verdict": reproduced([9]),
}


def test_each_metric_its_beginning_and_the_rank():
    assert list(drawn(**WHOLE)) == [
        f"{NAME}-training_accuracy",
        f"{NAME}-training_accuracy-beginning",
        f"{NAME}-rank-published",
    ]
    captions = [plot.caption for plot in drawn(**WHOLE).values()]
    assert captions == [
        "Training accuracy. Band: the middle 90 % and the range of 30 recorded runs, 24 of them as "
        "lines. Circles: what was published. Where there are none, the post left lines out. "
        "Orange: today's runs. Green: the baseline's.",
        "The same, the first 25 % of the steps.",
        "How far the published log is from the rest, beside how far each recorded run is from the "
        "rest: rank 40 of 65, p = 0.4.",
    ]


def test_the_same_bytes_each_time_and_no_date():
    first, again = drawn(**WHOLE), drawn(**WHOLE)
    assert first == again
    assert "date" not in "".join(plot.svg for plot in first.values())


def test_plots_of_one_page_share_no_id_and_ask_for_nothing():
    everything = "".join(plot.svg for plot in drawn(**WHOLE).values())
    ids = re.findall(r' id="([^"]*)"', everything)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="#|url\(#)([^")]*)', everything)) <= set(ids)
    urls = set(re.findall(r"\w+://[^\"' ]*", everything))
    assert urls <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_every_colour_has_a_light_and_a_dark_form():
    for plot in drawn(**WHOLE).values():
        bare = re.sub(r"var\(--\w+, #\w{6}\)", "", plot.svg)
        assert not re.search(r"#[0-9a-fA-F]{6}\b", bare)
        assert "--ink" in plot.svg


def test_a_file_of_its_own_is_xml_that_brings_its_colours():
    [plot, *_] = drawn(**WHOLE).values()
    root = ElementTree.fromstring(svg.as_file(plot.svg))
    texts = ["".join(e.itertext()) for e in root.iter() if e.tag.endswith("}text")]
    assert {"training step", "images seen (thousands)"} <= set(texts)
    assert "training accuracy (share of 128 images)" in texts
    assert "prefers-color-scheme: dark" in svg.as_file(plot.svg)


def test_the_gap_of_the_published_log_stays_a_gap():
    [plot, *_] = drawn(**WHOLE).values()
    first, second = (
        re.search(
            rf'id="{NAME}-training_accuracy-published-{i}".*?<path d="([^"]*)"', plot.svg, re.S
        )
        for i in (1, 2)
    )
    assert [len(re.findall("[ML]", part[1])) for part in (first, second)] == [9, 10]
    assert "not in the post" in plot.svg
    [other, *_] = drawn("multi_rnn_cell").values()
    assert "not in the post" not in other.svg


@pytest.mark.parametrize("name", [t.name for t in published.catalogue()])
def test_every_tutorial_is_drawn_from_whatever_there_is(name):
    there = reference.read(name)
    for plot in drawn(name, runs=[record(1, name, points=())], recorded=there).values():
        ElementTree.fromstring(svg.as_file(plot.svg))
    assert (drawn(name) == {}) == (name == "static_rnn")  # the one of which nothing was published


def test_a_value_printed_once_is_a_row_of_dots():
    made = drawn(
        "static_rnn", runs=[record(9, "static_rnn")], recorded=recorded_runs(20, "static_rnn")
    )
    assert (
        "test accuracy (share of 128 images), at step 1000" in made["static_rnn-test_accuracy"].svg
    )


def test_beside_a_run_cut_short_what_is_printed_once_is_dots_at_its_step():
    log = log_formats.BY_TUTORIAL["static_rnn"]
    runs = [record(9, "static_rnn", points=(log.point(20, test_accuracy=0.125),))]
    made = drawn("static_rnn", runs=runs, recorded=recorded_runs(20, "static_rnn"))
    plot = made["static_rnn-test_accuracy"]
    assert plot.caption == "Test accuracy. Dots: 20 recorded runs. Orange: today's runs."
    dots = re.findall(r"<use [^>]*--ensemble", plot.svg)
    assert len(dots) == 20 + 1  # and one in the legend


def test_a_run_that_diverged_is_drawn_up_to_there():
    log = log_formats.BY_TUTORIAL["static_rnn"]
    lost = log.point(100, minibatch_loss=math.nan, training_accuracy=0.1)
    points = (log.point(1, minibatch_loss=2.3, training_accuracy=0.1), lost)
    made = drawn("static_rnn", runs=[record(1, "static_rnn", points=points)])
    assert "nan" not in "".join(plot.svg for plot in made.values()).lower()


def test_what_is_deviating_is_ranked_last():
    far = judgement(Outcome.DEVIATES, 1 / 65, distance=9.0)
    verdict = dataclasses.replace(reproduced([]), published=far)
    plot = drawn(verdict=verdict)[f"{NAME}-rank-published"]
    assert plot.caption.endswith("rank 65 of 65, p = 0.015.")
    assert "farthest 5 %: deviates" in plot.svg


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 128), min_size=2, max_size=9), st.integers(0, 128))
def test_accuracies_keep_their_order_and_fit_on_their_axis(counts, other):
    values = np.array([*counts, other]) / 128
    axes = Figure().subplots()
    scales.accuracy(axes, values, 128)
    low, high = axes.get_ylim()
    assert low < values.min() <= values.max() < high
    ticks = axes.get_yticks()
    assert all(low <= tick <= high for tick in ticks)
    places = axes.transData.transform([(0, value) for value in np.unique(values)])[:, 1]
    assert np.isfinite(places).all()
    assert (np.diff(places) > 0).all()


def test_where_only_the_end_was_published_the_end_has_a_plot():
    name = "static_bidirectional_rnn"
    plot = drawn(name, recorded=reference.read(name))[f"{name}-training_accuracy-end"]
    assert plot.caption == "The same, the last 5 % of the steps."
    assert "published-1" in plot.svg


def test_a_long_curve_is_drawn_alone():
    name = "static_bidirectional_rnn"
    log = log_formats.BY_TUTORIAL[name]
    values = {"minibatch_loss": 1.0, "training_accuracy": 0.5}
    points = tuple(log.point(s, samples=s * 128, **values) for s in range(10, 3121, 10))
    runs = [record(seed, name, points=points) for seed in range(9)]
    made = drawn(name, runs=runs)
    assert "Orange: today's runs, 1 of 9." in made[f"{name}-training_accuracy"].caption


def test_short_curves_are_all_drawn_however_long_the_recorded_ones_are():
    name = "static_bidirectional_rnn"
    log = log_formats.BY_TUTORIAL[name]
    values = {"minibatch_loss": 1.0, "training_accuracy": 0.5}
    points = tuple(log.point(s, samples=s * 128, **values) for s in (10, 20))
    runs = [record(seed, name, points=points) for seed in range(9)]
    made = drawn(name, runs=runs, recorded=reference.read(name))
    assert made[f"{name}-training_accuracy"].caption.endswith("Orange: today's runs.")


def test_near_one_there_is_more_space():
    axes = Figure().subplots()
    scales.accuracy(axes, np.array([0.1, 1]), 10000)
    [a, b, c, d] = axes.transData.transform([(0, v) for v in (0.5, 0.51, 0.98, 0.99)])[:, 1]
    assert d - c > 5 * (b - a)


def test_a_loss_of_zero_does_not_stop_it():
    axes = Figure().subplots()
    scales.logarithmic(axes, np.array([0.0, 0.0]))
    scales.logarithmic(axes, np.array([0.0, 1.0, 2.0]))
    assert axes.get_ylim()[0] > 0


def test_images_seen_count_the_first_batch_of_a_log_that_starts_at_zero():
    assert curve(1)[0].step == 0
    for from_zero, expected in ((True, 0.128), (False, 0.0)):
        axes = Figure().subplots()
        scales.steps(axes, (int(not from_zero), 780), 128, from_zero)
        [above] = axes.child_axes
        axes.set_xlim(0, 780)
        above.get_xlim()  # follows when drawn
        axes.figure.draw_without_rendering()
        assert above.get_xlim()[0] == pytest.approx(expected)
