"""Handwriting without hands: the digits 0 to 9, drawn as strokes, shifted, turned, scaled and smudged."""

import numpy as np

SIZE = 16

# Strokes of each digit as points on a 4 by 6 grid, x to the right and y down.
STROKES = {
    0: [[(1, 0), (3, 0), (4, 1), (4, 5), (3, 6), (1, 6), (0, 5), (0, 1), (1, 0)]],
    1: [[(1, 1), (2, 0), (2, 6)], [(1, 6), (3, 6)]],
    2: [[(0, 1), (1, 0), (3, 0), (4, 1), (4, 2), (0, 6), (4, 6)]],
    3: [[(0, 0), (4, 0), (2, 3), (4, 4), (4, 5), (3, 6), (1, 6), (0, 5)]],
    4: [[(3, 6), (3, 0), (0, 4), (4, 4)]],
    5: [[(4, 0), (0, 0), (0, 3), (3, 3), (4, 4), (4, 5), (3, 6), (0, 6)]],
    6: [[(4, 0), (2, 0), (0, 3), (0, 5), (1, 6), (3, 6), (4, 5), (4, 4), (3, 3), (0, 3)]],
    7: [[(0, 0), (4, 0), (1, 6)]],
    8: [[(1, 3), (0, 2), (0, 1), (1, 0), (3, 0), (4, 1), (4, 2), (3, 3), (1, 3), (0, 4), (0, 5), (1, 6), (3, 6), (4, 5), (4, 4), (3, 3)]],
    9: [[(4, 3), (1, 3), (0, 2), (0, 1), (1, 0), (3, 0), (4, 1), (4, 3), (3, 6), (1, 6)]],
}


def points_of(digit: int) -> np.ndarray:
    """Points close together along all strokes of a digit, around the origin."""
    parts = []
    for stroke in STROKES[digit]:
        corners = np.array(stroke, dtype=float)
        for start, end in zip(corners, corners[1:]):
            parts.append(start + np.linspace(0, 1, 12)[:, None] * (end - start))
    return np.concatenate(parts) - (2, 3)


def draw(digit: int, random: np.random.Generator) -> np.ndarray:
    """One image, SIZE by SIZE, ink from 0 to 1."""
    angle, slant = random.normal(0, 0.16), random.normal(0, 0.15)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    scale = np.diag(random.uniform(1.5, 2.2, 2))
    points = points_of(digit) @ scale @ np.array([[1, 0], [slant, 1]]) @ turn
    points += SIZE / 2 + random.normal(0, 0.9, 2) + random.normal(0, 0.12, points.shape)
    grid = np.arange(SIZE) + 0.5
    distance = (grid[None, None, :] - points[:, 0, None, None]) ** 2 + (grid[None, :, None] - points[:, 1, None, None]) ** 2
    ink = np.exp(-distance.min(axis=0) / random.uniform(0.5, 1.1))
    return np.clip(ink + random.normal(0, 0.08, ink.shape), 0, 1).astype(np.float32)


def dataset(count: int, seed: int) -> "tuple[np.ndarray, np.ndarray]":
    """`count` images as rows of SIZE * SIZE numbers, and their labels; the same for the same seed."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, 10, count)
    images = np.stack([draw(int(label), random).ravel() for label in labels])
    return images, labels
