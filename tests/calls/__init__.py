"""A call for each name of the table, by family; `tests/test_names.py` runs them.

A call is a function of `tf`, which asserts for itself, or returns whether all is well.
"""

import numpy as np

__all__ = ["near", "run"]


def run(x, feed=None):
    """Returns the value of tensors of the present graph; variables have been initialized."""
    from compat import tf

    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        return session.run(x, feed)


def near(x, expected) -> bool:
    """Whether a tensor has this value, within 1e-5, and this shape."""
    got = run(x)
    np.testing.assert_allclose(got, expected, atol=1e-5)
    return np.shape(got) == np.shape(expected)
