"""Rows: tools of `tf.contrib` for input, images, training and random numbers."""

from compat.names.rows import Kind, Name, absent, aliases, reimplemented

__all__ = ["TOOLS"]

_V1 = "tensorflow.compat.v1"
_LOOKUP = "tensorflow.python.ops.lookup_ops"
_OPT = "compat.contrib.opt"

_CRF = (
    *("crf_binary_score", "crf_constrained_decode", "crf_decode", "crf_log_likelihood"),
    *("crf_log_norm", "crf_multitag_sequence_score", "crf_sequence_score", "crf_unary_score"),
    "viterbi_decode",
)

_DATA = ("Dataset", "FixedLengthRecordDataset", "Iterator", "TFRecordDataset", "TextLineDataset")
_DATA_EXPERIMENTAL = (
    *("AUTOTUNE", "Counter", "CsvDataset", "Optional", "RandomDataset", "Reducer", "SqlDataset"),
    *("TFRecordWriter", "bucket_by_sequence_length", "choose_from_datasets", "copy_to_device"),
    *("dense_to_sparse_batch", "enumerate_dataset", "get_next_as_optional", "get_single_element"),
    *("group_by_reducer", "group_by_window", "ignore_errors", "make_batched_features_dataset"),
    *("make_csv_dataset", "make_saveable_from_iterator", "map_and_batch", "parallel_interleave"),
    *("parse_example_dataset", "prefetch_to_device", "rejection_resample", "sample_from_datasets"),
    *("scan", "shuffle_and_repeat", "unbatch", "unique"),
)
_BATCHES = (
    *("batch_and_drop_remainder", "padded_batch_and_drop_remainder", "reduce_dataset"),
    *("sliding_window_batch", "sloppy_interleave"),
)

_IMAGE = (
    *("angles_to_projective_transforms", "compose_transforms", "dense_image_warp"),
    *("flat_transforms_to_matrices", "matrices_to_flat_transforms", "rotate", "transform"),
    *("translate", "translations_to_projective_transforms"),
)

_TABLES = ("KeyValueTensorInitializer", "TextFileIndex", "TextFileInitializer")
_TABLES_PRIVATE = (
    *("FastHashSpec", "HasherSpec", "IdTableWithHashBuckets", "InitializableLookupTableBase"),
    *("LookupInterface", "StrongHashSpec", "TableInitializerBase"),
    *("TextFileIdTableInitializer", "TextFileStringTableInitializer"),
)
_TABLES_HERE = (
    *("HashTable", "MutableHashTable", "index_table_from_file", "index_table_from_tensor"),
    *("index_to_string", "index_to_string_table_from_file", "index_to_string_table_from_tensor"),
    *("string_to_index", "string_to_index_table_from_file", "string_to_index_table_from_tensor"),
)

_NN = (
    *("alpha_dropout", "conv1d_transpose", "nth_element", "scaled_softplus"),
    "deprecated_flipped_sigmoid_cross_entropy_with_logits",
    "deprecated_flipped_softmax_cross_entropy_with_logits",
    "deprecated_flipped_sparse_softmax_cross_entropy_with_logits",
)

_SIGNAL = (
    *("frame", "hamming_window", "hann_window", "inverse_stft", "inverse_stft_window_fn"),
    *("linear_to_mel_weight_matrix", "mfccs_from_log_mel_spectrograms", "overlap_and_add", "stft"),
)

_LOOPS = (
    *("add_gradients_summaries", "clip_gradient_norms", "clip_gradient_norms_fn"),
    *("create_train_op", "multiply_gradients", "train"),
)
_EVALUATIONS = (
    *("StopAfterNEvalsHook", "SummaryAtEndHook", "checkpoints_iterator", "evaluate_once"),
    *("evaluate_repeatedly", "get_or_create_eval_step", "wait_for_new_checkpoint"),
)

