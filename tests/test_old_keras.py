"""Keras by its old names, eager scripts, and the keywords of 0.x in `tf.contrib`."""

import numpy as np
import pytest

from compat import keras_1, old_keras
from tests.calls import near

KERAS = """
import numpy as np
import keras
import keras.backend.tensorflow_backend as KTF
import tensorflow as tf
import tensorflow.contrib.keras as contrib_keras
import tensorflow.contrib.keras.api.keras as contrib_api
import tensorflow.contrib.keras.python.keras.layers as contrib_layers
import tensorflow.keras.datasets.mnist as mnist
import tensorflow.python.keras.backend as private_backend
from keras.layers.convolutional_recurrent import ConvLSTM2D
from tensorflow.contrib.keras.api.keras.layers import LSTM
from tensorflow.contrib.keras.python.keras.layers.core import Dense
from tensorflow.keras.layers.core import Dense as keras_core_dense
from tensorflow.python.keras import backend as K, layers, models
from tensorflow.python.keras._impl.keras.layers import Dense as impl_dense
from tensorflow.python.keras.engine.base_layer_utils import make_variable
from tensorflow.python.keras.engine.training import Model
from tensorflow.python.keras.layers import *
from tensorflow.python.keras.preprocessing.text import Tokenizer
from tensorflow.python.keras.utils import tf_utils

assert contrib_keras is contrib_api is keras is tf.contrib.keras
assert tf.contrib.keras.python.keras.layers is contrib_layers
all_dense = [Dense, layers.Dense, keras_core_dense, impl_dense, contrib_layers.Dense]
assert all(dense is tf.keras.layers.Dense for dense in all_dense)
assert LSTM is layers.LSTM and Conv2D is tf.keras.layers.Conv2D
assert Model is tf.keras.Model and models.Sequential is tf.keras.Sequential
assert K is private_backend and K.set_session is KTF.set_session is tf.keras.backend.set_session
assert mnist.load_data is keras.datasets.mnist.load_data
assert make_variable and tf_utils.is_tensor_or_tensor_list  # of today's private modules

session = tf.Session()
K.set_session(session)
assert tf.keras.backend.get_session() is session
x = np.array([[0.0, 1.0], [2.0, 1.0]], "f")
two = tf.keras.Sequential([layers.Dense(2, kernel_initializer="identity", input_shape=(2,))])
print(two.predict_classes(x, verbose=0), two.predict_proba(x, 2).tolist())
one = models.Sequential([contrib_layers.Dense(1, kernel_initializer="ones", input_shape=(2,))])
one.add(tf.keras.layers.Activation("sigmoid"))
classes = one.predict_classes(x - 1.5)
print(classes.tolist(), classes.dtype)
slim = tf.contrib.slim
print(slim.fully_connected(tf.ones([1, 2]), 3, normalizer_fn=slim.batch_norm).shape)
"""


@pytest.mark.slow
def test_keras_has_one_set_of_classes(command, write):
    write(KERAS)
    done = command("../script.py")
    assert done.stdout == "[1 0] [[0.0, 1.0], [2.0, 1.0]]\n[[0], [0]] int32\n(1, 3)\n", done.stderr


OPTIMIZERS = """
import keras
import tensorflow as tf
from tensorflow.contrib.keras.python.keras import optimizers

def rate(of):
    return round(float(tf.keras.backend.get_value(of.lr)), 4)

names = ["Adadelta", "Adagrad", "Adamax", "Nadam", "Adam", "SGD"]
print([rate(getattr(optimizers, name)()) for name in names])
print([rate(keras.optimizers.get(name.lower())) for name in names])
for adagrad in tf.keras.optimizers.Adagrad(), keras.optimizers.get("adagrad"):
    print(adagrad.get_config()["initial_accumulator_value"])
adagrad = optimizers.Adagrad(0.5, 0.25)
print(rate(adagrad), adagrad.get_config()["initial_accumulator_value"])
print(rate(optimizers.Adadelta(lr=0.5)), rate(optimizers.Nadam(learning_rate=0.5)))
again = optimizers.Adamax.from_config(optimizers.Adamax(0.25).get_config())
print(rate(again), again.get_config()["name"])
"""


