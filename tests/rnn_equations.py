"""The equations of recurrent cells in NumPy, from their papers: one step of each.

A function takes the values of the variables, by their names below the cell, the inputs and the
state; it returns output and new state.
"""

import numpy as np

BATCH, D, N = 3, 4, 5  # D inputs, N units


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def relu(x):
    return np.maximum(x, 0)


def normalized(x, v, scope):
    mean = x.mean(1, keepdims=True)
    return (x - mean) / x.std(1, keepdims=True) * v[f"{scope}/gamma"] + v[f"{scope}/beta"]


def joined(*parts):
    return np.concatenate(parts, 1)


def lstm(sums, c, forget_bias=1.0):
    i, j, f, o = np.split(sums, 4, -1)
    c = sigmoid(f + forget_bias) * c + sigmoid(i) * np.tanh(j)
    return c, sigmoid(o) * np.tanh(c)


def ugrnn(v, x, h):
    g, new = np.split(joined(x, h) @ v["kernel"] + v["bias"], 2, 1)
    g = sigmoid(g + 1)
    h = g * h + (1 - g) * np.tanh(new)
    return h, h


def intersection(v, x, h):
    x = x @ v["in_projection/kernel"] + v["in_projection/bias"]
    gh, s, gy, y = np.split(joined(x, h) @ v["kernel"] + v["bias"], 4, 1)
    gh, gy = sigmoid(gh + 1), sigmoid(gy + 1)
    return gy * x + (1 - gy) * relu(y), gh * h + (1 - gh) * np.tanh(s)


def nas(v, x, state):
    c, m = state
    a = np.split(x @ v["kernel"], 8, 1)
    b = np.split(m @ v["recurrent_kernel"] + v["bias"], 8, 1)
    layer = [
        sigmoid(a[0] + b[0]),
        relu(a[1] + b[1]),
        sigmoid(a[2] + b[2]),
        relu(a[3] * b[3]),
        np.tanh(a[4] + b[4]),
        sigmoid(a[5] + b[5]),
        np.tanh(a[6] + b[6]),
        sigmoid(a[7] + b[7]),
    ]
    c = np.tanh(np.tanh(layer[0] * layer[1]) + c) * np.tanh(layer[2] + layer[3])
    m = np.tanh(c * np.tanh(np.tanh(layer[4] * layer[5]) + sigmoid(layer[6] + layer[7])))
    m = m @ v["projection_weights"]
    return m, (c, m)


def sru(v, x, c):
    new, f, r, highway = np.split(x @ v["kernel"], 4, 1)
    bias = np.split(v["bias"], 2)
    f, r = sigmoid(f + bias[0]), sigmoid(r + bias[1])
    c = f * c + (1 - f) * new
    return r * np.tanh(c) + (1 - r) * highway, c


def ind_rnn(v, x, h):
    h = np.tanh(x @ v["kernel_w"] + h * v["kernel_u"] + v["bias"])
    return h, h


def indy_gru(v, x, h):
    sums = x @ v["gates/kernel_w"] + joined(h, h) * v["gates/kernel_u"] + v["gates/bias"]
    r, u = np.split(sigmoid(sums), 2, 1)
    new = x @ v["candidate/kernel"] + r * h * v["candidate/kernel_u"] + v["candidate/bias"]
    h = u * h + (1 - u) * np.tanh(new)
    return h, h


def indy_lstm(v, x, state):
    c, h = state
    c, h = lstm(x @ v["kernel_w"] + joined(h, h, h, h) * v["kernel_u"] + v["bias"], c)
    return h, (c, h)


def coupled(v, x, state):
    c, m = state
    j, f, o = np.split(joined(x, m) @ np.concatenate((v["W_0"], v["W_1"])) + v["B"], 3, 1)
    f = sigmoid(f + 1 + v["W_F_diag"] * c)
    c = f * c + (1 - f) * np.tanh(j)
    m = sigmoid(o + v["W_O_diag"] * c) * np.tanh(c) @ v["W_P_0"]
    m = np.clip(m, -0.3, 0.3)
    return m, (c, m)


