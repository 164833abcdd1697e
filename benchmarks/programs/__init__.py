"""The measured programs, each in a process of its own: ports, a listing, Keras, PyTorch, a product.

`python -m benchmarks.programs NAME OPTIONS` starts the module of that name; OPTIONS is a JSON
object. A program is a function `run(clock, **options)`, which calls `clock.tick()` between steps.
"""