@pytest.mark.slow
def test_optimizers_have_the_defaults_that_they_had(command, write):
    write(OPTIMIZERS)
    done = command("../script.py")
    rates = "[1.0, 0.01, 0.002, 0.002, 0.001, 0.01]"
    expected = [rates, rates, "0.0", "0.0", "0.5 0.25", "0.5 0.5", "0.25 Adamax"]
    assert done.stdout.splitlines() == expected, done.stderr


KERAS_1 = """
import numpy as np
from keras import backend as K
from keras.layers import *
from keras.models import Model, Sequential

K.set_image_dim_ordering("tf")
assert K.image_dim_ordering() == "tf"
kernels = [
    Convolution2D(32, 3, 5),
    Conv2D(32, 3, nb_col=5, subsample=(2, 2)),
    Convolution2D(nb_filter=32, nb_row=3, nb_col=5, dim_ordering="th", border_mode="same"),
    Conv2D(32, (3, 5)),
    Conv2D(32, 3, 2, padding="same"),
    Conv1D(nb_filter=32, filter_length=3, subsample_length=2),
]
for layer in kernels:
    print(layer.filters, layer.kernel_size, layer.strides, layer.padding, layer.data_format)
dense = Dense(output_dim=3, init="uniform", W_regularizer="l2", bias=False, input_dim=5)
config = dense.get_config()
print(config["units"], config["use_bias"], config["kernel_initializer"]["class_name"],
      config["kernel_regularizer"]["class_name"])
print(Embedding(4, output_dim=2, init="zero").output_dim, Dropout(p=0.25).rate)
lstm = LSTM(output_dim=4, inner_activation="sigmoid", dropout_W=0.5, consume_less="gpu")
print(lstm.units, lstm.recurrent_activation.__name__, lstm.dropout)
print(MaxPooling2D((2, 2), border_mode="same").padding, GaussianNoise(sigma=0.5).stddev)
x = Input((5,))
model = Model(input=x, output=Dense(1)(x))
model.compile("sgd", "mse")
history = model.fit(np.ones([4, 5]), np.ones([4, 1]), nb_epoch=2, verbose=0)
print(type(model).__name__, history.epoch)
sequential = Sequential([Dense(1, input_dim=5)])
sequential.compile("sgd", "mse")
batches = iter([(np.ones([4, 5]), np.ones([4, 1]))] * 9)
print(sequential.fit_generator(batches, samples_per_epoch=2, nb_epoch=3, verbose=0).epoch)
"""


def test_keras_takes_keywords_of_keras_1(command, write):
    write(KERAS_1)
    done = command("../script.py")
    assert done.stdout.splitlines() == [
        "32 (3, 5) (1, 1) valid channels_last",
        "32 (3, 5) (2, 2) valid channels_last",
        "32 (3, 5) (1, 1) same channels_first",
        "32 (3, 5) (1, 1) valid channels_last",
        "32 (3, 3) (2, 2) same channels_last",
        "32 (3,) (2,) valid channels_last",
        "3 False RandomUniform L2",
        "2 0.25",
        "4 sigmoid 0.5",
        "same 0.5",
        "Functional [0, 1]",
        "[0, 1, 2]",
    ], done.stderr


@pytest.mark.parametrize(
    ("text", "imported"),
    [
        ("import os, keras.layers as L", True),
        ("def f():\n    from keras.models import Sequential", True),
        ("from tensorflow import keras\nimport tensorflow.keras", False),
        ("from .keras import x\nimport keras_applications\nprint('import keras')", False),
    ],
)
def test_who_imports_keras(text, imported):
    assert keras_1.imported_by(text) is imported


@pytest.mark.slow
def test_tf_keras_has_no_keywords_of_keras_1(command, write):
    write("""
import tensorflow as tf
from tensorflow import keras
print(keras.layers.Conv2D(32, 3, 2).strides)
tf.keras.layers.Dense(output_dim=3)
""")
    done = command("../script.py")
    assert done.stdout == "(2, 2)\n"
    assert "output_dim" in done.stderr


