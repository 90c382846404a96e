import sys

from torch.distributed.run import main

main([*sys.argv[1:], "train.py"])
