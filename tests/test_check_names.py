"""`python -m compat --check`: which names a script uses, and what is said of each."""

import ast
import operator

import pytest

from compat.check import judging, module_names, uses, v1_names
from compat.check.judging import Status
from compat.names import NAMES, Kind
from compat.names.beyond import BEYOND


def used(text: str) -> list[tuple[int, str]]:
    tree = ast.parse(text)
    known = {"tf.nn": ["relu", "rnn_cell"]}
    return [(use.line, use.name) for use in uses.uses(tree, lambda space: known.get(space, ()))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import tensorflow as T\nT.mul(T.x, 1)", [(1, "tf"), (2, "tf.mul"), (2, "tf.x")]),
        ("import tensorflow\ntensorflow.a.b", [(1, "tf"), (2, "tf.a.b")]),
        ("import tensorflow.a.b\ntensorflow.c", [(1, "tf.a.b"), (2, "tf.c")]),
        ("import tensorflow.a.b as c\nc.d()", [(1, "tf.a.b"), (2, "tf.a.b.d")]),
        ("from tensorflow.a import b as c\nc.d.e", [(1, "tf.a.b"), (2, "tf.a.b.d.e")]),
        ("from tensorflow import contrib\ncontrib.x", [(1, "tf.contrib"), (2, "tf.contrib.x")]),
        ("from tensorflow.nn import *\nrelu; other", [(1, "tf.nn"), (2, "tf.nn.relu")]),
        ("import tensorflow.compat.v1 as tf\ntf.mul", [(1, "tf"), (2, "tf.mul")]),
        ("from .tensorflow import a\na.b", []),
        ("import numpy as np\nnp.mul; tf.mul", []),
        (
            "import tensorflow as tf\nlayers = tf.a.b\nl = m = layers.c\nl.d\nlayers = 1\nlayers.e",
            [(1, "tf"), (2, "tf.a.b"), (3, "tf.a.b.c"), (4, "tf.a.b.c.d")],
        ),
        (
            # In a function, an alias of the module holds whether above or below.
            "def f():\n    return slim.x\nimport tensorflow as tf\nslim = tf.s\nf()\nslim = f()",
            [(2, "tf.s.x"), (3, "tf"), (4, "tf.s")],
        ),
        (
            "import tensorflow as tf\ndef f(tf, x=tf.a):\n    tf.b\n    def g():\n        tf.c",
            [(1, "tf"), (2, "tf.a")],
        ),
        (
            "import tensorflow as tf\ndef f():\n    L = tf.a\n    def g():\n        L.b\nL.c",
            [(1, "tf"), (3, "tf.a"), (5, "tf.a.b")],
        ),
        (
            "import tensorflow as tf\nclass A(tf.a):\n    r = tf.b\n    r.c\n"
            "    def f(self):\n        return r.d, tf.e\n",
            [(1, "tf"), (2, "tf.a"), (3, "tf.b"), (4, "tf.b.c"), (6, "tf.e")],
        ),
        (
            "import tensorflow as tf\n[tf.a for tf in x]\n[tf.b(y) for y in x]\nlambda tf: tf.c",
            [(1, "tf"), (3, "tf.b")],
        ),
        (
            "import tensorflow as tf\n@tf.a\nasync def f(x: tf.b) -> tf.c:\n    with tf.d() as y:\n"
            "        y.z\n    for tf in x:\n        tf.e\n",
            [(1, "tf"), (2, "tf.a"), (3, "tf.b"), (3, "tf.c"), (4, "tf.d")],
        ),
        (
            "try:\n    import tensorflow.compat.v1 as tf\nexcept ImportError:\n"
            "    import tensorflow as tf\ntf.x(tf.y(1).z)",
            [(2, "tf"), (4, "tf"), (5, "tf.x"), (5, "tf.y")],
        ),
        (
            "import tensorflow as tf\na, (b, c) = tf.a, (tf.b, 1)\na.x, b.y, c.z\na, b = b, 2\n"
            "a.x; b.y",
            [
                *[(1, "tf"), (2, "tf.a"), (2, "tf.b"), (3, "tf.a.x"), (3, "tf.b.y"), (4, "tf.b")],
                (5, "tf.b.x"),
            ],
        ),
        (
            "import tensorflow as tf\ndef f(x, a=tf.a, *, b=tf.b, c):\n    x.x, a.x, b.y, c.z\n"
            "lambda a=tf.a: a.y",
            [
                *[(1, "tf"), (2, "tf.a"), (2, "tf.b"), (3, "tf.a.x"), (3, "tf.b.y")],
                *[(4, "tf.a"), (4, "tf.a.y")],
            ],
        ),
    ],
)
def test_imports_and_aliases_are_followed(text, expected):
    assert used(text) == expected


