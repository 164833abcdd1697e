"""Optimizers from outside of TensorFlow: they ask for losses and gradients, and choose values."""

import numpy as np

from compat._v1 import v1

__all__ = ["ExternalOptimizerInterface", "ScipyOptimizerInterface"]


class ExternalOptimizerInterface:
    """A loss as a function of one vector, in which all variables lie one after another.

    To be completed with `_minimize`.
    """

    def __init__(
        self,
        loss,
        var_list=None,
        equalities=None,
        inequalities=None,
        var_to_bounds=None,
        **optimizer_kwargs,
    ):
        """
        loss: a scalar tensor.
        var_list: the variables to change; None: all that can be trained.
        equalities: scalar tensors that shall be 0.
        inequalities: scalar tensors that shall not be negative.
        var_to_bounds: by variable (lowest, highest), each a number, or an array that is broadcast;
            None for what has no bound.
        optimizer_kwargs: for `_minimize`.
        """
        self._loss = loss
        self._vars = v1.trainable_variables() if var_list is None else list(var_list)
        self._shapes = [v.shape.as_list() for v in self._vars]
        self._ends = np.cumsum([np.prod(shape, dtype=int) for shape in self._shapes])[:-1]
        self._bounds = self._packed_bounds(var_to_bounds)
        self._packed = _pack(self._vars, self._vars)
        self._gradient = self._packed_gradient(loss)
        self._equalities = [(x, self._packed_gradient(x)) for x in equalities or ()]
        self._inequalities = [(x, self._packed_gradient(x)) for x in inequalities or ()]
        self._given = [v1.placeholder(v.dtype.base_dtype, v.shape) for v in self._vars]
        self._assign = [v1.assign(*pair) for pair in zip(self._vars, self._given, strict=True)]
        self.optimizer_kwargs = optimizer_kwargs

    def minimize(
        self,
        session=None,
        feed_dict=None,
        fetches=None,
        step_callback=None,
        loss_callback=None,
        **run_kwargs,
    ):
        """Searches for the least loss, and leaves the variables there.

        session: None: the default one.
        feed_dict: for all that is run.
        fetches: tensors that `loss_callback` is called with, each time the loss is computed.
        step_callback: is called after each step, with the vector.
        run_kwargs: for the `session.run` that assigns the variables.
        """
        session = session or v1.get_default_session()
        fetches = list(fetches or ())

        def function(tensors, callback=None):
            more = fetches if callback else []

            def evaluate(x):
                session.run(self._assign, self._feed(x))
                values, fetched = session.run([tensors, more], feed_dict)
                if callback:
                    callback(*fetched)
                return values

            return evaluate

        found = self._minimize(
            initial_val=session.run(self._packed),
            loss_grad_func=function([self._loss, self._gradient], loss_callback),
            equality_funcs=[function(x) for x, _ in self._equalities],
            equality_grad_funcs=[function(gradient) for _, gradient in self._equalities],
            inequality_funcs=[function(x) for x, _ in self._inequalities],
            inequality_grad_funcs=[function(gradient) for _, gradient in self._inequalities],
            packed_bounds=self._bounds,
            step_callback=step_callback or (lambda x: None),
            optimizer_kwargs=self.optimizer_kwargs,
        )
        session.run(self._assign, self._feed(found), **run_kwargs)

    def _minimize(
        self,
        initial_val,
        loss_grad_func,
        equality_funcs,
        equality_grad_funcs,
        inequality_funcs,
        inequality_grad_funcs,
        packed_bounds,
        step_callback,
        optimizer_kwargs,
    ):
        """Returns the vector with the least loss.

        initial_val: the vector to begin with.
        loss_grad_func: vector → loss and gradient; the other functions: vector → value, or
            gradient.
        packed_bounds: (lowest, highest) of each number of the vector; None: there are none.
        """
        raise NotImplementedError(
            "To use ExternalOptimizerInterface, subclass from it and implement the _minimize() "
            "method."
        )

    def _feed(self, x):
        parts = np.split(np.asarray(x), self._ends)
        return {
            given: part.reshape(shape)
            for given, part, shape in zip(self._given, parts, self._shapes, strict=True)
        }

    def _packed_gradient(self, x):
        return _pack(v1.gradients(x, self._vars), self._vars)

    def _packed_bounds(self, var_to_bounds):
        if var_to_bounds is None:
            return None
        of_each = [var_to_bounds.get(v, (None, None)) for v in self._vars]
        sides = [
            np.concatenate(
                [
                    np.ravel(np.broadcast_to(none if bounds[k] is None else bounds[k], shape))
                    for bounds, shape in zip(of_each, self._shapes, strict=True)
                ]
            )
            for k, none in enumerate((-np.inf, np.inf))
        ]
        return list(zip(*sides, strict=True))


class ScipyOptimizerInterface(ExternalOptimizerInterface):
    """`scipy.optimize.minimize`: Options are its `method`, by default L-BFGS-B, `options`, `tol`…

    Other methods are needed for equalities and inequalities, such as SLSQP.
    """

    _DEFAULT_METHOD = "L-BFGS-B"

    def _minimize(
        self,
        initial_val,
        loss_grad_func,
        equality_funcs,
        equality_grad_funcs,
        inequality_funcs,
        inequality_grad_funcs,
        packed_bounds,
        step_callback,
        optimizer_kwargs,
    ):
        """Raises ValueError when an option is one that is set here, ImportError without SciPy."""
        try:
            from scipy import optimize
        except ImportError:
            raise ImportError(
                "tf.contrib.opt.ScipyOptimizerInterface needs the package scipy: pip install scipy"
            ) from None
        for name in {"bounds", "callback", "constraints", "jac"} & optimizer_kwargs.keys():
            instead = "; write var_to_bounds" if name == "bounds" else ""
            raise ValueError(f"Optimizer keyword arg '{name}' is set automatically{instead}")

        def loss_and_gradient(x):
            loss, gradient = loss_grad_func(x)
            return float(loss), np.asarray(gradient, float)

        constraints = [
            {"type": kind, "fun": _in_doubles(function), "jac": _in_doubles(gradient)}
            for kind, functions, gradients in (
                ("eq", equality_funcs, equality_grad_funcs),
                ("ineq", inequality_funcs, inequality_grad_funcs),
            )
            for function, gradient in zip(functions, gradients, strict=True)
        ]
        result = optimize.minimize(
            loss_and_gradient,
            np.asarray(initial_val, float),
            jac=True,
            bounds=packed_bounds,
            constraints=constraints,
            callback=step_callback,
            **{"method": self._DEFAULT_METHOD} | optimizer_kwargs,
        )
        v1.logging.info("Optimization ended: %s; loss %f", result.message, result.fun)
        return result.x


def _in_doubles(function):
    """`function` as some of SciPy's routines want it."""
    return lambda x: np.asarray(function(x), float)


def _pack(tensors, variables):
    """One vector of all numbers; a gradient that is None, of a variable without one, is 0."""
    parts = [
        v1.zeros_like(v) if x is None else v1.convert_to_tensor(x)
        for x, v in zip(tensors, variables, strict=True)
    ]
    return v1.concat([v1.reshape(part, [-1]) for part in parts], 0)