TOOLS: tuple[Name, ...] = (
    *reimplemented("tf.contrib.crf", "compat.contrib.crf", _CRF),
    *absent("tf.contrib.crf", ("CrfForwardRnnCell",), "tf.contrib.crf.crf_log_norm"),
    *absent(
        "tf.contrib.crf",
        ("CrfDecodeBackwardRnnCell", "CrfDecodeForwardRnnCell"),
        "tf.contrib.crf.crf_decode",
    ),
    *reimplemented("tf.contrib.data", "compat.contrib.data", _DATA),
    *aliases("tf.contrib.data", f"{_V1}.data.experimental", _DATA_EXPERIMENTAL),
    *reimplemented("tf.contrib.data", "compat.contrib.data", _BATCHES),
    *absent("tf.contrib.data", ("assert_element_shape",), "tf.ensure_shape, in dataset.map"),
    *absent(
        "tf.contrib.data",
        ("CheckpointInputPipelineHook",),
        "tf.contrib.data.make_saveable_from_iterator, in the collection that a Saver saves",
    ),
    *absent(
        "tf.contrib.data",
        ("read_batch_features",),
        "tf.contrib.data.make_batched_features_dataset",
    ),
    *reimplemented("tf.contrib.image", "compat.contrib.image", _IMAGE),
    *absent(
        "tf.contrib.image",
        ("adjust_hsv_in_yiq", "random_hsv_in_yiq"),
        "tf.image.adjust_hue and tf.image.adjust_saturation",
    ),
    *absent("tf.contrib.image", ("bipartite_match",), "scipy.optimize.linear_sum_assignment"),
    *absent("tf.contrib.image", ("connected_components",), "scipy.ndimage.label"),
    *absent("tf.contrib.image", ("sparse_image_warp",), "tf.contrib.image.dense_image_warp"),
    *absent("tf.contrib.image", ("interpolate_spline",), "scipy.interpolate.RBFInterpolator"),
    *aliases("tf.contrib.lookup", f"{_V1}.lookup", _TABLES),
    *aliases("tf.contrib.lookup", _LOOKUP, _TABLES_PRIVATE),
    *reimplemented("tf.contrib.lookup", "compat.contrib.lookup", _TABLES_HERE),
    *reimplemented(
        "tf.contrib.lookup",
        "compat.contrib.lookup",
        ("MutableDenseHashTable",),
        "deleted_key, for which 1.14 asked, may be left out; one more key is not to be used then",
    ),
    *reimplemented("tf.contrib.nn", "compat.contrib.nn", _NN),
    *absent(
        "tf.contrib.nn",
        ("rank_sampled_softmax_loss", "sampled_sparse_softmax_loss"),
        "tf.nn.sampled_softmax_loss",
    ),
    *reimplemented(
        "tf.contrib.opt",
        f"{_OPT}.adam",
        ("AdaMaxOptimizer", "LazyAdamOptimizer", "NadamOptimizer"),
    ),
    *reimplemented(
        "tf.contrib.opt",
        f"{_OPT}.decay",
        (
            "AdamWOptimizer",
            "DecoupledWeightDecayExtension",
            "MomentumWOptimizer",
            "extend_with_decoupled_weight_decay",
        ),
        "the decay_var_list of minimize counts, which 1.15 forgot",
    ),
    *reimplemented(
        "tf.contrib.opt",
        f"{_OPT}.external",
        ("ExternalOptimizerInterface", "ScipyOptimizerInterface"),
        "while it searches, the variables have the values that are tried",
    ),
    *reimplemented("tf.contrib.opt", f"{_OPT}.average", ("MovingAverageOptimizer",)),
    *absent(
        "tf.contrib.opt",
        ("VariableClippingOptimizer",),
        "tf.clip_by_norm, in a tf.assign after each step",
    ),
    *absent(
        "tf.contrib.opt",
        (
            *("AddSignOptimizer", "AGNOptimizer", "DropStaleGradientOptimizer"),
            *("ElasticAverageOptimizer", "GGTOptimizer", "LARSOptimizer", "MatrixOptimizer"),
            *("ModelAverageOptimizer", "MultitaskOptimizerWrapper", "PowerSignOptimizer"),
            *("RegAdagradOptimizer", "ShampooOptimizer", "ShampooWOptimizer"),
        ),
        "an optimizer of tf.train",
    ),
    *aliases("tf.contrib.signal", f"{_V1}.signal", _SIGNAL),
    *aliases("tf.contrib.stateless", f"{_V1}.random", ("stateless_multinomial",)),
    *aliases("tf.contrib.stateless", f"{_V1}.random", ("stateless_truncated_normal",)),
    Name(
        "tf.contrib.stateless.stateless_random_normal",
        f"{_V1}.random.stateless_normal",
        Kind.ALIAS,
    ),
    Name(
        "tf.contrib.stateless.stateless_random_uniform",
        f"{_V1}.random.stateless_uniform",
        Kind.ALIAS,
    ),
    *reimplemented("tf.contrib.training", "compat.contrib.training", ("HParams",)),
    *reimplemented(
        "tf.contrib.training.python.training.hparam", "compat.contrib.training", ("HParams",)
    ),
    *aliases("tf.contrib.training", "tf_slim.training.training", _LOOPS),
    *aliases("tf.contrib.training", "tf_slim.training.evaluation", _EVALUATIONS),
    *reimplemented(
        "tf.contrib.training",
        "compat.contrib.training.buckets",
        ("bucket", "bucket_by_sequence_length"),
        "without a summary of how full the queue is",
    ),
    *absent(
        "tf.contrib.training",
        ("resample_at_rate", "weighted_resample"),
        "tf.contrib.training.rejection_sample",
    ),
    *absent(
        "tf.contrib.training",
        ("SequenceQueueingStateSaver", "batch_sequences_with_states"),
        "tf.data.Dataset, whose batches are parts of sequences, and a state that is fed",
    ),
    *reimplemented(
        "tf.contrib.training",
        "compat.contrib.training.sampling",
        ("rejection_sample", "stratified_sample"),
        "without a summary of the frequencies; the given ones are not checked",
    ),
    *absent("tf.contrib.training", ("parse_values",), "tf.contrib.training.HParams.parse"),
    Name("tf.contrib.util.constant_value", f"{_V1}.get_static_value", Kind.ALIAS),
    *aliases("tf.contrib.util", _V1, ("make_ndarray", "make_tensor_proto")),
    *reimplemented("tf.contrib.util", "compat.contrib.util", ("ops_used_by_graph_def",)),
    *absent(
        "tf.contrib.util",
        ("stripped_op_list_for_graph",),
        "tf.contrib.util.ops_used_by_graph_def, for the types of the operations",
    ),
)
