"""Never run: the lane provisions machines and starts nothing on them."""

import argparse

parser = argparse.ArgumentParser()
for name in ("features", "model", "curves", "epochs", "host", "port"):
    parser.add_argument(f"--{name}")
parser.parse_args()
