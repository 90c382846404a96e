import argparse
import pathlib

from common.paths import ensure

parser = argparse.ArgumentParser()
parser.add_argument("--rows", type=int)
parser.add_argument("--out", type=pathlib.Path)
args = parser.parse_args()
(ensure(args.out) / "table.csv").write_text("1,2\n" * args.rows)
