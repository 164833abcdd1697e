"""Calls of `tf.contrib.opt`: steps against their equations, and minima against what they are."""

import functools
import sys
import tempfile
from unittest import mock

import numpy as np
import pytest

_START = np.array([[1.0, -2.0], [3.0, 4.0], [-5.0, 6.0]], "f")
_ROWS = [0, 2, 0]
_SCALE = np.array([[1.0], [2.0], [3.0]], "f")


def _steps(tf, make, sparse, resource, **options):
    """The variable after each of three steps, in which row 1 has no gradient if it is sparse."""
    with tf.Graph().as_default(), tf.Session() as session:
        w = tf.get_variable("w", initializer=_START, use_resource=resource)
        other = tf.get_variable("other", initializer=[2.0], use_resource=resource)
        if sparse:
            loss = tf.reduce_sum(_SCALE * tf.square(tf.gather(w, _ROWS)))
        else:
            loss = tf.reduce_sum(_SCALE * tf.square(w))
        step = make(tf.contrib.opt).minimize(loss + tf.reduce_sum(other), **options)
        session.run(tf.global_variables_initializer())
        return [(session.run(step), session.run(w))[1] for _ in range(3)]


def _gradient(w, sparse):
    if not sparse:
        return 2 * _SCALE * w
    gradient = np.zeros_like(w)
    for row, scale in zip(_ROWS, _SCALE, strict=True):
        gradient[row] += 2 * scale * w[row]
    return gradient


def _by_equations(kind, sparse, rate=0.1, b1=0.9, b2=0.999, epsilon=1e-8):
    """The same, of Adam's relatives."""
    w, m, v = _START.astype(float), np.zeros((3, 2)), np.zeros((3, 2))
    steps = np.array([0, 2]) if sparse else np.arange(3)  # the rows that take a step
    lazy = steps if kind != "Nadam" else np.arange(3)  # the rows whose means change
    found = []
    for t in range(1, 4):
        g = _gradient(w, sparse)
        m[lazy] = b1 * m[lazy] + (1 - b1) * g[lazy]
        if kind == "AdaMax":
            v[lazy] = np.maximum(b2 * v[lazy], abs(g[lazy]))
            change = rate / (1 - b1**t) * m / (v + epsilon)
        else:
            v[lazy] = b2 * v[lazy] + (1 - b2) * g[lazy] ** 2
            ahead = b1 * m + (1 - b1) * g if kind == "Nadam" else m
            change = rate * np.sqrt(1 - b2**t) / (1 - b1**t) * ahead / (np.sqrt(v) + epsilon)
        w[steps] -= change[steps]
        found.append(w.copy())
    return found


def _relative(kind):
    def call(tf):
        for sparse in (False, True):
            for resource in (False, True):
                got = _steps(
                    tf, lambda opt: getattr(opt, f"{kind}Optimizer")(0.1), sparse, resource
                )
                np.testing.assert_allclose(got, _by_equations(kind, sparse), rtol=1e-4)
        return True

    return call


def _decay(tf):
    """A variable loses a tenth, then takes the step, which is known from without a decay."""
    opt = tf.contrib.opt
    descent = opt.extend_with_decoupled_weight_decay(tf.train.GradientDescentOptimizer)
    momentum = opt.extend_with_decoupled_weight_decay(tf.train.MomentumOptimizer)
    assert issubclass(descent, opt.DecoupledWeightDecayExtension)
    for resource in (False, True):
        for weight_decay in (0.1, lambda: tf.constant(0.1)):
            make = functools.partial(lambda d, opt: descent(d, 0.01), weight_decay)
            w = _START
            for got in _steps(tf, make, False, resource):
                w = 0.9 * w - 0.01 * _gradient(w, False)
                np.testing.assert_allclose(got, w, rtol=1e-5)
        w, m = _START.copy(), 0
        for got in _steps(tf, lambda _: momentum(0.1, 0.01, momentum=0.5), True, resource):
            m = 0.5 * m + _gradient(w, True)
            w[[0, 2]] *= 0.9  # the rows with a gradient
            w -= 0.01 * m
            np.testing.assert_allclose(got, w, rtol=1e-5)
    return _who_decays(tf, descent)


def _who_decays(tf, descent):
    a, b = tf.Variable(1.0), tf.Variable(1.0)
    optimizer = descent(0.5, 0.0)
    gradients = [(tf.constant(1.0), v) for v in (a, b)]
    for chosen, kept in (([a], [0.5, 1]), ([b], [1, 0.5]), (None, [0.5, 0.5])):
        for step in (
            optimizer.minimize(a + b, decay_var_list=chosen),
            optimizer.apply_gradients(gradients, decay_var_list=chosen),
        ):
            with tf.Session() as session:
                session.run(tf.global_variables_initializer())
                session.run(step)
                assert session.run([a, b]) == kept
    return True


def _adam_w(tf):
    opt = tf.contrib.opt
    assert opt.AdamWOptimizer(0.1).get_name() == "AdamW"
    got = _steps(tf, lambda opt: opt.AdamWOptimizer(0.0, 0.1), False, False)
    plain = _steps(tf, lambda opt: tf.train.AdamOptimizer(0.1), False, False)
    np.testing.assert_array_equal(got, plain)
    decayed = _steps(tf, lambda opt: opt.AdamWOptimizer(0.1, 0.1), False, False)
    np.testing.assert_allclose(plain[0] - decayed[0], 0.1 * _START, atol=1e-6)
    return True


def _momentum_w(tf):
    got = _steps(tf, lambda opt: opt.MomentumWOptimizer(0.1, 0.01, 0.5), False, False)
    w, m = _START, 0
    for now in got:
        m = 0.5 * m + _gradient(w, False)
        w = 0.9 * w - 0.01 * m
        np.testing.assert_allclose(now, w, rtol=1e-5)
    return True


