import os


def prepare():
    os.environ["HF_HOME"] = "~/hf"
