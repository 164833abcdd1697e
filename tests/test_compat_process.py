"""`python -m compat SCRIPT.py`: what a script finds in its process, and what stops it."""

import hashlib

import pytest

SCRIPT = "../script.py"

# The process


IMPORTS = """
import os, pickle, sys
import helper
import tensorflow as tf
from tensorflow.contrib import rnn
import tensorflow.contrib.rnn
import tensorflow.contrib.rnn as rnn_as
from tensorflow.contrib.rnn import BasicLSTMCell
from tensorflow.examples.tutorials.mnist import input_data
import tensorflow.examples.tutorials.mnist.input_data as input_data_as
import tensorflow.compat.v1 as v1
import tensorflow.compat.v2 as v2
from tensorflow.python.framework import ops
import tensorflow.python.framework.ops as ops_as
import tensorflow.python.tools.freeze_graph
from tensorflow.core.protobuf import config_pb2
from tensorflow import keras
import tensorflow.keras
from tensorflow.keras.layers import Dense
import tensorflow.layers as layers

assert tensorflow is tf is helper.tf is sys.modules["tensorflow"]
assert rnn is rnn_as is tf.contrib.rnn and BasicLSTMCell is rnn.BasicLSTMCell
assert rnn.BasicLSTMCell is tf.nn.rnn_cell.BasicLSTMCell
assert input_data is input_data_as is tf.examples.tutorials.mnist.input_data
assert tf.compat.v1 is v1 and v2.keras and v1.nn.rnn_cell.LSTMCell
assert ops is ops_as and ops.Graph is tf.Graph and config_pb2.ConfigProto is tf.ConfigProto
assert keras.layers.Dense is Dense is tf.keras.layers.Dense and not keras.__name__ == "keras"
assert layers.dense is tf.layers.dense
assert not hasattr(tf, "no_such") and not hasattr(tf.contrib, "integrate")
try:
    from tensorflow.contrib import integrate
except ImportError:
    pass

assert __name__ == "__main__" and sys.modules["__main__"].helper is helper
assert __file__ == os.path.abspath("../script.py") and sys.path[0] == os.path.dirname(__file__)
assert sys.argv == ["../script.py", "--steps=3", "--seed", "4", "--", "--help", "x"]

class Thing:
    pass

assert type(pickle.loads(pickle.dumps(Thing()))) is Thing

assert tf.get_default_graph().seed is None
x = tf.placeholder(tf.float32, [None, 3])
y = Dense(2)(tf.layers.batch_normalization(tf.layers.dense(x, 4)))
outputs, _ = tf.nn.dynamic_rnn(tf.contrib.rnn.GRUCell(2), tf.reshape(x, [-1, 3, 1]), dtype="float")
loss = tf.losses.mean_squared_error(outputs[:, -1], y)
train = tf.train.AdamOptimizer().minimize(loss)
tf.summary.scalar("loss", loss)
merged = tf.summary.merge_all()
halves = tf.data.Dataset.range(4).map(lambda i: i // 2 if i > 1 else i).batch(4)
batch = tf.data.make_one_shot_iterator(halves).get_next()
with tf.Session(config=tf.ConfigProto(inter_op_parallelism_threads=2)) as session:
    assert session._config.inter_op_parallelism_threads == 2
    assert session._config.intra_op_parallelism_threads == 0
    session.run(tf.initialize_all_variables())
    _, summary = session.run([train, merged], {x: [[1, 2, 3]]})
    with tf.summary.FileWriter("log", session.graph) as writer:
        writer.add_summary(summary, 1)
    path = tf.train.Saver().save(session, "saved/model")
    print(session.run(batch))
    tf.saved_model.simple_save(session, "served", {"x": x}, {"y": y})
tf.reset_default_graph()
saver = tf.train.import_meta_graph(path + ".meta")
with tf.Session() as session:
    saver.restore(session, path)

tf.app.flags.DEFINE_integer("steps", 1, "steps")

def main(argv):
    print(tf.app.flags.FLAGS.steps, argv[1:])
    return 7

tf.app.run()
"""


@pytest.mark.slow
def test_a_script_finds_tensorflow_1_whatever_keras_the_user_has_chosen(command, write):
    write("import tensorflow as tf\n", "helper.py")
    write(IMPORTS)
    arguments = ("--steps=3", "--seed", "4", "--", "--help", "x")
    done = command(SCRIPT, *arguments, TF_USE_LEGACY_KERAS="0")
    assert done.stderr == ""
    assert done.stdout == "[0 1 1 1]\n3 ['--seed', '4', '--', '--help', 'x']\n"
    assert done.returncode == 7


