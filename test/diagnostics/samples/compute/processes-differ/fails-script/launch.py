"""As `torchrun --nproc_per_node=6 train.py` does."""
import subprocess

COMMAND = ["torchrun", "--nproc_per_node", "8", "train.py"]
subprocess.run(COMMAND, check=True)
