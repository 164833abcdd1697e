"""The table of names: each row resolves and is called, what is absent says so, nothing is twice."""

import importlib

import pytest

from compat import names
from compat.names import NAMES, Kind
from tests.calls import (
    columns,
    contrib_layers,
    distributions,
    eager,
    early,
    estimators,
    experiments,
    framework,
    graphs,
    layers,
    learn,
    others,
    recurrent,
    tools,
)

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*is deprecated"),  # pytest resets the filters
    pytest.mark.filterwarnings("ignore:Attempting to use a closed FileWriter"),  # slim does
]

CALLS = {
    **early.CALLS,
    **recurrent.CALLS,
    **layers.CALLS,
    **contrib_layers.CALLS,
    **framework.CALLS,
    **graphs.CALLS,
    **others.CALLS,
    **tools.CALLS,
    **estimators.CALLS,
    **learn.CALLS,
    **columns.CALLS,
    **distributions.CALLS,
    **eager.CALLS,
    **experiments.CALLS,
}
COVERED = [name for name in NAMES if name.kind is not Kind.ABSENT]
ABSENT = [name for name in NAMES if name.kind is Kind.ABSENT]


def resolve(dotted: str):
    """Follows the attributes of a dotted name from the longest module path that can be imported.

    TensorFlow's API and tf-slim have attributes that are not the module of that path; as in a
    script, the attribute counts where there is one.
    """
    parts = dotted.split(".")
    for end in range(len(parts) - 1, 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ImportError:
            continue
        for attribute in parts[end:]:
            found = getattr(found, attribute)
        return found
    raise AssertionError(f"{dotted} does not resolve")


def test_every_name_resolves_to_its_answer():
    """One test for all rows: a failure lists those that do not."""
    wrong = [name.old for name in COVERED if not _resolves(name)]
    assert not wrong


def _resolves(name) -> bool:
    try:
        return resolve(f"compat.{name.old}") is resolve(name.answer)
    except (AssertionError, AttributeError):
        return False


def test_every_name_has_a_call_and_every_call_a_name():
    assert {name.old for name in COVERED} == set(CALLS)


def groups() -> list[list[str]]:
    """The names by what calls them; of names with the same answer, the first."""
    first = {}
    for name in sorted(COVERED):
        first.setdefault(name.answer, name.old)
    by_call = {}
    for old in first.values():
        by_call.setdefault(CALLS[old], []).append(old)
    return list(by_call.values())


@pytest.mark.parametrize("olds", groups(), ids=lambda olds: olds[0])
def test_a_call(olds):
    from compat import tf

    with tf.Graph().as_default():
        tf.set_random_seed(7)
        assert CALLS[olds[0]](tf)


@pytest.mark.parametrize("name", ABSENT, ids=lambda n: n.old)
def test_what_is_absent_says_what_to_use(name):
    with pytest.raises(AttributeError) as error:
        resolve(f"compat.{name.old}")
    assert "of TensorFlow 1 is not covered by compat; instead: " in str(error.value)
    assert name.answer in str(error.value)


def test_below_an_absent_name_space_too():
    message = str(names.missing("tf.contrib.integrate.python", "odeint"))
    assert message.startswith("tf.contrib.integrate.python.odeint of TensorFlow 1 is not covered")
    assert message.endswith("; instead: scipy.integrate, or a loop with tf.while_loop")


def test_names_are_listed_once():
    olds = [name.old for name in NAMES]
    assert len(olds) == len(set(olds))


def test_by_name_space():
    spaces = names.by_name_space()
    assert list(spaces) == sorted(spaces)
    assert sorted(name for rows in spaces.values() for name in rows) == sorted(NAMES)
    assert {name.old for name in spaces["tf.train"]} == {
        "tf.train.SummaryWriter",
        "tf.train.SummaryWriterCache",
    }


def listed(space: str) -> set[str]:
    """The names that the table has directly in a name space, absent ones left out."""
    return {
        name.old.removeprefix(f"{space}.")
        for name in COVERED
        if name.old.rpartition(".")[0] == space
    }


@pytest.mark.parametrize(
    "space",
    [
        "tf.contrib.crf",
        "tf.contrib.data",
        "tf.contrib.deprecated",
        "tf.contrib.distributions",
        "tf.contrib.factorization",
        "tf.contrib.image",
        "tf.contrib.learn.datasets.base",
        "tf.contrib.learn.datasets.mnist",
        "tf.contrib.eager.metrics",
        "tf.contrib.learn.io",
        "tf.contrib.learn.learn_runner",
        "tf.contrib.learn.models",
        "tf.contrib.learn.monitors",
        "tf.contrib.learn.preprocessing",
        "tf.contrib.legacy_seq2seq",
        "tf.contrib.lookup",
        "tf.contrib.nn",
        "tf.contrib.opt",
        "tf.contrib.rnn",
        "tf.contrib.seq2seq",
        "tf.contrib.signal",
        "tf.contrib.stateless",
        "tf.contrib.training",
        "tf.contrib.util",
        "tf.estimator.export",
        "tf.estimator.inputs",
        "tf.examples.tutorials.mnist.mnist",
        "tf.image",
        "tf.layers",
        "tf.nn.rnn_cell",
        "tf.nn.seq2seq",
        "tf.ops",
        "tf.train",
    ],
)
def test_nothing_is_missing_from_the_table_and_nothing_is_extra(space):
    module = resolve(f"compat.{space}")
    assert listed(space) == set(module.__all__)
    assert set(module.__all__) <= set(dir(module))


def test_nothing_is_missing_at_the_top():
    from compat import tf

    spaces = {"contrib", "estimator", "examples", "image", "keras", "layers", "nn", "ops", "train"}
    assert listed("tf") == set(tf.__all__) - spaces
    assert listed("tf.nn") == set(tf.nn.__all__) - {"rnn_cell", "seq2seq"}