SEEDED = """
x = tf.random_normal([3])
w = tf.Variable(tf.truncated_normal([2]))
dropped = tf.nn.dropout(w, keep_prob=0.5)
graph = tf.get_default_graph().as_graph_def().SerializeToString(deterministic=True)
# What follows has functions, whose names count on through all graphs.
shuffled = tf.data.Dataset.range(9).shuffle(9)
noisy = shuffled.map(lambda i: i + tf.random.uniform([], 0, 9, "int64")).batch(9)
batch = tf.data.make_one_shot_iterator(noisy).get_next()
mnist = input_data.read_data_sets(directory, validation_size=10)
images, labels = mnist.train.next_batch(40)
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    drawn = session.run([x, w, dropped, batch])
seen.append([hashlib.sha256(graph).hexdigest(), drawn, labels.tolist(), float(images.sum())])
"""


@pytest.mark.filterwarnings("ignore:Seed . from outer graph")
def test_seed_and_threads(command, write, write_set, tmp_path):
    from compat import tf
    from compat.examples.tutorials.mnist import input_data

    write_set(tmp_path / "data")
    given = {"tf": tf, "input_data": input_data, "directory": str(tmp_path / "data")}
    given |= {"hashlib": hashlib, "seen": []}
    for seed in (7, 7, 8):
        with tf.Graph().as_default():
            tf.set_random_seed(seed)
            exec(SEEDED, given)
    first, again, other = map(repr, given["seen"])
    assert first == again != other

    write(f"""\
import hashlib
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
directory = "../data"
seen = []
{SEEDED}
tf.reset_default_graph()
{SEEDED}
with tf.Graph().as_default():
    tf.set_random_seed(8)
    exec({SEEDED!r})
print(*seen, sep="\\n")

def threads(session):
    config = session._config
    print(config.inter_op_parallelism_threads, config.intra_op_parallelism_threads,
          config.allow_soft_placement)

own = tf.ConfigProto(intra_op_parallelism_threads=5, allow_soft_placement=True)
threads(session)
threads(tf.Session("", tf.Graph(), own))
threads(tf.InteractiveSession(config=own))
with tf.train.MonitoredTrainingSession(config=own) as session:
    threads(session._tf_sess())
assert (own.intra_op_parallelism_threads, own.inter_op_parallelism_threads) == (5, 0)
try:
    tf.Session(config="none")
except TypeError as error:
    print(error)
""")
    done = command("--seed", 7, "--threads", 3, SCRIPT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        *(first, first, other),
        *("3 1 False", "3 1 True", "3 1 True", "3 1 True"),
        'Argument `config` must be a tf.ConfigProto, but got "str"',
    ]


@pytest.mark.slow
def test_data_dir_and_verbose(command, write, mnist_dir, tmp_path):
    write("""
import os
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
os.chdir("/")
mnist = input_data.read_data_sets("MNIST_data", one_hot=True)
print(mnist.train.num_examples, mnist.test.labels.shape)
tf.initialize_all_variables()
tf.layers.dense(tf.zeros([1, 2]), 3)
raise SystemExit("enough")
""")
    (tmp_path / "data").symlink_to(mnist_dir)
    done = command("--verbose", "--data-dir", "../data", SCRIPT)
    assert done.returncode == 1
    assert done.stdout == "55000 (10000, 10)\n"
    assert f"MNIST: reading {tmp_path / 'data'}, not MNIST_data\n" in done.stderr
    assert done.stderr.endswith("enough\n")
    for notice in ("initialize_all_variables", "`tf.layers.dense` is deprecated", "oneDNN"):
        assert notice in done.stderr
    assert not list((tmp_path / "here").iterdir())


# What stops a script


RUN = """
import sys
from compat import script, source
sys.exit(script.run(source.load(sys.argv[1], {"count": "[[6]]"}), sys.argv[2:]))
"""
"""What the command does, but for TensorFlow, which takes seconds to load."""


def test_a_traceback_begins_in_the_script_and_shows_its_lines(command, write):
    write("def fail():\n    raise ValueError\n", "helper.py")
    script = write("""\
import helper
count = 5
def run():
    raise\xa0ValueError(count)\xa0from None  #\xa0why
open(__file__, "w").close()
try:
    helper.fail()
except ValueError:
    run()
""")
    done = command(SCRIPT, python=["-c", RUN])
    assert done.returncode == 1
    assert done.stderr == (
        "Traceback (most recent call last):\n"
        f'  File "{script}", line 9, in <module>\n'
        "    run()\n"
        f'  File "{script}", line 4, in run\n'
        "    raise ValueError(count) from None  #\xa0why\n"
        "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "ValueError: [[6]]\n"
    )


def test_a_hook_of_the_script_itself_sees_its_exception(command, write):
    write("""\
import sys
count = 5
sys.excepthook = lambda kind, error, traceback: print(kind, error, traceback.tb_lineno)
raise ValueError(count)
""")
    done = command(SCRIPT, python=["-c", RUN])
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == "<class 'ValueError'> [[6]] 4\n"


