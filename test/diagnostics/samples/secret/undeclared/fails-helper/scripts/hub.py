import os


def login():
    return os.getenv("WANDB_API_KEY")
