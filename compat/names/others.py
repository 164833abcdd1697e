"""Rows: data sets and tools of `tf.contrib`, and the name spaces that are not covered."""

from compat.names.rows import Kind, Name, aliases, reimplemented

__all__ = ["OTHERS"]

_INPUT_DATA = "compat.examples.tutorials.mnist.input_data"
_DATASETS = "compat.contrib.learn.datasets"
_NETWORK = "compat.examples.tutorials.mnist.mnist"
_OF_THE_NETWORK = ("IMAGE_PIXELS", "IMAGE_SIZE", "NUM_CLASSES")
_OF_THE_NETWORK += ("evaluation", "inference", "loss", "training")
_MNIST = "finds MNIST in more places, checks it, and prints no 'Extracting' lines"
_V1 = "tensorflow.compat.v1"

_DISTRIBUTIONS = (
    "Bernoulli",
    "Beta",
    "Categorical",
    "Dirichlet",
    "DirichletMultinomial",
    "Distribution",
    "Exponential",
    "Gamma",
    "Laplace",
    "Multinomial",
    "Normal",
    "StudentT",
    "Uniform",
    "kl_divergence",
)

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

_INPUTS = ("numpy_input_fn", "pandas_input_fn")
_ONE_PROCESS = "in one process: nothing of clusters, TPUs and export for serving"
_NO_QUEUE = "reads through tf.data, not a queue; an epoch is shuffled as a whole"
_MEANS = "of the metrics with two classes, some are called as those of tf.estimator"

_K_MEANS = ("COSINE_DISTANCE", "KMEANS_PLUS_PLUS_INIT", "KMeans")
_K_MEANS += ("RANDOM_INIT", "SQUARED_EUCLIDEAN_DISTANCE")

_DATA = ("Dataset", "FixedLengthRecordDataset", "Iterator", "TFRecordDataset", "TextLineDataset")
_DATA_EXPERIMENTAL = (
    "AUTOTUNE",
    "ignore_errors",
    "map_and_batch",
    "parallel_interleave",
    "prefetch_to_device",
    "shuffle_and_repeat",
    "unbatch",
)