def test_ctrl_c(command, write):
    write("""\
import os, signal, time
print("begun", count := 5, flush=True)
count = 6
os.kill(os.getpid(), signal.SIGINT)
time.sleep(60)
""")
    done = command(SCRIPT, python=["-c", RUN])
    assert (done.returncode, done.stdout) == (130, "begun 5\n")
    assert done.stderr.count("File") == 1
    assert done.stderr.endswith("KeyboardInterrupt\n")


MISSING = {
    "tf.contrib.foo.bar": "tf.contrib.foo of TensorFlow 1 is not covered by compat",
    "tf.no_such": "tf.no_such of TensorFlow 1 is not covered by compat",
    "tf.placehoder": "tf.placehoder of TensorFlow 1 is not covered by compat; did you mean plac",
    "tf.train.NoSuchWriter": "tf.train.NoSuchWriter of TensorFlow 1 is not covered by compat",
    "tf.layers.no_such": "tf.layers.no_such of TensorFlow 1 is not covered by compat",
    "tf.keras.no_such": "tf.keras.no_such of TensorFlow 1 is not covered by compat",
    "from tensorflow import no_such": "tf.no_such of TensorFlow 1 is not covered by compat",
    "from tensorflow.contrib import integrate": "tf.contrib.integrate of TensorFlow 1 is not",
    "import tensorflow.contrib.integrate as i": "tf.contrib.integrate of TensorFlow 1 is not",
    "from tensorflow.contrib.integrate.python import ops": "tf.contrib.integrate of TensorFlow 1",
    "from tensorflow.contrib.rnn import LSTMCel": (
        "tf.contrib.rnn.LSTMCel of TensorFlow 1 is not covered by compat; did you mean LSTMCell or"
    ),
    "from tensorflow.models.rnn import ptb": "tf.models.rnn.ptb of TensorFlow 1 is not covered",
    "from tensorflow.python.ops import no_such": "tf.python.ops.no_such of TensorFlow 1 is not",
    "from tensorflow.python.ops.rnn_cell import LSTMCel": (
        "tf.nn.rnn_cell.LSTMCel of TensorFlow 1 is not covered by compat; did you mean LSTMCell or"
    ),
    "import tensorflow.python.no_such": "tf.python.no_such of TensorFlow 1 is not covered",
}


def test_names_that_are_not_covered_and_data_that_are_not_there(command, write, tmp_path):
    scripts = [
        f"import tensorflow as tf\nwith tf.Graph().as_default():\n    {statement}\n"
        for statement in MISSING
    ]
    scripts.append("import helper\n")
    write("from tensorflow.contrib.rnn import Nothing\n", "helper.py")
    scripts.append(
        "import tensorflow.examples.tutorials.mnist.input_data as input_data\n"
        "input_data.read_data_sets('x')\n"
    )
    names = [f"../{number}.py" for number in range(len(scripts))]
    for name, content in zip(names, scripts, strict=True):
        write(content, name)
    # One process for all of them, because TensorFlow takes seconds to load.
    done = command(
        f"""
from compat import process, script, source
process.become_tensorflow_1(data_dir="nowhere")
for name in {names}:
    try:
        script.run(source.load(name, {{}}), [])
    except source.BadInput as error:
        print(error.where, error, sep=": ")
""",
        python=["-c"],
    )
    assert done.stderr == ""
    *missing, in_helper, data = done.stdout.splitlines()
    for name, line, message in zip(names, missing, MISSING.values(), strict=False):
        assert line.startswith(f"{name}:3: {message}")
    assert len(missing) == len(MISSING)
    helper = tmp_path / "helper.py"
    assert in_helper.startswith(f"{helper}:1: tf.contrib.rnn.Nothing of TensorFlow 1 is not")
    assert data.startswith("None: nowhere is not a directory; choose a directory")


@pytest.mark.parametrize(
    ("use", "name"),
    [
        ("tf.contrib.integrate.odeint()", "tf.contrib.integrate"),
        (
            "tf.estimator.Estimator(lambda features: 1, 'm').export_savedmodel('x', 1)",
            "tf.estimator.Estimator.export_savedmodel",
        ),
    ],
)
def test_a_name_that_is_not_covered_is_one_line(command, write, use, name):
    write(f"import tensorflow as tf\nprint('a')\n{use}\n")
    done = command(SCRIPT)
    assert (done.returncode, done.stdout) == (2, "a\n")
    assert done.stderr.startswith(f"{SCRIPT}:3: {name} of TensorFlow 1 is not covered")
    assert done.stderr.count("\n") == 1
