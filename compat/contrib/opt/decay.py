"""Optimizers whose weights decay beside the step, and not through the loss.

Loshchilov and Hutter 2017, Decoupled Weight Decay Regularization. A variable loses the part
`weight_decay` of itself, whatever the learning rate is, and then takes the step.
"""

import contextlib

from compat._v1 import v1

__all__ = [
    "AdamWOptimizer",
    "DecoupledWeightDecayExtension",
    "MomentumWOptimizer",
    "extend_with_decoupled_weight_decay",
]


class DecoupledWeightDecayExtension:
    """What comes before an optimizer among the bases of a class, to give it a weight decay.

    Rows without a gradient do not decay where the gradient is sparse; and no row does in gradient
    descent, which adds up sparse gradients in its own way, as in 1.15.
    """

    def __init__(self, weight_decay, *args, **kwargs):
        """
        weight_decay: a number, a tensor, or a function that returns one.
        The rest is the optimizer's.
        """
        super().__init__(*args, **kwargs)
        self._weight_decay = weight_decay
        self._decay_var_list = None

    def minimize(self, *args, decay_var_list=None, **kwargs):
        """As the optimizer's; decay_var_list: the variables that decay, None for all."""
        with self._decaying(decay_var_list):
            return super().minimize(*args, **kwargs)

    def apply_gradients(self, *args, decay_var_list=None, **kwargs):
        """As the optimizer's; decay_var_list: the variables that decay, None for all."""
        with self._decaying(decay_var_list or self._decay_var_list):  # which `minimize` knows
            return super().apply_gradients(*args, **kwargs)

    @contextlib.contextmanager
    def _decaying(self, variables):
        before, self._decay_var_list = self._decay_var_list, variables
        try:
            yield
        finally:
            self._decay_var_list = before

    # What the optimizer calls for each variable, by its kind and that of its gradient.

    def _apply_dense(self, grad, var):
        with v1.control_dependencies(self._decayed(var, grad)):
            return super()._apply_dense(grad, var)

    def _resource_apply_dense(self, grad, var):
        with v1.control_dependencies(self._decayed(var, grad)):
            return super()._resource_apply_dense(grad, var)

    def _apply_sparse(self, grad, var):
        with v1.control_dependencies(self._decayed(var, grad.values, grad.indices)):
            return super()._apply_sparse(grad, var)

    def _resource_apply_sparse(self, grad, var, indices):
        with v1.control_dependencies(self._decayed(var, grad, indices)):
            return super()._resource_apply_sparse(grad, var, indices)

    def _decayed(self, variable, grad, indices=None):
        """What makes the variable smaller, or its rows that have a gradient; none if it stays."""
        chosen = self._decay_var_list
        if chosen and not any(v is variable for v in chosen):
            return []
        decay = self._weight_decay() if callable(self._weight_decay) else self._weight_decay
        decay = v1.cast(decay, variable.dtype.base_dtype)
        with v1.control_dependencies([grad]):  # which needs the variable as it was
            if indices is None:
                return [v1.assign_sub(variable, decay * variable)]
            return [v1.scatter_sub(variable, indices, decay * v1.gather(variable, indices))]


class AdamWOptimizer(DecoupledWeightDecayExtension, v1.train.AdamOptimizer):
    """`tf.train.AdamOptimizer` with a weight decay."""

    def __init__(
        self,
        weight_decay,
        learning_rate=0.001,
        beta1=0.9,
        beta2=0.999,
        epsilon=1e-8,
        use_locking=False,
        name="AdamW",
    ):
        super().__init__(weight_decay, learning_rate, beta1, beta2, epsilon, use_locking, name)


class MomentumWOptimizer(DecoupledWeightDecayExtension, v1.train.MomentumOptimizer):
    """`tf.train.MomentumOptimizer` with a weight decay."""

    def __init__(
        self,
        weight_decay,
        learning_rate,
        momentum,
        use_locking=False,
        name="MomentumW",
        use_nesterov=False,
    ):
        super().__init__(weight_decay, learning_rate, momentum, use_locking, name, use_nesterov)


def extend_with_decoupled_weight_decay(base_optimizer):
    """Returns the class of an optimizer with a weight decay, its first argument.

    base_optimizer: a class of `tf.train`.
    """
    bases = (DecoupledWeightDecayExtension, base_optimizer)
    return type("OptimizerWithDecoupledWeightDecay", bases, {})
