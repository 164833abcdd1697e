"""The LSTM in NumPy, from its equations: what the cells of the ports are compared with.

The memory cell is that of Hochreiter and Schmidhuber (Long Short-Term Memory, 1997), the forget
gate that of Gers, Schmidhuber and Cummins (Learning to Forget, 2000); post 000 gives the equations.
"""

import numpy as np

__all__ = ["sigmoid", "step", "unrolled"]


def sigmoid(x):
    """Returns the logistic function of x."""
    return 1 / (1 + np.exp(-x))


def step(x, c, h, kernel, bias, forget_bias=1.0):
    """Returns the next memory c and output h, both float64 [batch, units].

    x: [batch, inputs]; c, h: [batch, units], those of the step before.
    kernel: [inputs + units, 4 units], bias: [4 units]; the blocks of both are, as in
        `BasicLSTMCell`, input gate, new information, forget gate, output gate.
    forget_bias: is added to the forget gate's bias.
    """
    sums = np.concatenate([x, h], axis=1).astype(np.float64) @ kernel + bias
    i, new, f, o = np.split(sums, 4, axis=1)
    c = sigmoid(f + forget_bias) * c + sigmoid(i) * np.tanh(new)
    return c, sigmoid(o) * np.tanh(c)


def unrolled(rows, kernel, bias, forget_bias=1.0):
    """Returns the last memory, [batch, units], and all outputs, [batch, steps, units], from zeros.

    rows: [batch, steps, inputs]; the others as in `step`.
    """
    c = h = np.zeros((len(rows), len(bias) // 4))
    outputs = []
    for x in np.swapaxes(rows, 0, 1):
        c, h = step(x, c, h, kernel, bias, forget_bias)
        outputs.append(h)
    return c, np.stack(outputs, axis=1)
