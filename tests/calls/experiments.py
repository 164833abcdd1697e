"""Calls of experiments, of what is said of exports, and of data sets that are read from files."""

import gzip
import struct
import tempfile
from pathlib import Path

import numpy as np
import pytest

from compat.mnist import MnistError
from tests.calls import run

_X = np.linspace(-1, 1, 40, dtype="f")[:, None]


def _made(tf, folder):
    learn = tf.contrib.learn
    config = learn.RunConfig(model_dir=folder, save_checkpoints_steps=5)
    estimator = learn.LinearRegressor([tf.contrib.layers.real_valued_column("x")], config=config)
    return learn.Experiment(
        estimator,
        learn.io.numpy_input_fn({"x": _X}, 3 * _X[:, 0], 8, None),
        learn.io.numpy_input_fn({"x": _X}, 3 * _X[:, 0], 8, 1, shuffle=False),
        eval_metrics={"worst": lambda predictions, labels: tf.abs(predictions - labels)},
        train_steps=20,
        eval_steps=None,
        min_eval_frequency=10,
    )


def _experiment(tf):
    with tempfile.TemporaryDirectory() as folder:
        made = _made(tf, folder)
        seen = []
        hook = tf.train.FinalOpsHook({"step": "global_step:0"})
        hook.end = lambda session: seen.append("trained")
        made.extend_train_hooks([hook])
        found, exports = made.train_and_evaluate()
        assert (found["global_step"], exports, seen) == (20, [], ["trained"])
        assert found.keys() >= {"loss", "worst"}
        events = Path(folder, "eval")
        assert events.is_dir()
        assert made.train() is made.estimator  # for no step: there have been all
        assert made.evaluate() == pytest.approx(found)
        assert (made.train_steps, made.eval_steps) == (20, None)
        again, _ = made.test()
        assert again["global_step"] == 21
    core = tf.estimator.Estimator(print, folder)
    with pytest.raises(ValueError, match="`eval_metrics` must be `None`"):
        tf.contrib.learn.Experiment(core, print, print, eval_metrics={})
    return True


def _learn_runner(tf):
    run_it = tf.contrib.learn.learn_runner.run
    with tempfile.TemporaryDirectory() as folder:
        found, _ = run_it(lambda output_dir: _made(tf, output_dir), folder)
        assert found["global_step"] == 20
        config = tf.contrib.learn.RunConfig(model_dir=folder)

        def of_config(run_config, hparams):
            assert hparams == "h"
            return _made(tf, run_config.model_dir)

        again = run_it(of_config, run_config=config, schedule="evaluate", hparams="h")
        assert again["global_step"] == 20
        with pytest.raises(ValueError, match="either `output_dir` or `run_config`"):
            run_it(of_config)
        with pytest.raises(ValueError, match="a model directory"):
            run_it(of_config, run_config=tf.contrib.learn.RunConfig())
        with pytest.raises(TypeError, match="did not return an Experiment"):
            run_it(lambda output_dir: 3, folder)
        with pytest.raises(ValueError, match="non-existent task no_such"):
            run_it(lambda output_dir: _made(tf, output_dir), folder, "no_such")
    return True


def _slope(tf):
    def model_fn(features, labels, mode):
        slope = tf.get_variable("slope", [])
        loss = tf.reduce_mean(tf.square(slope * features - labels))
        step = tf.train.get_or_create_global_step()
        train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, step)
        return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train)

    return model_fn


