import argparse

import thunderhead
import torch.distributed as dist

from optim import schedule

parser = argparse.ArgumentParser()
parser.add_argument("--steps", type=int, default=100)
parser.add_argument("--out")
args = parser.parse_args()

dist.init_process_group("nccl")
thunderhead.restore("checkpoint")
thunderhead.on_interrupt(lambda: print("saved"))
for step in range(args.steps):
    thunderhead.progress(step, args.steps)
    schedule(step)
