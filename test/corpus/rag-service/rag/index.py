import argparse
import os

parser = argparse.ArgumentParser()
parser.add_argument("--corpus")
parser.add_argument("--out")
args = parser.parse_args()
token = os.environ["HF_TOKEN"]
with open(args.corpus) as corpus, open(args.out + "/vectors.bin", "w") as out:
    out.write(corpus.read())
