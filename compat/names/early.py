"""Rows: names of TensorFlow 0.x, and its argument orders where types tell them from 1.x."""

from compat.names.rows import Kind, Name, reimplemented

__all__ = ["EARLY", "SEQ2SEQ"]

_V1 = "tensorflow.compat.v1"
_SEQ2SEQ = "compat.contrib.legacy_seq2seq"

_RENAMED = {
    "batch_cholesky": "cholesky",
    "batch_cholesky_solve": "cholesky_solve",
    "batch_fft": "fft",
    "batch_fft2d": "fft2d",
    "batch_fft3d": "fft3d",
    "batch_ifft": "ifft",
    "batch_ifft2d": "ifft2d",
    "batch_ifft3d": "ifft3d",
    "batch_matrix_band_part": "matrix_band_part",
    "batch_matrix_determinant": "matrix_determinant",
    "batch_matrix_diag": "matrix_diag",
    "batch_matrix_diag_part": "matrix_diag_part",
    "batch_matrix_inverse": "matrix_inverse",
    "batch_matrix_set_diag": "matrix_set_diag",
    "batch_matrix_solve": "matrix_solve",
    "batch_matrix_solve_ls": "matrix_solve_ls",
    "batch_matrix_transpose": "matrix_transpose",
    "batch_matrix_triangular_solve": "matrix_triangular_solve",
    "batch_self_adjoint_eig": "self_adjoint_eig",
    "batch_svd": "svd",
    "complex_abs": "abs",
    "inv": "reciprocal",
    "listdiff": "setdiff1d",
    "merge_all_summaries": "summary.merge_all",
    "merge_summary": "summary.merge",
    "mul": "multiply",
    "neg": "negative",
    "sub": "subtract",
}

_SUMMARIES = ("audio_summary", "histogram_summary", "image_summary", "scalar_summary")

_BY_TYPE = "the argument order of 0.x is understood too: a scalar first is the dimension"
_POSITIONAL = "without keywords, which 1.x refused, the order is that of 0.x: logits, then labels"
_SWAPPED = "labels and inputs in the order of 0.x are told by their types"

SEQ2SEQ = (
    "attention_decoder",
    "basic_rnn_seq2seq",
    "embedding_attention_decoder",
    "embedding_attention_seq2seq",
    "embedding_rnn_decoder",
    "embedding_rnn_seq2seq",
    "embedding_tied_rnn_seq2seq",
    "model_with_buckets",
    "one2many_rnn_seq2seq",
    "rnn_decoder",
    "sequence_loss",
    "sequence_loss_by_example",
    "tied_rnn_seq2seq",
)
"""`tf.contrib.legacy_seq2seq` of 1.x, which was `tf.nn.seq2seq` in 0.x."""

EARLY: tuple[Name, ...] = (
    *(Name(f"tf.{old}", f"{_V1}.{new}", Kind.ALIAS) for old, new in _RENAMED.items()),
    *reimplemented("tf", "compat.tf0", ("concat", "split"), _BY_TYPE),
    *reimplemented(
        "tf", "compat.tf0", ("reverse",), "a list of bools, as in 0.x, is understood too"
    ),
    *reimplemented("tf", "compat.tf0", ("batch_matmul", "pack", "select", "unpack")),
    *reimplemented("tf", "compat.tf0", _SUMMARIES),
    Name("tf.train.SummaryWriter", f"{_V1}.summary.FileWriter", Kind.ALIAS),
    Name("tf.train.SummaryWriterCache", f"{_V1}.summary.FileWriterCache", Kind.ALIAS),
    Name("tf.image.per_image_whitening", f"{_V1}.image.per_image_standardization", Kind.ALIAS),
    *reimplemented(
        "tf.image",
        "compat.image",
        ("resize_images",),
        "height and width as two arguments, as in 0.x, are understood too",
    ),
    Name("tf.nn.bidirectional_rnn", f"{_V1}.nn.static_bidirectional_rnn", Kind.ALIAS),
    Name("tf.nn.rnn", f"{_V1}.nn.static_rnn", Kind.ALIAS),
    Name("tf.nn.state_saving_rnn", f"{_V1}.nn.static_state_saving_rnn", Kind.ALIAS),
    *reimplemented(
        "tf.nn", "compat.nn.losses", ("ctc_loss", "nce_loss", "sampled_softmax_loss"), _SWAPPED
    ),
    *reimplemented(
        "tf.nn",
        "compat.nn.losses",
        (
            "sigmoid_cross_entropy_with_logits",
            "softmax_cross_entropy_with_logits",
            "sparse_softmax_cross_entropy_with_logits",
        ),
        _POSITIONAL,
    ),
    *reimplemented("tf.nn.seq2seq", _SEQ2SEQ, SEQ2SEQ),
    *reimplemented("tf.contrib.deprecated", "compat.tf0", _SUMMARIES),
    Name("tf.contrib.deprecated.merge_all_summaries", f"{_V1}.summary.merge_all", Kind.ALIAS),
    Name("tf.contrib.deprecated.merge_summary", f"{_V1}.summary.merge", Kind.ALIAS),
)
