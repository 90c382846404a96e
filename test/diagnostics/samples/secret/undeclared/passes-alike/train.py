import os

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["EXTRA_TOKEN"] = "made here"
token = os.environ["HF_TOKEN"]
key = os.environ.get("OTHER_API_KEY", "")
run = os.environ.get("WANDB_API_KEY")
rank = os.environ["RANK"] if "RANK" in os.environ else 0
