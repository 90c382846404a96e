import argparse

from vllm import LLM

parser = argparse.ArgumentParser()
parser.add_argument("--model")
parser.add_argument("--size")
parser.add_argument("--seed", type=int)
arguments = parser.parse_args()
llm = LLM(model=arguments.model, seed=arguments.seed)
