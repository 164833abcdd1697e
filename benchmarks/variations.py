"""Ports with one thing changed: other roundings of the same program, and planted deviations.

A deviation is a replacement in a port's text, so that it reads as a diff; where a post's listing
would have the same change, so has the port. A rounding leaves the program alone: it changes the
order in which the processor adds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["DEVIATIONS", "HONEST", "ROUNDINGS", "Variation"]

Change = tuple[str, str]
"""What stands in a port, and what is to stand there instead, wherever it occurs."""


@dataclass(frozen=True)
class Variation:
    """One thing changed.

    changes: tutorial → the changes of its port; roundings have none, and are for every tutorial.
    gross: whether it changes the model or its input so much that one log should tell.
    environment: of the process; intra_op_threads: of the session; validation_size: images that are
        not trained on.
    """

    name: str
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    gross: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    intra_op_threads: int = 1
    validation_size: int = 5000


HONEST = Variation("none")
"""The port as it is."""

ROUNDINGS = (
    Variation("oneDNN off", environment={"TF_ENABLE_ONEDNN_OPTS": "0"}),
    Variation("AVX2 only", environment={"ONEDNN_MAX_CPU_ISA": "AVX2"}),
    Variation("2 intra-op threads", intra_op_threads=2),
)

_001, _002, _003, _004 = (
    "dynamic_rnn_final_state",
    "static_rnn",
    "static_bidirectional_rnn",
    "multi_rnn_cell",
)


def _rates(old: Mapping[str, str], factor: str) -> dict[str, tuple[Change, ...]]:
    return {name: ((rate, f"{rate} {factor}"),) for name, rate in old.items()}


_RATE = {
    _001: "learning_rate = 0.001",
    _002: "learning_rate = 0.001",
    _003: "learning_rate = 0.01",
    _004: "LEARNING_RATE = 1e-3",
}


def _units(factor: str) -> dict[str, tuple[Change, ...]]:
    return {
        _001: (("n_hidden_units = 128", f"n_hidden_units = 128 {factor}"),),
        _002: (("num_hidden = 128", f"num_hidden = 128 {factor}"),),
        _003: (("n_hidden = 256", f"n_hidden = 256 {factor}"),),
        _004: (("HIDDEN_SIZE = 256", f"HIDDEN_SIZE = 256 {factor}"),),
    }


def _initial_weights(factor: str) -> dict[str, tuple[Change, ...]]:
    change = ("tf.random_normal(", f"{factor} * tf.random_normal(")
    truncated = ("tf.truncated_normal(", f"{factor} * tf.truncated_normal(")
    return {_001: (change,), _002: (change,), _003: (change,), _004: (truncated,)}


def _images(old: str, new: str) -> dict[str, tuple[Change, ...]]:
    """Changes the images, training and test, where they are shaped into rows."""
    return {
        _001: (
            ("batch_xs.reshape([batch_size, n_steps, n_inputs])", f"batch_xs.reshape({old}){new}"),
        ),
        _002: (
            ("batch_x.reshape((batch_size, timesteps, input_dim))", f"batch_x.reshape({old}){new}"),
            (".reshape((-1, timesteps, input_dim))", f".reshape({old}){new}"),
        ),
        _003: (
            ("batch_x.reshape((batch_size, n_steps, n_input))", f"batch_x.reshape({old}){new}"),
            (".reshape((-1, n_steps, n_input))", f".reshape({old}){new}"),
        ),
    }


_ROWS = "[-1, 28, 28]"
_NEXT_BATCH = {
    _001: "next_batch(batch_size",
    _002: "next_batch(batch_size",
    _003: "next_batch(batch_size",
    _004: "next_batch(128",
}
_IMAGE_ROWS = "image_xs = tf.reshape(xs, [-1, TIMESTEP_SIZE, INPUT_SIZE])"

DEVIATIONS = (
    Variation("learning rate × 10", _rates(_RATE, "* 10"), gross=True),
    Variation("learning rate × 2", _rates(_RATE, "* 2")),
    Variation("learning rate × 1.2", _rates(_RATE, "* 1.2")),
    Variation("learning rate ÷ 2", _rates(_RATE, "/ 2")),
    Variation("learning rate ÷ 10", _rates(_RATE, "/ 10"), gross=True),
    Variation(
        "another optimizer",
        {
            _001: (("tf.train.AdamOptimizer(", "tf.train.GradientDescentOptimizer("),),
            _002: (("tf.train.GradientDescentOptimizer(", "tf.train.AdamOptimizer("),),
            _003: (("tf.train.AdamOptimizer(", "tf.train.GradientDescentOptimizer("),),
            _004: (("tf.train.AdamOptimizer(", "tf.train.GradientDescentOptimizer("),),
        },
        gross=True,
    ),
    Variation(
        "forget bias 0",
        dict.fromkeys((_001, _002, _003, _004), (("forget_bias=1.0", "forget_bias=0.0"),)),
    ),
    Variation("half the units", _units("// 2")),
    Variation("twice the units", _units("* 2")),
    Variation("initial weights ÷ 100", _initial_weights("0.01")),
    Variation("initial weights 0", _initial_weights("0")),
    Variation(
        "pixels 0–255",
        {
            **_images(_ROWS, " * 255"),
            _004: ((_IMAGE_ROWS, _IMAGE_ROWS + " * 255"),),
        },
        gross=True,
    ),
    Variation(
        "columns for rows",
        {
            **_images(_ROWS, ".transpose(0, 2, 1)"),
            _004: ((_IMAGE_ROWS, f"image_xs = tf.transpose({_IMAGE_ROWS[11:]}, [0, 2, 1])"),),
        },
        gross=True,
    ),
    Variation(
        "no shuffling",
        {name: ((old, f"{old}, shuffle=False"),) for name, old in _NEXT_BATCH.items()},
    ),
    Variation(
        "validation images left in",
        dict.fromkeys((_001, _002, _003, _004), ()),
        validation_size=0,
    ),
    Variation(
        "loss summed",
        {
            _001: (("cost = tf.reduce_mean(", "cost = tf.reduce_sum("),),
            _002: (("loss_op = tf.reduce_mean(", "loss_op = tf.reduce_sum("),),
            _003: (("cost = tf.reduce_mean(", "cost = tf.reduce_sum("),),
            _004: (("-tf.reduce_mean(", "-tf.reduce_sum("),),
        },
    ),
    Variation(
        "cell frozen",
        {
            _001: (
                (
                    "minimize(cost)",
                    "minimize(cost, var_list=[*weights.values(), *biases.values()])",
                ),
            ),
            _002: (
                (
                    "minimize(loss_op)",
                    "minimize(loss_op, var_list=[*weights.values(), *biases.values()])",
                ),
            ),
            _003: (
                (
                    "minimize(cost)",
                    "minimize(cost, var_list=[*weights.values(), *biases.values()])",
                ),
            ),
            _004: (
                ("minimize(cross_entropy)", "minimize(cross_entropy, var_list=[weightes, biases])"),
            ),
        },
        gross=True,
    ),
    Variation(
        "both directions read to the end",
        {
            _003: (
                (
                    "return tf.matmul(outputs[-1],",
                    "outputs = [tf.concat([outputs[-1][:, :n_hidden], outputs[0][:, n_hidden:]], "
                    "1)]\n    return tf.matmul(outputs[-1],",
                ),
            )
        },
    ),
    Variation("no dropout", {_004: (("graph.keep_prob: 0.5", "graph.keep_prob: 1.0"),)}),
    Variation(
        "dropout in evaluation",
        {_004: (("graph.keep_prob: 1.0", "graph.keep_prob: 0.5"),)},
        gross=True,
    ),
    Variation("one layer", {_004: (("LAYER_NUMBER = 2", "LAYER_NUMBER = 1"),)}, gross=True),
)