def test_each_name_of_the_table_is_judged_by_its_row():
    for row in NAMES:
        absent = row.kind is Kind.ABSENT
        covered = Status.DIFFERS if row.difference else Status.COVERED
        of_a_space = absent and row.old.rpartition(".")[2].islower()
        # What a module lacks is not covered: see below.
        is_module = not absent and module_names.names_in(row.answer) is not None
        for name in (row.old, f"{row.old}.method")[: 1 if is_module else 2]:
            found = judging.judge(name)
            assert found.name == (name if of_a_space else row.old)
            assert found.status is (Status.NOT_COVERED if absent else covered)
            assert (found.answer, found.difference) == (row.answer, row.difference)


@pytest.mark.parametrize(
    "name",
    [
        *("tf", "tf.nn", "tf.contrib", "tf.contrib.rnn", "tf.placeholder", "tf.float32.max"),
        *("tf.flags.FLAGS.steps", "tf.app.flags.DEFINE_string", "tf.app.run", "tf.__version__"),
        *("tf.keras.layers.Dense", "tf.layers", "tf.train.Saver.save", "tf.data.Dataset.range"),
        *("tf.python.framework.ops.Graph", "tf.core.protobuf.config_pb2.ConfigProto"),
        *("tf.python.client.device_lib.list_local_devices", "tf.python.ops.rnn_cell"),
        *("tf.python.ops.rnn._transpose_batch_time", "tf.python.ops.rnn_cell_impl._concat"),
        *("tf.python.ops.rnn_cell_impl.assert_like_rnncell", "tf.keras.layers.core.Dense"),
        "tf.python.ops.variable_scope._get_default_variable_store",
        *("tf.python.keras.layers.LSTM", "tf.python.keras.preprocessing.text.Tokenizer"),
        "tf.python.keras.engine.base_layer_utils.make_variable",
        *("tf.compat.v2.nn.relu", "tf.compat.as_str", "tf.GPUOptions", "tf.errors.OutOfRangeError"),
    ],
)
def test_what_answers_as_it_is_has_no_row(name):
    assert judging.judge(name) is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("tf.no_such.name", "tf.no_such"),
        ("tf.nn.no_such", "tf.nn.no_such"),
        ("tf.contrib.no_such.name", "tf.contrib.no_such"),
        ("tf.keras.layers.NoSuch", "tf.keras.layers.NoSuch"),
        ("tf.python.no_such.name", "tf.python.no_such"),
        ("tf.python.ops.rnn_cell.NoSuch", "tf.nn.rnn_cell.NoSuch"),
        ("tf.models.image.mnist", "tf.models"),
        ("tf.contrib.slim.losses.sum_of_squares", "tf.contrib.slim.losses.sum_of_squares"),
        ("tf.contrib.slim.metrics.foo", "tf.contrib.slim.metrics.foo"),
        ("tf.contrib.slim.nets.nope", "tf.contrib.slim.nets.nope"),
        ("tf.contrib.slim.nets.vgg.vgg_99.x", "tf.contrib.slim.nets.vgg.vgg_99"),
        ("tf.contrib.keras.python.keras.layers.NoSuch", "tf.keras.layers.NoSuch"),
        ("tf.python.keras.layers.NoSuch", "tf.keras.layers.NoSuch"),
        ("tf.contrib.tpu.TPUEstimator", "tf.contrib.tpu.TPUEstimator"),
        ("tf.flags.NO_SUCH", None),  # takes in absl's names, which are not read
    ],
)
def test_what_nothing_answers(name, shown):
    found = judging.judge(name)
    assert (found and found.name) == shown
    if found:
        assert found.status is Status.NOT_COVERED
        assert found.answer


