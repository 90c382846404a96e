"""Trains the classifier, says how far it is, and leaves the model with its metrics."""

import argparse
import json

import numpy as np
import thunderhead
from digits import SIZE, dataset
from model import Classifier

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--epochs", type=int, default=20)
parser.add_argument("--batch", type=int, default=50)
parser.add_argument("--rate", type=float, default=0.3)
arguments = parser.parse_args()

images, labels = dataset(4000, seed=1)
held_out, held_labels = dataset(1000, seed=2)
model = Classifier.new(SIZE * SIZE, 10, seed=3)
random = np.random.default_rng(4)
history = []

for epoch in range(1, arguments.epochs + 1):
    order = random.permutation(len(images))
    losses = [
        model.learn(images[batch], labels[batch], arguments.rate)
        for batch in np.split(order, range(arguments.batch, len(order), arguments.batch))
    ]
    accuracy = float((model.predict(held_out).argmax(1) == held_labels).mean())
    history.append({"epoch": epoch, "loss": float(np.mean(losses)), "accuracy": accuracy})
    thunderhead.progress(epoch, arguments.epochs)
    thunderhead.report(**history[-1])
    print(f"epoch {epoch:2}  loss {history[-1]['loss']:.3f}  accuracy {accuracy:.1%}")

model.save(thunderhead.path("model"))
thunderhead.path("metrics").write_text(json.dumps({"accuracy": accuracy, "history": history}, indent=2))
