"""A small network in numpy whose whole training state is a dict of arrays: what a checkpoint holds."""

import numpy as np

WIDTHS = (2, 32, 32, 2)


def fresh(seed=2):
    random = np.random.default_rng(seed)
    state = {"epoch": np.array(0)}
    for layer, (rows, columns) in enumerate(zip(WIDTHS, WIDTHS[1:])):
        state[f"w{layer}"] = random.normal(scale=np.sqrt(2 / rows), size=(rows, columns))
        state[f"b{layer}"] = np.zeros(columns)
    # Momentum is part of the state: without it training would not go on where it was.
    return state | {f"m{name}": np.zeros_like(value) for name, value in state.items() if name != "epoch"}


def predict(state, points):
    """Class probabilities, and what each layer got."""
    inputs = [points]
    for layer in range(len(WIDTHS) - 1):
        out = inputs[-1] @ state[f"w{layer}"] + state[f"b{layer}"]
        inputs.append(np.maximum(out, 0) if layer < len(WIDTHS) - 2 else out)
    scores = np.exp(inputs[-1] - inputs[-1].max(1, keepdims=True))
    return scores / scores.sum(1, keepdims=True), inputs


def learn(state, points, labels, rate):
    """One step; answers the loss."""
    probabilities, inputs = predict(state, points)
    loss = -np.log(probabilities[np.arange(len(labels)), labels] + 1e-12).mean()
    gradient = probabilities.copy()
    gradient[np.arange(len(labels)), labels] -= 1
    gradient /= len(labels)
    for layer in reversed(range(len(WIDTHS) - 1)):
        steps = {f"w{layer}": inputs[layer].T @ gradient, f"b{layer}": gradient.sum(0)}
        gradient = (gradient @ state[f"w{layer}"].T) * (inputs[layer] > 0)
        for name, step in steps.items():
            state[f"m{name}"] = 0.9 * state[f"m{name}"] - rate * step
            state[name] = state[name] + state[f"m{name}"]
    return float(loss)