@pytest.mark.parametrize(
    ("name", "shown", "answer"),
    [
        ("tf.contrib.slim.dataset.Dataset", "tf.contrib.slim.dataset", "tf_slim.dataset"),
        *(
            (f"tf.contrib.{name}", f"tf.contrib.{name}", f"tf_slim.{name}")
            for name in (
                *("metrics.streaming_concat", "metrics.f1_score", "metrics.cohen_kappa"),
                *("metrics.streaming_recall_at_k", "layers.legacy_fully_connected"),
                *("layers.rev_block", "layers.gdn"),
            )
        ),
        ("tf.contrib.slim.gdn", "tf.contrib.slim.gdn", "tf_slim.gdn"),
        (
            "tf.contrib.losses.metric_learning.npairs_loss",
            *("tf.contrib.losses.metric_learning", "tf_slim.losses.metric_learning"),
        ),
        ("tf.contrib.slim.nets.vgg.vgg_16", "tf.contrib.slim.nets", "compat.contrib.slim.nets"),
        (
            "tf.contrib.keras.api.keras.layers.core.Dense",
            *("tf.contrib.keras", "tf_keras.api._v1.keras"),
        ),
    ],
)
def test_what_whole_modules_answer(name, shown, answer):
    found = judging.judge(name)
    assert (found.name, found.status, found.answer) == (shown, Status.COVERED, answer)


def test_what_is_read_from_the_files_of_tf_slim_is_there():
    from compat import tf

    for space, modules in BEYOND.items():
        there = {name for module in modules for name in module_names.names_in(module)}
        public = {name for name in there if name[0] != "_" and not name.endswith("_test")}
        module = operator.attrgetter(space.removeprefix("tf."))(tf)
        # A module that nothing imports is no attribute of its package.
        assert {name for name in public if not hasattr(module, name)} <= {"sparse_ops"}
    assert module_names.names_in("tf_slim.no_such") is None
    assert module_names.names_in("no_such.module") is None


def test_the_nearest_name_is_said():
    assert "did you mean placeholder?" in judging.judge("tf.placehoder").answer
    assert "LSTMCell" in judging.judge("tf.contrib.rnn.LSTMCel").answer


@pytest.mark.parametrize(
    "space",
    [
        *("tf", "tf.nn", "tf.train", "tf.layers", "tf.nn.rnn_cell", "tf.summary", "tf.losses"),
        *("tf.app", "tf.data", "tf.contrib", "tf.keras", "tf.keras.layers", "tf.logging"),
    ],
)
def test_the_names_read_from_files_are_those_that_tensorflow_has(space):
    from tf_keras.api._v1 import keras
    from tf_keras.api._v1.keras.__internal__.legacy import layers

    from compat._v1 import rnn_cell, v1

    module = {"tf.layers": layers, "tf.nn.rnn_cell": rnn_cell, "tf": v1}.get(space)
    if module is None:
        module = {"tf.keras": keras, "tf.keras.layers": keras.layers}.get(space)
    if module is None:
        module = getattr(v1, space.removeprefix("tf."), None)
    listed = {name for name in v1_names.names_in(space) if name.isidentifier()}
    if module is None:
        assert space == "tf.contrib"
        assert not listed
        return
    there = {name for name in dir(module) if name[0] != "_"}
    # What a generated file makes use of is no name of TensorFlow.
    missing = {name for name in there - listed if not name.endswith(("_lib", "_util"))}
    assert missing == set()
    assert {name for name in listed - there if not name.startswith("_")} == set()
