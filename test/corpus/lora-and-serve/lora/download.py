import os
from huggingface_hub import snapshot_download

snapshot_download("model", token=os.environ["HF_TOKEN"])
