"""`MultivariateNormalDiag`: numbers side by side, each normal and independent of the others."""

import math
from typing import ClassVar

from compat._v1 import v1
from compat.contrib.distributions._early import Early

__all__ = ["MultivariateNormalDiag"]


class _Diagonal(v1.distributions.Distribution):
    def __init__(
        self,
        loc=None,
        scale_diag=None,
        scale_identity_multiplier=None,
        validate_args=False,
        allow_nan_stats=True,
        name="MultivariateNormalDiag",
    ):
        """
        loc: [..., k]; None: zeros.
        scale_diag: [..., k]; None: ones, or nothing where there is a multiplier.
        scale_identity_multiplier: [...], is added to each number of `scale_diag`.
        Raises ValueError when neither `loc` nor `scale_diag` says how many numbers there are.
        """
        if loc is None and scale_diag is None:
            raise ValueError("Must specify at least one of `loc` and `scale_diag`.")
        parameters = {
            "loc": loc,
            "scale_diag": scale_diag,
            "scale_identity_multiplier": scale_identity_multiplier,
            "validate_args": validate_args,
            "allow_nan_stats": allow_nan_stats,
            "name": name,
        }
        with v1.name_scope(name) as scope:
            loc = None if loc is None else v1.convert_to_tensor(loc, name="loc")
            dtype = None if loc is None else loc.dtype
            if scale_diag is not None:
                scale = v1.convert_to_tensor(scale_diag, dtype, name="scale_diag")
            elif scale_identity_multiplier is not None:
                scale = v1.zeros_like(loc)
            else:
                scale = v1.ones_like(loc)
            if scale_identity_multiplier is not None:
                multiplier = v1.convert_to_tensor(scale_identity_multiplier, scale.dtype)
                scale = scale + multiplier[..., None]
            loc = v1.zeros_like(scale) if loc is None else loc
            # Of one shape, [..., k], as far as one of them is broadcast.
            self._loc, self._scale = loc + v1.zeros_like(scale), scale + v1.zeros_like(loc)
        super().__init__(
            dtype=self._loc.dtype,
            reparameterization_type=v1.distributions.FULLY_REPARAMETERIZED,
            validate_args=validate_args,
            allow_nan_stats=allow_nan_stats,
            parameters=parameters,
            graph_parents=[self._loc, self._scale],
            name=scope,
        )

    @property
    def loc(self):
        return self._loc

    @property
    def scale_diag(self):
        return self._scale

    def _batch_shape_tensor(self):
        return v1.shape(self._loc)[:-1]

    def _batch_shape(self):
        return self._loc.shape[:-1]

    def _event_shape_tensor(self):
        return v1.shape(self._loc)[-1:]

    def _event_shape(self):
        return self._loc.shape[-1:]

    def _sample_n(self, n, seed=None):
        shape = v1.concat([[n], v1.shape(self._loc)], 0)
        return self._loc + self._scale * v1.random_normal(shape, dtype=self.dtype, seed=seed)

    def _log_prob(self, x):
        squares = v1.reduce_sum(v1.square((x - self._loc) / self._scale), -1)
        return -0.5 * (squares + self._numbers() * math.log(2 * math.pi)) - self._log_scale()

    def _entropy(self):
        return 0.5 * self._numbers() * (1 + math.log(2 * math.pi)) + self._log_scale()

    def _mean(self):
        return self._loc

    _mode = _mean

    def _stddev(self):
        return v1.abs(self._scale)

    def _variance(self):
        return v1.square(self._scale)

    def _covariance(self):
        return v1.matrix_diag(self._variance())

    def _numbers(self):
        """How many numbers a vector has."""
        return v1.cast(v1.shape(self._loc)[-1], self.dtype)

    def _log_scale(self):
        return v1.reduce_sum(v1.log(v1.abs(self._scale)), -1)


class MultivariateNormalDiag(Early, _Diagonal):
    """A vector about `loc`, whose numbers have the deviations `scale_diag`.

    Densities, entropies and divergences are those of the whole vector, which is the last axis.
    Source of the behaviour: TensorFlow 1.15.
    """

    renamed: ClassVar = {"mu": "loc", "diag_stdev": "scale_diag", "diag_stddev": "scale_diag"}


@v1.distributions.RegisterKL(MultivariateNormalDiag, MultivariateNormalDiag)
def _divergence(a, b, name=None):
    """Of `b` from `a`, [...]."""
    with v1.name_scope(name, "kl_divergence"):
        ratio = v1.square(a.scale_diag / b.scale_diag)
        apart = v1.square((a.loc - b.loc) / b.scale_diag)
        return 0.5 * v1.reduce_sum(ratio + apart - 1 - v1.log(ratio), -1)
