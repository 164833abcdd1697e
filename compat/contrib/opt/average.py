"""An optimizer that keeps moving averages of what it changes, and savers that save these."""

from compat._v1 import v1

__all__ = ["MovingAverageOptimizer"]


class MovingAverageOptimizer(v1.train.Optimizer):
    """Another optimizer, and a `tf.train.ExponentialMovingAverage` of its variables."""

    def __init__(self, opt, average_decay=0.9999, num_updates=None, sequential_update=True):
        """
        opt: the optimizer.
        average_decay, num_updates: those of the averages.
        sequential_update: the averages are of the variables after the step, and not of any time.
        """
        super().__init__(False, type(self).__name__)
        self._optimizer = opt
        self._ema = v1.train.ExponentialMovingAverage(average_decay, num_updates)
        self._sequential_update = sequential_update
        self._swapped = None

    def compute_gradients(self, *args, **kwargs):
        return self._optimizer.compute_gradients(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        pairs = list(grads_and_vars)
        step = self._optimizer.apply_gradients(pairs, global_step, name)
        variables = [v for gradient, v in pairs if gradient is not None]
        with v1.control_dependencies([step] if self._sequential_update else []):
            averages = self._ema.apply(variables)
        names = {v.op.name: self._ema.average(v).op.name for v in variables}
        self._swapped = names | {average: own for own, average in names.items()}
        return v1.group(step, averages, name="train_with_avg")

    def swapping_saver(self, var_list=None, name="swapping_saver", **kwargs):
        """Returns a `tf.train.Saver` that saves an average as its variable, and the other way.

        So what is restored without this optimizer has the averages.
        var_list: variables, or a dict of them by name; None: all.
        Raises RuntimeError before there is a step, ValueError when an average is not to be saved.
        """
        if self._swapped is None:
            raise RuntimeError(
                "Must call apply_gradients or minimize before creating the swapping_saver"
            )
        if not isinstance(var_list, dict):
            chosen = v1.global_variables() if var_list is None else var_list
            var_list = {v.op.name: v for v in chosen}
        swapped = {own: self._swapped.get(own, own) for own in var_list}
        if missing := set(swapped.values()) - set(var_list):
            raise ValueError(f"Variables to swap are not among those to save: {sorted(missing)}")
        return v1.train.Saver({own: var_list[s] for own, s in swapped.items()}, name=name, **kwargs)
