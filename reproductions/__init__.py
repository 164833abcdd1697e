"""The five ports, one module per tutorial, each in its post's own order and names.

`TUTORIALS` lists them in the order of the posts. Importing this package loads no TensorFlow;
importing a port does. A port knows `compat` and `reproductions.log_formats`, nothing else, and has

- the post's hyperparameters as module constants,
- `LOG`, the format of the lines that the post prints,
- `build_graph()`, which makes the operations in the post's order,
- `train(session, graph, mnist, ...)`, a generator that runs the post's loop and yields a
  `log_formats.Point` whenever the post prints a line,
- `bound(steps)`, the value of the post's loop bound that comes to so many steps.
"""

__all__ = ["TUTORIALS"]

TUTORIALS = (
    "dynamic_rnn",
    "dynamic_rnn_final_state",
    "static_rnn",
    "static_bidirectional_rnn",
    "multi_rnn_cell",
)
