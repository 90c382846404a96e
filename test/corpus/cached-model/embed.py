import os
import sys

token = os.environ.get("HF_TOKEN")
home = os.environ["HF_HOME"]
print("embedding into", sys.argv, home)