def coupled_normalized(v, x, state):
    c, m = np.split(state, 2, 1)
    j, f, o = np.split(joined(x, m) @ v["W_0"], 3, 1)
    f = sigmoid(normalized(f, v, "forget") + 1)
    c = normalized(f * c + (1 - f) * np.tanh(normalized(j, v, "transform")), v, "state")
    m = sigmoid(normalized(o, v, "output")) * np.tanh(c)
    return m, joined(c, m)


def group_lstm(v, x, state):
    c, m = state
    sums = [
        np.split(joined(xk, mk) @ v[f"group{k}/kernel"], 4, 1)
        for k, (xk, mk) in enumerate(zip(np.split(x, 2, 1), np.split(m, 2, 1), strict=True))
    ]
    gates = [
        joined(*parts) + v[f"bias_{gate}"]
        for gate, parts in zip("ijfo", zip(*sums, strict=True), strict=True)
    ]
    c, m = lstm(joined(*gates), c)
    m = m @ v["projection/kernel"]
    return m, (c, m)


def layer_norm_lstm(v, x, state):
    c, h = state
    i, j, f, o = (
        normalized(gate, v, scope)
        for gate, scope in zip(
            np.split(joined(x, h) @ v["kernel"], 4, 1),
            ("input", "transform", "forget", "output"),
            strict=True,
        )
    )
    c = normalized(sigmoid(f + 1) * c + sigmoid(i) * np.tanh(j), v, "state")
    h = sigmoid(o) * np.tanh(c)
    return h, (c, h)


def phased(v, x, state):
    time, x = x
    c, h = state

    def sums(name, *parts):
        return joined(*parts) @ v[f"{name}/kernel"] + v[f"{name}/bias"]

    i, f = np.split(sigmoid(sums("mask_gates", x, h, c)), 2, 1)
    new_c = f * c + i * np.tanh(sums("new_input", x, h))
    new_h = sigmoid(sums("output_gate", x, h, new_c)) * np.tanh(new_c)
    cycle = np.mod(time - v["phase"], v["period"]) / v["period"]
    k = np.where(cycle < v["ratio_on"], 2 - 2 * cycle / v["ratio_on"], 0.001 * cycle)
    k = np.where(cycle < v["ratio_on"] / 2, 2 * cycle / v["ratio_on"], k)
    c, h = k * new_c + (1 - k) * c, k * new_h + (1 - k) * h
    return h, (c, h)


def lstm_block(v, x, state):
    c, h = state
    i, j, f, o = np.split(joined(x, h) @ v["kernel"] + v["bias"], 4, 1)
    forget = sigmoid(f + 1 + v["w_f_diag"] * c)
    c = np.clip(forget * c + sigmoid(i + v["w_i_diag"] * c) * np.tanh(j), -0.3, 0.3)
    h = sigmoid(o + v["w_o_diag"] * c) * np.tanh(c)
    return h, (c, h)


def gru(kernels, biases):
    def step(v, x, h):
        r, u = np.split(sigmoid(joined(x, h) @ v[kernels[0]] + v[biases[0]]), 2, 1)
        new = np.tanh(joined(x, r * h) @ v[kernels[1]] + v[biases[1]])
        h = u * h + (1 - u) * new
        return h, h

    return step


def conv_1d_lstm(v, x, state):
    c, h = state
    both = np.pad(np.concatenate((x, h), -1), [(0, 0), (1, 1), (0, 0)])
    length = x.shape[1]
    sums = sum(both[:, k : k + length] @ v["kernel"][k] for k in range(3)) + v["biases"]
    c, h = lstm(sums, c)
    return np.concatenate((h, x), -1), (c, h)


def time_frequency(v, x, state):
    n = N
    before, outputs, states = np.zeros((len(x), n)), [], []
    for k in range(3):  # windows of two columns, one further each time
        c, m = state[:, 2 * k * n : (2 * k + 1) * n], state[:, (2 * k + 1) * n : (2 * k + 2) * n]
        sums = joined(x[:, k : k + 2], m, before) @ v["W_0"] + v["B"]
        i, j, f, o = np.split(sums, 4, 1)
        forget = sigmoid(f + 1 + v["W_F_diag"] * c)
        c = np.clip(forget * c + sigmoid(i + v["W_I_diag"] * c) * np.tanh(j), -0.5, 0.5)
        before = sigmoid(o + v["W_O_diag"] * c) * np.tanh(c)
        outputs.append(before)
        states += [c, before]
    return joined(*outputs), joined(*states)


