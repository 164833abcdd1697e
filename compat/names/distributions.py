"""Rows: `tf.contrib.distributions`."""

from compat.names.rows import Kind, Name, aliases, reimplemented

__all__ = ["DISTRIBUTIONS"]

_HERE = "compat.contrib.distributions"
_V1 = "tensorflow.compat.v1.distributions"

_EARLY = (
    *("Bernoulli", "Beta", "Categorical", "Dirichlet", "DirichletMultinomial", "Exponential"),
    *("Gamma", "Laplace", "Multinomial", "Normal", "StudentT", "Uniform"),
)

DISTRIBUTIONS: tuple[Name, ...] = (
    *reimplemented(
        "tf.contrib.distributions",
        _HERE,
        _EARLY,
        "the keywords and methods of 0.x and 1.0, such as mu, sigma and pdf, answer too",
    ),
    *reimplemented(
        "tf.contrib.distributions",
        _HERE,
        ("MultivariateNormalDiag", "percentile", "softplus_inverse"),
    ),
    *aliases(
        "tf.contrib.distributions",
        _V1,
        (
            *("Distribution", "FULLY_REPARAMETERIZED", "NOT_REPARAMETERIZED", "RegisterKL"),
            *("ReparameterizationType", "kl_divergence"),
        ),
    ),
    Name("tf.contrib.distributions.kl", f"{_V1}.kl_divergence", Kind.ALIAS),
)
