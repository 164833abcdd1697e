"""TensorFlow's product of two square float32 matrices on one thread: what a core can do."""

from benchmarks.programs.clock import Clock

__all__ = ["FLOPS", "run"]

_SIZE = 1024  # a product has about as many operations as a step of the smaller models

FLOPS = 2 * _SIZE**3
"""The floating-point operations of one product."""


def run(clock: Clock) -> None:
    """Multiplies without end, with a tick per product."""
    from compat import tf
    from compat.session import session_config

    a, b = (tf.Variable(tf.random_normal([_SIZE, _SIZE])) for _ in range(2))
    product = tf.matmul(a, b).op  # the operation, so that the result is not copied out
    with tf.Session(config=session_config(threads=1)) as session:
        session.run(tf.global_variables_initializer())
        while True:
            clock.tick()
            session.run(product)
