import os

from datasets import load_dataset

os.environ.setdefault("TORCH_HOME", "/tmp/torch")
data = load_dataset("squad", cache_dir=os.path.expanduser("~/datasets"))
