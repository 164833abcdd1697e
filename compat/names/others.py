"""Rows: data sets and tools of `tf.contrib`, and the name spaces that are not covered."""

from compat.names.rows import Kind, Name, reimplemented

__all__ = ["OTHERS"]

_INPUT_DATA = "compat.examples.tutorials.mnist.input_data"
_DATASETS = "compat.contrib.learn.datasets"
_NETWORK = "compat.examples.tutorials.mnist.mnist"
_OF_THE_NETWORK = ("IMAGE_PIXELS", "IMAGE_SIZE", "NUM_CLASSES")
_OF_THE_NETWORK += ("evaluation", "inference", "loss", "training")
_MNIST = "finds MNIST in more places, checks it, and prints no 'Extracting' lines"
_V1 = "tensorflow.compat.v1"

_ESTIMATOR = (
    "Estimator",
    "EstimatorSpec",
    "EvalSpec",
    "ModeKeys",
    "RunConfig",
    "TrainSpec",
    "train_and_evaluate",
)

_CANNED = (
    "DNNClassifier",
    "DNNLinearCombinedClassifier",
    "DNNLinearCombinedRegressor",
    "DNNRegressor",
    "LinearClassifier",
    "LinearRegressor",
)

_EXPORTERS = ("BestExporter", "Exporter", "FinalExporter", "LatestExporter")
_NO_EXPORT = "nothing is exported, and training says so in a line"
_EXPORT = (
    *("ClassificationOutput", "PredictOutput", "RegressionOutput", "ServingInputReceiver"),
    *("TensorServingInputReceiver", "build_parsing_serving_input_receiver_fn"),
    "build_raw_serving_input_receiver_fn",
)

_INPUTS = ("numpy_input_fn", "pandas_input_fn")
_ONE_PROCESS = "in one process: nothing of clusters, TPUs and export for serving"
_NO_QUEUE = "reads through tf.data, not a queue; an epoch is shuffled as a whole"
_MEANS = "of the metrics with two classes, some are called as those of tf.estimator"

_K_MEANS = ("COSINE_DISTANCE", "KMEANS_PLUS_PLUS_INIT", "KMeans")
_K_MEANS += ("RANDOM_INIT", "SQUARED_EUCLIDEAN_DISTANCE")

_INSTEAD = {
    "tf.contrib.bayesflow": "the package tensorflow-probability",
    "tf.contrib.cloud": "the package tensorflow-io",
    "tf.contrib.ctc": "tf.nn.ctc_loss and tf.nn.ctc_beam_search_decoder",
    "tf.contrib.cudnn_rnn": "tf.contrib.rnn.LSTMBlockFusedCell, which the processor runs too",
    "tf.contrib.distribute": "tf.distribute",
    "tf.contrib.estimator": "tf.estimator.Estimator with a model function of your own, "
    "which does what heads and add_metrics did",
    "tf.contrib.factorization.GMM": "sklearn.mixture.GaussianMixture",
    "tf.contrib.factorization.KMeansClustering": "tf.contrib.factorization.KMeans",
    "tf.contrib.factorization.WALSMatrixFactorization": "sklearn.decomposition.NMF",
    "tf.contrib.factorization.WALSModel": "sklearn.decomposition.NMF",
    "tf.contrib.feature_column": "tf.feature_column, whose sequence columns "
    "tf.keras.experimental.SequenceFeatures makes inputs of",
    "tf.contrib.ffmpeg": "tf.audio",
    "tf.contrib.gan": "the package tensorflow-gan",
    "tf.contrib.graph_editor": "tf.import_graph_def with its input_map",
    "tf.contrib.integrate": "scipy.integrate, or a loop with tf.while_loop",
    "tf.contrib.kfac": "an optimizer of tf.train",
    "tf.contrib.labeled_tensor": "tf.Tensor, whose axes have no names",
    "tf.contrib.learn.BaseEstimator": "tf.contrib.learn.Estimator",
    "tf.contrib.learn.KMeansClustering": "tf.contrib.factorization.KMeans",
    **{
        f"tf.contrib.learn.monitors.{name}": f"tf.train.{hook}, in fit(monitors=[…])"
        for name, hook in {
            "CheckpointSaver": "CheckpointSaverHook",
            "NanLoss": "NanTensorHook",
            "PrintTensor": "LoggingTensorHook",
            "StopAtStep": "StopAtStepHook",
            "SummarySaver": "SummarySaverHook",
        }.items()
    },
    **dict.fromkeys(
        (
            "tf.estimator.Estimator.export_saved_model",
            "tf.estimator.Estimator.export_savedmodel",
        ),
        "tf.saved_model.simple_save, with a session of your own",
    ),
    "tf.contrib.linear_optimizer": "tf.train.FtrlOptimizer",
    "tf.contrib.memory_stats": "tf.config.experimental.get_memory_info",
    "tf.contrib.model_pruning": "the package tensorflow-model-optimization",
    "tf.contrib.predictor": "tf.saved_model.load",
    "tf.contrib.quantize": "the package tensorflow-model-optimization",
    "tf.contrib.resampler": "tf.gather_nd",
    "tf.contrib.saved_model": "tf.saved_model",
    "tf.contrib.slim.nets.mobilenet": "the package tf-models-official",
    "tf.contrib.sparsemax": "tf.nn.softmax",
    "tf.contrib.stat_summarizer": "tf.profiler",
    "tf.contrib.summary": "tf.summary.FileWriter, with tf.summary.scalar and its like; "
    "tf.compat.v2.summary, with the package tensorboard, has create_file_writer",
    "tf.contrib.tensor_forest": "the package scikit-learn: sklearn.ensemble",
    "tf.contrib.tensorboard": "the package tensorboard: tensorboard.plugins.projector",
    "tf.contrib.tensorrt": "the package tensorrt",
    "tf.contrib.timeseries": "the package statsmodels",
    "tf.contrib.tpu": "tf.tpu",
}

