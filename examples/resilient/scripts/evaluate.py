"""How well the trained network tells the spirals apart."""

import argparse

import numpy as np
import thunderhead
from network import predict

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--data", required=True)
parser.add_argument("--checkpoint", required=True)
arguments = parser.parse_args()

data, state = np.load(arguments.data), dict(np.load(arguments.checkpoint))
probabilities, _ = predict(state, data["points"])
accuracy = float((probabilities.argmax(1) == data["labels"]).mean())
thunderhead.report(accuracy=accuracy, epochs=int(state["epoch"]))
print(f"accuracy {accuracy:.1%} after {int(state['epoch'])} epochs")