def _scipy(tf):
    """The nearest place to the middle, as the arguments allow."""
    opt = tf.contrib.opt
    for resource in (False, True):
        with tf.variable_scope(f"resource_{resource}"):
            v = tf.get_variable("v", initializer=[7.0, 8.0], use_resource=resource)
        loss = tf.reduce_sum(tf.square(v))
        for options, expected in (
            ({}, [0, 0]),
            ({"method": "CG", "tol": 1e-6}, [0, 0]),
            ({"var_to_bounds": {v: ([1, 2], None)}}, [1, 2]),
            ({"var_to_bounds": {v: (-np.inf, -3)}}, [-3, -3]),
            ({"equalities": [v[1] - 1], "inequalities": [v[0] - 2], "method": "SLSQP"}, [2, 1]),
        ):
            optimizer = opt.ScipyOptimizerInterface(loss, [v], **options)
            with tf.Session() as session:
                session.run(tf.global_variables_initializer())
                optimizer.minimize(session)
                np.testing.assert_allclose(session.run(v), expected, atol=1e-4)
    return _callbacks(tf)


def _callbacks(tf):
    """Two variables, of which one is a matrix and one has no gradient; what is called when."""
    a = tf.get_variable("a", initializer=np.ones((2, 3), "f"))
    b = tf.get_variable("b", initializer=5.0)
    target = tf.placeholder(tf.float32, [2, 3])
    loss = tf.reduce_sum(tf.square(a - target))
    steps, losses = [], []
    wanted = np.arange(6).reshape(2, 3)
    optimizer = tf.contrib.opt.ScipyOptimizerInterface(loss, [a, b])
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        optimizer.minimize(
            feed_dict={target: wanted},
            fetches=[loss, b],
            step_callback=lambda x: steps.append(x.copy()),
            loss_callback=lambda *values: losses.append(values),
        )
        np.testing.assert_allclose(session.run(a), wanted, atol=1e-4)
        assert session.run(b) == 5
    assert {x.shape for x in steps} == {(7,)}
    assert len(losses) >= len(steps) > 0
    assert losses[0] == (19 + 36 - 24, 5)
    assert losses[-1][0] < 1e-6
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for wrong in ({"jac": False}, {"bounds": []}):
            optimizer = tf.contrib.opt.ScipyOptimizerInterface(b, [b], **wrong)
            with pytest.raises(ValueError, match="is set automatically"):
                optimizer.minimize(session)
    return True


def _external(tf):
    """An optimizer of one's own, which takes one step down; SciPy may be missing."""
    opt = tf.contrib.opt
    v = tf.Variable([4.0, 2.0])
    loss = tf.reduce_sum(tf.square(v))

    class Step(opt.ExternalOptimizerInterface):
        def _minimize(self, initial_val, loss_grad_func, packed_bounds, optimizer_kwargs, **_):
            value, gradient = loss_grad_func(initial_val)
            assert (value, packed_bounds) == (20, [(-1, 1), (-np.inf, np.inf)])
            return initial_val - optimizer_kwargs["rate"] * gradient

    with tf.Session() as session:
        session.run(v.initializer)
        bounds = {v: ([-1, -np.inf], [1, np.inf])}
        Step(loss, var_to_bounds=bounds, rate=0.25).minimize(session)
        assert session.run(v).tolist() == [2, 1]
        with pytest.raises(NotImplementedError, match="implement the _minimize"):
            opt.ExternalOptimizerInterface(loss).minimize(session)
        with (
            mock.patch.dict(sys.modules, {"scipy": None}),
            pytest.raises(ImportError, match="needs the package scipy: pip install scipy"),
        ):
            opt.ScipyOptimizerInterface(loss).minimize(session)
    return True


def _averages(tf):
    """The averages follow; saved, they have the names of their variables."""
    v, other = tf.Variable(8.0, name="v"), tf.Variable(1.0, name="other")
    optimizer = tf.contrib.opt.MovingAverageOptimizer(
        tf.train.GradientDescentOptimizer(1.0), average_decay=0.5
    )
    with pytest.raises(RuntimeError, match="Must call apply_gradients or minimize before"):
        optimizer.swapping_saver()
    counter = tf.train.get_or_create_global_step()
    step = optimizer.minimize(2 * v, counter)
    with pytest.raises(ValueError, match="are not among those to save: "):
        optimizer.swapping_saver([v])
    saver = optimizer.swapping_saver()
    with tempfile.TemporaryDirectory() as directory, tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for _ in range(2):
            session.run(step)
        assert session.run([v, other, counter]) == [4, 1, 2]
        path = saver.save(session, f"{directory}/model")
        load = tf.train.load_checkpoint(path).get_tensor
        # 8, then between that and 6, then between 7 and 4.
        assert [load(name) for name in ("v", "other", "global_step")] == [5.5, 1, 2]
        assert load("v/ExponentialMovingAverage") == 4
        saver.restore(session, path)
        return session.run(v) == 4


CALLS = {
    "AdaMaxOptimizer": _relative("AdaMax"),
    "AdamWOptimizer": _adam_w,
    "DecoupledWeightDecayExtension": _decay,
    "ExternalOptimizerInterface": _external,
    "LazyAdamOptimizer": _relative("LazyAdam"),
    "MomentumWOptimizer": _momentum_w,
    "MovingAverageOptimizer": _averages,
    "NadamOptimizer": _relative("Nadam"),
    "ScipyOptimizerInterface": _scipy,
    "extend_with_decoupled_weight_decay": _decay,
}