def _exporters(tf):
    est = tf.estimator
    exporters = [est.LatestExporter("latest", print), est.FinalExporter("final", print)]
    exporters.append(est.BestExporter(serving_input_receiver_fn=print, exports_to_keep=1))
    assert all(isinstance(exporter, est.Exporter) for exporter in exporters)
    said = []
    warning, tf.logging.warning = tf.logging.warning, lambda *args: said.append(args)
    input_fn = est.inputs.numpy_input_fn(_X, _X, 8, num_epochs=1, shuffle=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            made = est.Estimator(_slope(tf), folder)
            spec = est.EvalSpec(input_fn, exporters=exporters)
            found, _ = est.train_and_evaluate(made, est.TrainSpec(input_fn, max_steps=3), spec)
            experiment = tf.contrib.learn.Experiment(made, input_fn, input_fn, train_steps=4)
            assert experiment.train_and_evaluate()[0]["global_step"] == 4
    finally:
        tf.logging.warning = warning
    ((message, names),) = said
    assert message.startswith("Nothing is exported by %s: compat does not cover it; instead: ")
    return names == "latest, final, best_exporter" and found["global_step"] == 3


def _outputs(tf):
    export = tf.estimator.export
    assert export.PredictOutput(3).outputs == {"output": 3}
    assert export.PredictOutput({"a": 3}).outputs == {"a": 3}
    assert export.ClassificationOutput(classes=3).classes == 3
    assert export.RegressionOutput(3).value == 3
    spec = tf.estimator.EstimatorSpec(
        "infer", predictions=1, export_outputs={"serving_default": export.RegressionOutput(2)}
    )
    return spec.export_outputs["serving_default"].value == 2


def _receivers(tf):
    export = tf.estimator.export
    for receiver in (export.ServingInputReceiver, export.TensorServingInputReceiver):
        assert receiver(1, 2).receiver_tensors == 2
    raw = export.build_raw_serving_input_receiver_fn({"x": tf.ones([4, 3])})()
    assert raw.features["x"].shape.as_list() == [None, 3]
    read = export.build_parsing_serving_input_receiver_fn({"n": tf.FixedLenFeature([], tf.int64)})()
    feature = tf.train.Feature(int64_list=tf.train.Int64List(value=[5]))
    example = tf.train.Example(features=tf.train.Features(feature={"n": feature}))
    feed = {read.receiver_tensors["examples"]: [example.SerializeToString()]}
    return run(read.features["n"], feed).tolist() == [5]


def _csv(tf):
    base = tf.contrib.learn.datasets.base
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        path.write_text("2,3,setosa,virginica\n1.5,2,3,0\n4,5,6,1\n")
        found = base.load_csv_with_header(str(path), np.int32, np.float32)
        assert (found.data.dtype, found.target.dtype) == (np.float32, np.int32)
        assert found.data.tolist() == [[1.5, 2, 3], [4, 5, 6]]
        assert found.target.tolist() == [0, 1]
        path.write_text("3,3\n1,2,3,4\n")
        with pytest.raises(ValueError, match="announces 3 rows of 3 features"):
            base.load_csv_with_header(str(path), np.int32, np.float32)
        path.write_text("a,1,2\nb,3,4\n")
        found = base.load_csv_without_header(str(path), str, np.int64, target_column=0)
        return found.target.tolist() == ["a", "b"] and found.data.tolist() == [[1, 2], [3, 4]]


def _extracted(tf):
    mnist = tf.contrib.learn.datasets.mnist
    with tempfile.TemporaryDirectory() as folder:
        images, labels = Path(folder, "i.gz"), Path(folder, "l.gz")
        images.write_bytes(gzip.compress(struct.pack(">4I", 2051, 2, 1, 3) + bytes(range(6))))
        labels.write_bytes(gzip.compress(struct.pack(">2I", 2049, 2) + bytes([3, 1] * 5)))
        with open(images, "rb") as f:
            found = mnist.extract_images(f)
        assert (found.dtype, found.shape) == (np.uint8, (2, 1, 3, 1))
        assert found.ravel().tolist() == list(range(6))
        with tf.gfile.Open(str(labels), "rb") as f:
            assert mnist.extract_labels(f).tolist() == [3, 1]
        one_hot = mnist.extract_labels(str(labels), one_hot=True, num_classes=4)
        assert one_hot.tolist() == [[0, 0, 0, 1], [0, 1, 0, 0]]
        with pytest.raises(MnistError, match="Invalid magic number 2049 in MNIST image file"):
            mnist.extract_images(str(labels))
    return mnist.dense_to_one_hot(np.array([1]), 2).tolist() == [[0, 1]]


_EXPORT = dict.fromkeys(("ClassificationOutput", "PredictOutput", "RegressionOutput"), _outputs)
_EXPORT |= dict.fromkeys(
    (
        *("ServingInputReceiver", "TensorServingInputReceiver"),
        *("build_parsing_serving_input_receiver_fn", "build_raw_serving_input_receiver_fn"),
    ),
    _receivers,
)

CALLS = {
    "tf.contrib.learn.Experiment": _experiment,
    "tf.contrib.learn.learn_runner.run": _learn_runner,
    "tf.contrib.learn.datasets.base.load_csv_with_header": _csv,
    "tf.contrib.learn.datasets.base.load_csv_without_header": _csv,
    **{
        f"tf.contrib.learn.datasets.mnist.{name}": _extracted
        for name in ("dense_to_one_hot", "extract_images", "extract_labels")
    },
    **{f"tf.estimator.export.{name}": call for name, call in _EXPORT.items()},
    **{
        f"tf.estimator.{name}": _exporters
        for name in ("BestExporter", "Exporter", "FinalExporter", "LatestExporter")
    },
}
