"""A classifier with one hidden layer, in numpy: enough for small digits, and quick on any laptop."""

from __future__ import annotations

from pathlib import Path

import numpy as np

HIDDEN = 64


class Classifier:
    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights

    @classmethod
    def new(cls, inputs: int, classes: int, seed: int) -> Classifier:
        random = np.random.default_rng(seed)
        return cls(
            {
                "w1": random.normal(0, np.sqrt(2 / inputs), (inputs, HIDDEN)),
                "b1": np.zeros(HIDDEN),
                "w2": random.normal(0, np.sqrt(2 / HIDDEN), (HIDDEN, classes)),
                "b2": np.zeros(classes),
            }
        )

    @classmethod
    def load(cls, file: Path) -> Classifier:
        with np.load(file) as arrays:
            return cls({name: arrays[name] for name in arrays})

    def save(self, file: Path) -> None:
        with file.open("wb") as target:
            np.savez(target, **self.weights)

    def predict(self, images: np.ndarray) -> np.ndarray:
        """A probability for each class, a row for each image."""
        return self._forward(images)[1]

    def learn(self, images: np.ndarray, labels: np.ndarray, rate: float) -> float:
        """One step of gradient descent on a batch; the mean loss before it."""
        hidden, chances = self._forward(images)
        picked = chances[np.arange(len(labels)), labels]
        error = chances.copy()
        error[np.arange(len(labels)), labels] -= 1
        error /= len(labels)
        back = (error @ self.weights["w2"].T) * (hidden > 0)
        steps = {"w2": hidden.T @ error, "b2": error.sum(0), "w1": images.T @ back, "b1": back.sum(0)}
        for name, step in steps.items():
            self.weights[name] -= rate * step
        return float(-np.log(picked + 1e-9).mean())

    def _forward(self, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        hidden = np.maximum(0, images @ self.weights["w1"] + self.weights["b1"])
        scores = hidden @ self.weights["w2"] + self.weights["b2"]
        shifted = np.exp(scores - scores.max(1, keepdims=True))
        return hidden, shifted / shifted.sum(1, keepdims=True)
