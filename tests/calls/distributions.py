"""Calls of what `tf.contrib.distributions` has beyond `tf.distributions`."""

import numpy as np
import pytest

from tests.calls import near, run

_LOG_2PI = np.log(2 * np.pi)


def _multivariate(tf):
    d = tf.contrib.distributions
    normal = d.MultivariateNormalDiag(loc=[0.0, 1.0], scale_diag=[1.0, 2.0])
    assert isinstance(normal, d.Distribution)
    assert (normal.batch_shape.as_list(), normal.event_shape.as_list()) == ([], [2])
    assert near(normal.log_prob([1.0, 1.0]), -0.5 - _LOG_2PI - np.log(2))
    assert near(normal.prob([0.0, 1.0]), 1 / (4 * np.pi))
    assert near(normal.entropy(), 1 + _LOG_2PI + np.log(2))
    assert near(normal.mean(), [0, 1])
    assert near(normal.stddev(), [1, 2])
    assert near(normal.covariance(), [[1, 0], [0, 4]])
    samples = run(normal.sample(4000, seed=3))
    np.testing.assert_allclose(samples.mean(0), [0, 1], atol=0.1)
    np.testing.assert_allclose(samples.std(0), [1, 2], atol=0.1)
    other = d.MultivariateNormalDiag(scale_diag=[1.0, 2.0])
    assert near(d.kl_divergence(normal, other), 0.125)
    rows = d.MultivariateNormalDiag([[0.0, 1.0], [2.0, 3.0]], scale_identity_multiplier=2.0)
    assert near(rows.stddev(), [[2, 2], [2, 2]])
    assert near(rows.log_prob([0.0, 1.0]), -_LOG_2PI - 2 * np.log(2) - np.array([0, 1]))
    assert rows.sample(5).shape.as_list() == [5, 2, 2]
    assert near(rows.copy(loc=[5.0, 6.0]).mean(), [5, 6])
    with pytest.raises(ValueError, match="at least one of `loc` and `scale_diag`"):
        d.MultivariateNormalDiag()
    old = d.MultivariateNormalDiag(mu=[0.0], diag_stdev=[2.0])
    return near(old.pdf([0.0]), 0.5 / np.sqrt(2 * np.pi))


def _kl(tf):
    d = tf.contrib.distributions
    return near(d.kl(d.Normal(0.0, 1.0), d.Normal(1.0, 1.0)), 0.5)


def _register_kl(tf):
    d = tf.contrib.distributions

    class Own(d.Normal):
        """A distribution of a script."""

    d.RegisterKL(Own, d.Uniform)(lambda a, b, name=None: tf.constant(7.0))
    return near(d.kl_divergence(Own(0.0, 1.0), d.Uniform(0.0, 1.0)), 7)


def _reparameterization(tf):
    d = tf.contrib.distributions
    assert isinstance(d.FULLY_REPARAMETERIZED, d.ReparameterizationType)
    assert d.Normal(0.0, 1.0).reparameterization_type == d.FULLY_REPARAMETERIZED
    return d.Bernoulli(0.0).reparameterization_type == d.NOT_REPARAMETERIZED


def _percentile(tf):
    percentile = tf.contrib.distributions.percentile
    x = [4.0, 1.0, 3.0, 2.0]
    assert [run(percentile(x, q)) for q in (0, 30, 50.0, 100)] == [1, 2, 2, 4]
    table = [[1.0, 4.0], [3.0, 2.0]]
    assert near(percentile(table, 50, axis=[0], interpolation="lower"), [1, 2])
    assert near(percentile(table, 50, axis=-1, interpolation="higher", keep_dims=True), [[4], [3]])
    with pytest.raises(ValueError, match="'interpolation' is not understood"):
        percentile(x, 50, interpolation="linear")
    return True


_CALLS = {
    "FULLY_REPARAMETERIZED": _reparameterization,
    "MultivariateNormalDiag": _multivariate,
    "NOT_REPARAMETERIZED": _reparameterization,
    "RegisterKL": _register_kl,
    "ReparameterizationType": _reparameterization,
    "kl": _kl,
    "percentile": _percentile,
    "softplus_inverse": lambda tf: near(
        tf.nn.softplus(tf.contrib.distributions.softplus_inverse([1e-3, 1.0, 50.0])), [1e-3, 1, 50]
    ),
}

CALLS = {f"tf.contrib.distributions.{name}": call for name, call in _CALLS.items()}