def grid_pass(v, windows, state, block=0):
    """Kalchbrenner et al. 2016, with the peepholes of Sainath and Li 2016 if they are there."""

    def peep(gate, lstm_name, cs):
        names = [f"W_{gate}_diag_{lstm_name}{m}_{block}" for m in "ft"]
        return sum(v[n] * c for n, c in zip(names, cs, strict=True)) if names[0] in v else 0

    c_f = m_f = np.zeros((BATCH, N))
    outputs, states = [], []
    for k, x in enumerate(windows):
        c_t, m_t = state[2 * k], state[2 * k + 1]
        old, new, out = (c_f, c_t), [], []
        for name, c in (("freq", c_f), ("time", c_t)):
            kernel, bias = v[f"W_{name[0]}_{block}_0"], v[f"B_{name[0]}_{block}"]
            i, j, f, o = np.split(joined(x, m_t, m_f) @ kernel + bias, 4, 1)
            forget = sigmoid(f + 1 + peep("F", name, old))
            new.append(forget * c + sigmoid(i + peep("I", name, old)) * np.tanh(j))
            out.append(o)
        m_f, m_t = (
            sigmoid(o + peep("O", name, new)) * np.tanh(c)
            for name, c, o in zip(("freq", "time"), new, out, strict=True)
        )
        c_f, c_t = new
        outputs += [m_t, m_f]
        states += [c_t, m_t]
    return outputs, states


def grid(v, x, state):
    outputs, states = grid_pass(v, [x[:, 0:2], x[:, 1:3], x[:, 2:4]], state)
    return joined(*outputs), tuple(states)


def grid_of_blocks(v, x, state):
    first = grid_pass(v, [x[:, 0:2], x[:, 1:3]], state[:4], 0)
    second = grid_pass(v, [x[:, 2:4]], state[4:], 1)
    return joined(*first[0], *second[0]), tuple(first[1] + second[1])


def grid_both_ways(v, x, state):
    def below(scope):
        return {k.removeprefix(f"{scope}/"): w for k, w in v.items() if k.startswith(scope)}

    shifted = np.pad(x, [(0, 0), (0, 1)])
    forward = grid_pass(below("fwd"), [x[:, 0:2], x[:, 2:4]], state[:4])
    backward = grid_pass(below("bwd"), [shifted[:, 3:5], shifted[:, 1:3]], state[4:])
    return joined(*forward[0], *backward[0]), tuple(forward[1] + backward[1])


def attention(v, x, state):
    inner, attended, window = state
    window = window.reshape(BATCH, 2, N)
    x = joined(x, attended) @ v["kernel"] + v["bias"]
    inner = np.tanh(joined(x, inner) @ v["basic_rnn_cell/kernel"] + v["basic_rnn_cell/bias"])
    asked = inner @ v["attention/kernel"] + v["attention/bias"]
    scores = np.tanh(window @ v["attention/attn_w"][0, 0] + asked[:, None]) @ v["attention/attn_v"]
    weights = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    attended = (weights[:, :, None] * window).sum(1)
    output = joined(inner, attended) @ v["attn_output_projection/kernel"]
    output += v["attn_output_projection/bias"]
    window = np.concatenate((window[:, 1:], output[:, None]), 1).reshape(BATCH, -1)
    return output, (inner, attended, window)


def highway(v, x, state):
    new = np.tanh(joined(x, state) @ v["basic_rnn_cell/kernel"] + v["basic_rnn_cell/bias"])
    carry = sigmoid(x @ v["carry_w"] + v["carry_b"])
    transform = sigmoid(x @ v["transform_w"] + v["transform_b"])
    return x * carry + new * transform, new


def basic(v, x, h):
    h = np.tanh(joined(x, h) @ v["basic_rnn_cell/kernel"] + v["basic_rnn_cell/bias"])
    return h, h


def embedded(v, x, h):
    return basic(v, v["embedding"][x[:, 0]], h)


def projected_in(v, x, h):
    return basic(v, relu(x @ v["kernel"] + v["bias"]), h)


def projected_out(v, x, h):
    output, h = basic(v, x, h)
    return output @ v["kernel"] + v["bias"], h
