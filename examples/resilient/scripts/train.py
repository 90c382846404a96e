"""Trains, and can be ended at any moment: whoever comes next goes on from the last checkpoint."""

import argparse
import threading
import time

import numpy as np
import thunderhead
from network import fresh, learn

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--data", required=True)
parser.add_argument("--epochs", type=int, default=40)
parser.add_argument("--crash-at", type=int, default=0, help="raise in this epoch of the first attempt")
parser.add_argument("--attempt", type=int, default=1)
arguments = parser.parse_args()

data = np.load(arguments.data)
points, labels = data["points"], data["labels"]

# `previous` is what the attempt before has published, on notice or by itself; None the first time.
found = thunderhead.previous("checkpoint")
state = dict(np.load(found)) if found else fresh()
first = int(state["epoch"]) + 1
print(f"going on at epoch {first}, from a checkpoint" if found else "starting at epoch 1")

saving = threading.Lock()


def save():
    # A handler may come at any moment: the file is whole, or it is the one before.
    with saving:
        with open(thunderhead.path("checkpoint"), "wb") as file:
            np.savez(file, **state)
        thunderhead.publish("checkpoint")


@thunderhead.on_interrupt
def leave(notice):
    print(f"{notice.reason} notice: saving epoch {int(state['epoch'])}")
    save()


for epoch in range(first, arguments.epochs + 1):
    if epoch == arguments.crash_at and arguments.attempt == 1:
        raise ValueError(f"a bug that shows in epoch {epoch}")
    started = time.monotonic()
    # The order depends on the epoch alone, so an interrupted training ends with the same numbers.
    order = np.random.default_rng(epoch).permutation(len(points))
    fresh_state = dict(state)
    losses = [
        learn(fresh_state, points[batch], labels[batch], rate=0.002)
        for batch in np.split(order, range(50, len(order), 50))
    ]
    state = fresh_state | {"epoch": np.array(epoch)}
    loss = float(np.mean(losses))
    thunderhead.progress(epoch, arguments.epochs)
    thunderhead.report(epoch=epoch, loss=loss)
    print(f"epoch {epoch:2}  loss {loss:.4f}")
    # A real epoch takes longer; this one leaves time to pull the plug.
    time.sleep(max(0, 0.2 - (time.monotonic() - started)))
    if epoch % 5 == 0:
        save()

save()
