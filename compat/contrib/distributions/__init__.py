"""`tf.contrib.distributions` of TensorFlow 1: `tf.distributions`, with what it was before 1.1."""

from compat import names
from compat._v1 import v1
from compat.contrib.distributions._early import (
    Bernoulli,
    Beta,
    Categorical,
    Dirichlet,
    DirichletMultinomial,
    Exponential,
    Gamma,
    Laplace,
    Multinomial,
    Normal,
    StudentT,
    Uniform,
)
from compat.contrib.distributions._functions import percentile, softplus_inverse
from compat.contrib.distributions._multivariate import MultivariateNormalDiag

__all__ = [
    "FULLY_REPARAMETERIZED",
    "NOT_REPARAMETERIZED",
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
    "MultivariateNormalDiag",
    "Normal",
    "RegisterKL",
    "ReparameterizationType",
    "StudentT",
    "Uniform",
    "kl",
    "kl_divergence",
    "percentile",
    "softplus_inverse",
]

FULLY_REPARAMETERIZED = v1.distributions.FULLY_REPARAMETERIZED
NOT_REPARAMETERIZED = v1.distributions.NOT_REPARAMETERIZED
Distribution = v1.distributions.Distribution
RegisterKL = v1.distributions.RegisterKL
ReparameterizationType = v1.distributions.ReparameterizationType
kl = kl_divergence = v1.distributions.kl_divergence


def __getattr__(name: str):
    raise names.missing("tf.contrib.distributions", name)
