"""TensorFlow 1's names on TensorFlow 2: `from compat import tf`.

Each name space that TensorFlow 2 removed is a module at the same dotted path below this package:
`compat.contrib.rnn` for `tensorflow.contrib.rnn`, `compat.examples.tutorials.mnist.input_data` for
`tensorflow.examples.tutorials.mnist.input_data`. `compat.names` lists what is answered, and how.

Importing this package loads nothing. Importing `compat.tf`, or any name space below it, loads
TensorFlow and switches the process to TensorFlow 1's behaviour (graphs, sessions, reference
variables); no attribute of TensorFlow's own modules is added, replaced or removed.
"""