EAGER = """
import numpy as np
import tensorflow as tf
import tensorflow.contrib.eager as tfe

tfe.enable_eager_execution()
model = tf.keras.Sequential([tf.keras.layers.Dense(2, input_shape=(3,))])
print(model(tf.ones([1, 3])).shape, len(model.variables))
inputs = tf.keras.Input((3,))
functional = tf.keras.Model(inputs, tf.keras.layers.Dense(2)(inputs))
print(functional(tf.ones([4, 3])).shape)
w = tfe.Variable(3.0)
optimizer = tf.train.GradientDescentOptimizer(0.1)
for x in tfe.Iterator(tf.data.Dataset.from_tensors(2.0).repeat(3)):
    optimizer.apply_gradients(tfe.implicit_gradients(lambda x: w * x)(x))
print("%.1f" % w.numpy())
"""


def test_a_script_may_be_eager(command, write):
    write(EAGER)
    done = command("../script.py")
    assert done.stderr == ""
    assert done.stdout == "(1, 2) 2\n(4, 2)\n2.4\n"


@pytest.mark.slow
def test_an_eager_script_has_seed_and_threads(command, write):
    write("""
import tensorflow as tf
tf.enable_eager_execution()
model = tf.keras.Sequential([tf.keras.layers.Dense(2, input_shape=(3,))])
print(model.get_weights()[0].tolist(), tf.random_normal([2]).numpy().tolist())
print(tf.config.threading.get_inter_op_parallelism_threads(),
      tf.config.threading.get_intra_op_parallelism_threads())
""")
    options = [["--seed", 3], ["--seed", 3], ["--seed", 4]]
    first, again, other = (command(*o, "--threads", 2, "../script.py") for o in options)
    assert (first.stderr, first.stdout.splitlines()[1]) == ("", "2 1")
    assert first.stdout == again.stdout != other.stdout


@pytest.mark.parametrize(
    ("name", "below_keras"),
    [
        ("tf.contrib.keras.python.keras.layers.core.Dense", "tf.keras.layers.Dense"),
        ("tf.contrib.keras.backend", "tf.keras.backend"),
        ("tf.python.keras.engine.topology.Layer", "tf.keras.layers.Layer"),
        ("tf.python.keras._impl.keras.utils.np_utils.x", "tf.keras.utils.x"),
        ("keras.objectives", "tf.keras.losses"),
        ("tf.contrib.keras_like", "tf.contrib.keras_like"),
        ("tf.nn.relu", "tf.nn.relu"),
    ],
)
def test_the_public_name_of_an_old_one(name, below_keras):
    assert old_keras.public(name) == below_keras


def test_keywords_and_methods_of_0_x():
    from compat import tf

    d = tf.contrib.distributions
    with tf.Graph().as_default():
        normal = d.Normal(mu=[1.0], sigma=2.0)
        assert near(normal.mu, [1])
        assert near(normal.std(), [2])
        assert near(normal.pdf(1.0), [0.5 / np.sqrt(2 * np.pi)])
        assert near(normal.log_pdf(1.0), [-np.log(2 * np.sqrt(2 * np.pi))])
        assert normal.sample_n(3).shape == (3, 1)
        assert (normal.get_batch_shape(), normal.get_event_shape()) == ((1,), ())
        assert near(normal.copy(loc=[3.0]).mean(), [3])
        assert near(d.Categorical(p=[0.25, 0.75]).pmf(1), 0.75)
        assert near(d.Bernoulli(p=0.25).log_pmf(1), np.log(0.25))
        assert near(d.Uniform(a=0.0, b=4.0).mean(), 2)
        assert near(d.Gamma(alpha=6.0, beta=2.0).mean(), 3)
        with pytest.raises(AttributeError, match="'Normal' object has no attribute 'no_such'"):
            normal.no_such  # noqa: B018
        losses = (tf.contrib.losses, tf.contrib.slim.losses)
        for space in losses:
            loss = space.mean_squared_error(
                tf.constant([1.0]), targets=tf.constant([3.0]), weight=0.5
            )
            assert near(loss, 2)
        assert losses[0] is losses[1]
