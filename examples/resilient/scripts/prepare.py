"""Makes the data: two interleaved spirals, which no straight line tells apart."""

import numpy as np
import thunderhead

random = np.random.default_rng(1)
turns = np.linspace(0.5, 3.0, 1000)
arms = [
    np.stack([turns * np.cos(angle), turns * np.sin(angle)], axis=1)
    for angle in (turns * 2, turns * 2 + np.pi)
]
points = np.concatenate(arms) + random.normal(scale=0.09, size=(2000, 2))
labels = np.repeat([0, 1], 1000)
order = random.permutation(2000)

with open(thunderhead.path("data"), "wb") as file:
    np.savez(file, points=points[order], labels=labels[order])
print(f"{len(points)} points on two spirals")