OTHERS: tuple[Name, ...] = (
    *reimplemented(
        "tf.examples.tutorials.mnist.input_data",
        _INPUT_DATA,
        ("DataSet", "read_data_sets"),
        _MNIST,
    ),
    *reimplemented("tf.examples.tutorials.mnist.mnist", _NETWORK, _OF_THE_NETWORK),
    *reimplemented(
        "tf.contrib.learn.datasets",
        _DATASETS,
        ("load_dataset", "load_iris"),
        "mnist and iris only; iris is scikit-learn's",
    ),
    *reimplemented(
        "tf.contrib.learn.datasets.base",
        f"{_DATASETS}.base",
        ("Dataset", "Datasets", "load_csv_with_header", "load_csv_without_header"),
    ),
    *reimplemented(
        "tf.contrib.learn.datasets.mnist", _INPUT_DATA, ("DataSet", "read_data_sets"), _MNIST
    ),
    *reimplemented(
        "tf.contrib.learn.datasets.mnist", f"{_DATASETS}.mnist", ("load_mnist",), _MNIST
    ),
    *reimplemented(
        "tf.contrib.learn.datasets.mnist",
        f"{_DATASETS}.mnist",
        ("dense_to_one_hot", "extract_images", "extract_labels"),
        "of files that are damaged, MnistError says so",
    ),
    *reimplemented("tf.estimator", "compat.estimator", (*_CANNED, *_ESTIMATOR), _ONE_PROCESS),
    *reimplemented("tf.estimator", "compat.estimator", _EXPORTERS, _NO_EXPORT),
    *reimplemented("tf.estimator.export", "compat.estimator.export", _EXPORT),
    *reimplemented("tf.estimator.inputs", "compat.estimator.inputs", _INPUTS, _NO_QUEUE),
    *reimplemented(
        "tf.contrib.learn.monitors", "compat.contrib.learn.monitors", ("ValidationMonitor",)
    ),
    *reimplemented("tf.contrib.learn.io", "compat.contrib.learn.io", _INPUTS, _NO_QUEUE),
    *reimplemented(
        "tf.contrib.learn",
        "compat.contrib.learn",
        (
            "Estimator",
            "MetricSpec",
            "ModeKeys",
            "ModelFnOps",
            "SKCompat",
            "infer_real_valued_columns_from_input",
            "infer_real_valued_columns_from_input_fn",
        ),
    ),
    Name("tf.contrib.learn.RunConfig", "compat.estimator.RunConfig", Kind.REIMPLEMENTED),
    *reimplemented(
        "tf.contrib.learn",
        "compat.contrib.learn",
        ("DNNClassifier", "DNNRegressor", "LinearClassifier", "LinearRegressor"),
        _MEANS,
    ),
    *reimplemented(
        "tf.contrib.learn",
        "compat.contrib.learn",
        ("DNNLinearCombinedClassifier", "DNNLinearCombinedRegressor"),
        f"{_MEANS}; the global step counts each step once, not once for each part",
    ),
    *reimplemented("tf.contrib.learn", "compat.contrib.learn", ("Experiment",), _ONE_PROCESS),
    *reimplemented("tf.contrib.learn.learn_runner", "compat.contrib.learn.learn_runner", ("run",)),
    *reimplemented("tf.contrib.factorization", "compat.contrib.factorization", _K_MEANS),
    *reimplemented(
        "tf.contrib.learn.preprocessing",
        "compat.contrib.learn.preprocessing",
        ("CategoricalVocabulary", "VocabularyProcessor"),
    ),
    *(Name(old, instead, Kind.ABSENT) for old, instead in _INSTEAD.items()),
)