_INSTEAD = {
    "tf.contrib.bayesflow": "the package tensorflow-probability",
    "tf.contrib.cloud": "the package tensorflow-io",
    "tf.contrib.crf": "the forward algorithm, written with tf.scan",
    "tf.contrib.ctc": "tf.nn.ctc_loss and tf.nn.ctc_beam_search_decoder",
    "tf.contrib.cudnn_rnn": "tf.contrib.rnn.LSTMBlockFusedCell, which the processor runs too",
    "tf.contrib.distribute": "tf.distribute",
    "tf.contrib.eager": "tf.enable_eager_execution, in a process without graphs",
    "tf.contrib.estimator": "tf.estimator",
    "tf.contrib.factorization.GMM": "sklearn.mixture.GaussianMixture",
    "tf.contrib.factorization.KMeansClustering": "tf.contrib.factorization.KMeans",
    "tf.contrib.factorization.WALSMatrixFactorization": "sklearn.decomposition.NMF",
    "tf.contrib.factorization.WALSModel": "sklearn.decomposition.NMF",
    "tf.contrib.feature_column": "tf.feature_column",
    "tf.contrib.ffmpeg": "tf.audio",
    "tf.contrib.gan": "the package tensorflow-gan",
    "tf.contrib.graph_editor": "tf.import_graph_def with its input_map",
    "tf.contrib.image": "tf.image and tf.raw_ops.ImageProjectiveTransformV3",
    "tf.contrib.integrate": "scipy.integrate, or a loop with tf.while_loop",
    "tf.contrib.keras": "tf.keras",
    "tf.contrib.kfac": "an optimizer of tf.train",
    "tf.contrib.labeled_tensor": "tf.Tensor, whose axes have no names",
    "tf.contrib.learn.BaseEstimator": "tf.contrib.learn.Estimator",
    "tf.contrib.learn.DNNLinearCombinedClassifier": "tf.estimator.DNNLinearCombinedClassifier",
    "tf.contrib.learn.Experiment": "tf.estimator.train_and_evaluate",
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
    "tf.contrib.learn.learn_runner": "tf.estimator.train_and_evaluate",
    **dict.fromkeys(
        (
            "tf.estimator.Estimator.export_saved_model",
            "tf.estimator.Estimator.export_savedmodel",
            "tf.estimator.export",
        ),
        "tf.saved_model.simple_save, with a session of your own",
    ),
    "tf.contrib.linear_optimizer": "tf.train.FtrlOptimizer",
    "tf.contrib.lookup": "tf.lookup",
    "tf.contrib.memory_stats": "tf.config.experimental.get_memory_info",
    "tf.contrib.model_pruning": "the package tensorflow-model-optimization",
    "tf.contrib.opt": "tf.train, or the optimizers of scipy.optimize",
    "tf.contrib.predictor": "tf.saved_model.load",
    "tf.contrib.quantize": "the package tensorflow-model-optimization",
    "tf.contrib.resampler": "tf.gather_nd",
    "tf.contrib.saved_model": "tf.saved_model",
    "tf.contrib.signal": "tf.signal",
    "tf.contrib.slim.nets.mobilenet": "the package tf-models-official",
    "tf.contrib.sparsemax": "tf.nn.softmax",
    "tf.contrib.stateless": "tf.random.stateless_normal and its like",
    "tf.contrib.stat_summarizer": "tf.profiler",
    "tf.contrib.summary": "tf.summary",
    "tf.contrib.tensor_forest": "the package scikit-learn: sklearn.ensemble",
    "tf.contrib.tensorboard": "the package tensorboard: tensorboard.plugins.projector",
    "tf.contrib.tensorrt": "the package tensorrt",
    "tf.contrib.timeseries": "the package statsmodels",
    "tf.contrib.tpu": "tf.tpu",
}

OTHERS: tuple[Name, ...] = (
    Name(
        "tf.examples.tutorials.mnist.input_data.read_data_sets",
        f"{_INPUT_DATA}.read_data_sets",
        Kind.REIMPLEMENTED,
        _MNIST,
    ),
    *reimplemented("tf.examples.tutorials.mnist.mnist", _NETWORK, _OF_THE_NETWORK),
    *reimplemented(
        "tf.contrib.learn.datasets",
        _DATASETS,
        ("load_dataset", "load_iris"),
        "mnist and iris only; iris is scikit-learn's",
    ),
    *reimplemented("tf.contrib.learn.datasets.base", f"{_DATASETS}.base", ("Dataset", "Datasets")),
    *reimplemented(
        "tf.contrib.learn.datasets.mnist", _INPUT_DATA, ("DataSet", "read_data_sets"), _MNIST
    ),
    *reimplemented(
        "tf.contrib.learn.datasets.mnist", f"{_DATASETS}.mnist", ("load_mnist",), _MNIST
    ),
    *reimplemented("tf.estimator", "compat.estimator", (*_CANNED, *_ESTIMATOR), _ONE_PROCESS),
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
    *reimplemented("tf.contrib.factorization", "compat.contrib.factorization", _K_MEANS),
    *aliases("tf.contrib.data", f"{_V1}.data", _DATA),
    *aliases("tf.contrib.data", f"{_V1}.data.experimental", _DATA_EXPERIMENTAL),
    *reimplemented("tf.contrib.data", "compat.contrib.data", ("batch_and_drop_remainder",)),
    *reimplemented(
        "tf.contrib.learn.preprocessing",
        "compat.contrib.learn.preprocessing",
        ("CategoricalVocabulary", "VocabularyProcessor"),
    ),
    *reimplemented("tf.contrib.training", "compat.contrib.training", ("HParams",)),
    *aliases("tf.contrib.distributions", f"{_V1}.distributions", _DISTRIBUTIONS),
    *(Name(old, instead, Kind.ABSENT) for old, instead in _INSTEAD.items()),
)
