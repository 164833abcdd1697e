"""Relatives of Adam: `tf.train.AdamOptimizer` is their base, with the slots `m` and `v`.

Kingma and Ba 2015, Adam: A Method for Stochastic Optimization (AdaMax is in it); Dozat 2016,
Incorporating Nesterov Momentum into Adam. The name of Nadam's operations is `Adam`, as in 1.15.
"""

from typing import NamedTuple

from compat._v1 import v1

__all__ = ["AdaMaxOptimizer", "LazyAdamOptimizer", "NadamOptimizer"]


class _Numbers(NamedTuple):
    """What a step needs, in the dtype of its variable; t is the step, from 1."""

    beta1_power: object
    """β₁ᵗ"""
    beta2_power: object
    """β₂ᵗ"""
    lr: object
    beta1: object
    beta2: object
    epsilon: object


class _Adam(v1.train.AdamOptimizer):
    def _numbers(self, variable):
        hyper = (self._lr_t, self._beta1_t, self._beta2_t, self._epsilon_t)
        dtype = variable.dtype.base_dtype
        return _Numbers(*(v1.cast(x, dtype) for x in (*self._get_beta_accumulators(), *hyper)))

    def _moments(self, variable):
        return self.get_slot(variable, "m"), self.get_slot(variable, "v")


class LazyAdamOptimizer(_Adam):
    """Adam that leaves alone, with a sparse gradient, the rows that have none."""

    def _apply_sparse_shared(self, grad, var, indices, scatter_add):
        m, v = self._moments(var)
        n = self._numbers(var)
        m = _row_mean(m, grad, n.beta1, indices, scatter_add)
        v = _row_mean(v, v1.square(grad), n.beta2, indices, scatter_add)
        step = n.lr * v1.sqrt(1 - n.beta2_power) / (1 - n.beta1_power) * m
        return v1.group(scatter_add(var, indices, -step / (v1.sqrt(v) + n.epsilon)))


class AdaMaxOptimizer(_Adam):
    """Adam with the largest gradient so far, which is forgotten by β₂, in the place of a mean.

    With a sparse gradient, rows that have none are left alone.
    """

    def __init__(
        self,
        learning_rate=0.001,
        beta1=0.9,
        beta2=0.999,
        epsilon=1e-8,
        use_locking=False,
        name="AdaMax",
    ):
        super().__init__(learning_rate, beta1, beta2, epsilon, use_locking, name)

    def _apply_dense(self, grad, var):
        m, v = self._moments(var)
        n = self._numbers(var)
        m = v1.assign(m, n.beta1 * m + (1 - n.beta1) * grad)
        v = v1.assign(v, v1.maximum(n.beta2 * v, v1.abs(grad)))
        return v1.assign_sub(var, n.lr / (1 - n.beta1_power) * m / (v + n.epsilon)).op

    _resource_apply_dense = _apply_dense

    def _apply_sparse_shared(self, grad, var, indices, scatter_add):
        m, v = self._moments(var)
        n = self._numbers(var)
        m = _row_mean(m, grad, n.beta1, indices, scatter_add)
        rows = v1.gather(v, indices)
        largest = v1.maximum(n.beta2 * rows, v1.abs(grad))
        v = v1.gather(scatter_add(v, indices, largest - rows), indices)
        step = n.lr / (1 - n.beta1_power) * m / (v + n.epsilon)
        return v1.group(scatter_add(var, indices, -step))


class NadamOptimizer(_Adam):
    """Adam whose step looks ahead by the momentum that it will have."""

    def _apply_dense(self, grad, var):
        m, v = self._moments(var)
        n = self._numbers(var)
        m = v1.assign(m, n.beta1 * m + (1 - n.beta1) * grad)
        v = v1.assign(v, n.beta2 * v + (1 - n.beta2) * v1.square(grad))
        return v1.assign_sub(var, self._step(n, m, v, grad)).op

    _resource_apply_dense = _apply_dense

    def _apply_sparse_shared(self, grad, var, indices, scatter_add):
        """All rows forget, but those without a gradient take no step."""
        m, v = self._moments(var)
        n = self._numbers(var)
        with v1.control_dependencies([v1.assign(m, n.beta1 * m)]):
            m = v1.gather(scatter_add(m, indices, (1 - n.beta1) * grad), indices)
        with v1.control_dependencies([v1.assign(v, n.beta2 * v)]):
            v = v1.gather(scatter_add(v, indices, (1 - n.beta2) * v1.square(grad)), indices)
        return v1.group(scatter_add(var, indices, -self._step(n, m, v, grad)))

    def _step(self, n, m, v, grad):
        rate = n.lr * v1.sqrt(1 - n.beta2_power) / (1 - n.beta1_power)
        return rate * (n.beta1 * m + (1 - n.beta1) * grad) / (v1.sqrt(v) + n.epsilon)


def _row_mean(slot, new, beta, indices, scatter_add):
    """The rows of a running mean, which get nearer to `new`."""
    nearer = (1 - beta) * (new - v1.gather(slot, indices))
    return v1.gather(scatter_add(slot, indices, nearer), indices)
