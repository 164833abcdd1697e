"""`python -m compat --check`: which names of TensorFlow 1 scripts use, and what answers them.

Scripts are read, not run, and TensorFlow is not loaded. `texts` reads scripts and notebooks, `uses`
follows their imports and aliases, `judging` looks each name up in `compat.names` and in the files
of the installed TensorFlow (`v1_names`), `reporting` makes the table and the JSON, and `command` is
the command line.
"""
