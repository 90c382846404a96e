"""Run it with torchrun --nproc_per_node=2 train.py"""
import argparse
from multiprocessing import Pool

parser = argparse.ArgumentParser()
parser.add_argument("--num_processes", type=int, help="as torchrun --nproc_per_node 2 has")
parser.add_argument("--nproc_per_node", default="2")
arguments = parser.parse_args()
print("torchrun --nproc_per_node=2")
Pool(arguments.num_processes)
