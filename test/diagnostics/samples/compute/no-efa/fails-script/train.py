import os

import torch.distributed as dist

os.environ.setdefault("FI_PROVIDER", "efa")
dist.init_process_group("nccl")
