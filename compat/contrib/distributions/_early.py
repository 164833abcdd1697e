"""The distributions of `tf.distributions`, which also take the keywords of 0.x and of 1.0.

`Normal(mu=, sigma=)` became `Normal(loc=, scale=)` in 1.1, and `pdf` and its like became `prob`.
"""

from typing import ClassVar

from compat._v1 import v1

__all__ = [
    "Bernoulli",
    "Beta",
    "Categorical",
    "Dirichlet",
    "DirichletMultinomial",
    "Early",
    "Exponential",
    "Gamma",
    "Laplace",
    "Multinomial",
    "Normal",
    "StudentT",
    "Uniform",
]


class Early:
    """The methods that a distribution had up to 1.0; those of `renamed` are its parameters.

    renamed: old keywords, with what they are called since 1.1.
    """

    renamed: ClassVar[dict[str, str]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{self.renamed.get(key, key): v for key, v in kwargs.items()})

    def __getattr__(self, name):
        if name in type(self).renamed:
            return getattr(self, type(self).renamed[name])
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def pdf(self, value, name="pdf"):
        """Returns the density at `value`: `prob`."""
        return self.prob(value, name=name)

    def log_pdf(self, value, name="log_pdf"):
        """Returns the logarithm of the density at `value`: `log_prob`."""
        return self.log_prob(value, name=name)

    def pmf(self, value, name="pmf"):
        """Returns the probability of `value`: `prob`."""
        return self.prob(value, name=name)

    def log_pmf(self, value, name="log_pmf"):
        """Returns the logarithm of the probability of `value`: `log_prob`."""
        return self.log_prob(value, name=name)

    def sample_n(self, n, seed=None, name="sample_n"):
        """Returns `n` samples, [n, ...]."""
        return self.sample(n, seed=seed, name=name)

    def std(self, name="std"):
        """Returns the standard deviation: `stddev`."""
        return self.stddev(name=name)

    def get_batch_shape(self):
        """Returns the shape of one sample without the event's, as far as it is known."""
        return self.batch_shape

    def get_event_shape(self):
        """Returns the shape of what is drawn at once, as far as it is known."""
        return self.event_shape


class Bernoulli(Early, v1.distributions.Bernoulli):
    """1 with a probability, else 0."""

    renamed: ClassVar = {"p": "probs"}


class Beta(Early, v1.distributions.Beta):
    """A number from 0 to 1."""

    renamed: ClassVar = {"a": "concentration1", "b": "concentration0"}


class Categorical(Early, v1.distributions.Categorical):
    """One of several classes, as a number."""

    renamed: ClassVar = {"p": "probs"}


class Dirichlet(Early, v1.distributions.Dirichlet):
    """Numbers that sum to 1."""

    renamed: ClassVar = {"alpha": "concentration"}


class DirichletMultinomial(Early, v1.distributions.DirichletMultinomial):
    """Counts of classes, whose probabilities are drawn too."""

    renamed: ClassVar = {"alpha": "concentration", "n": "total_count"}


class Exponential(Early, v1.distributions.Exponential):
    """A positive number."""

    renamed: ClassVar = {"lam": "rate"}


class Gamma(Early, v1.distributions.Gamma):
    """A positive number."""

    renamed: ClassVar = {"alpha": "concentration", "beta": "rate"}


class Laplace(Early, v1.distributions.Laplace):
    """A number, with an exponential on both sides."""


class Multinomial(Early, v1.distributions.Multinomial):
    """Counts of classes."""

    renamed: ClassVar = {"n": "total_count", "p": "probs"}


class Normal(Early, v1.distributions.Normal):
    """A number about `loc`."""

    renamed: ClassVar = {"mu": "loc", "sigma": "scale"}


class StudentT(Early, v1.distributions.StudentT):
    """A number about `loc`, often far from it."""

    renamed: ClassVar = {"mu": "loc", "sigma": "scale"}


class Uniform(Early, v1.distributions.Uniform):
    """A number from `low` to `high`."""

    renamed: ClassVar = {"a": "low", "b": "high"}
