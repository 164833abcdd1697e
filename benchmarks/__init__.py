"""How fast, how big: each figure measured beside what it is compared with, in one sitting.

`python -m benchmarks --help` tells what is measured. One module per question (`steps`, `suite`,
`memory`, `overhead`, `jobs`) has

- `STEPS`, how long its trainings are by default,
- `measure(settings)`, which returns raw samples, as they go to JSON,
- `tables(samples)`, which makes the tables of them, and nothing but them.

What is measured runs in processes of its own: `programs/` are those processes, `processes` starts
them and lets them take turns. Importing this package, or asking for help, loads no TensorFlow.
"""
