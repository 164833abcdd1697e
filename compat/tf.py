"""TensorFlow 1's `tf`: `tf.compat.v1`, and below it the name spaces that TensorFlow 2 removed.

What TensorFlow 0.x called differently is here too.
"""

from compat import contrib, estimator, examples, image, layers, names, nn, ops, train
from compat import tf0 as _tf0
from compat._v1 import keras, v1

__all__ = [
    "audio_summary",
    "batch_cholesky",
    "batch_cholesky_solve",
    "batch_fft",
    "batch_fft2d",
    "batch_fft3d",
    "batch_ifft",
    "batch_ifft2d",
    "batch_ifft3d",
    "batch_matmul",
    "batch_matrix_band_part",
    "batch_matrix_determinant",
    "batch_matrix_diag",
    "batch_matrix_diag_part",
    "batch_matrix_inverse",
    "batch_matrix_set_diag",
    "batch_matrix_solve",
    "batch_matrix_solve_ls",
    "batch_matrix_transpose",
    "batch_matrix_triangular_solve",
    "batch_self_adjoint_eig",
    "batch_svd",
    "complex_abs",
    "concat",
    "contrib",
    "estimator",
    "examples",
    "histogram_summary",
    "image",
    "image_summary",
    "inv",
    "keras",
    "layers",
    "listdiff",
    "merge_all_summaries",
    "merge_summary",
    "mul",
    "neg",
    "nn",
    "ops",
    "pack",
    "reverse",
    "scalar_summary",
    "select",
    "split",
    "sub",
    "train",
    "unpack",
]

audio_summary = _tf0.audio_summary
batch_cholesky = v1.cholesky
batch_cholesky_solve = v1.cholesky_solve
batch_fft = v1.fft
batch_fft2d = v1.fft2d
batch_fft3d = v1.fft3d
batch_ifft = v1.ifft
batch_ifft2d = v1.ifft2d
batch_ifft3d = v1.ifft3d
batch_matmul = _tf0.batch_matmul
batch_matrix_band_part = v1.matrix_band_part
batch_matrix_determinant = v1.matrix_determinant
batch_matrix_diag = v1.matrix_diag
batch_matrix_diag_part = v1.matrix_diag_part
batch_matrix_inverse = v1.matrix_inverse
batch_matrix_set_diag = v1.matrix_set_diag
batch_matrix_solve = v1.matrix_solve
batch_matrix_solve_ls = v1.matrix_solve_ls
batch_matrix_transpose = v1.matrix_transpose
batch_matrix_triangular_solve = v1.matrix_triangular_solve
batch_self_adjoint_eig = v1.self_adjoint_eig
batch_svd = v1.svd
complex_abs = v1.abs
concat = _tf0.concat
histogram_summary = _tf0.histogram_summary
image_summary = _tf0.image_summary
inv = v1.reciprocal
listdiff = v1.setdiff1d
merge_all_summaries = v1.summary.merge_all
merge_summary = v1.summary.merge
mul = v1.multiply
neg = v1.negative
pack = _tf0.pack
reverse = _tf0.reverse
scalar_summary = _tf0.scalar_summary
select = _tf0.select
split = _tf0.split
sub = v1.subtract
unpack = _tf0.unpack


def __getattr__(name: str):
    if name == "__path__":  # or `import compat.tf.nn` would load TensorFlow's module, not ours
        raise AttributeError(name)
    try:
        return getattr(v1, name)
    except AttributeError:
        raise names.missing("tf", name, dir(v1)) from None


def __dir__() -> list[str]:
    return sorted({*__all__, *dir(v1)})
