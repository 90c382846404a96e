import argparse
import os

import uvicorn

parser = argparse.ArgumentParser()
parser.add_argument("--index")
parser.add_argument("--host", default="127.0.0.1", help="pass 0.0.0.0 on a server")
parser.add_argument("--port", type=int, default=8000)
args = parser.parse_args()
key = os.environ["OPENAI_API_KEY"]
uvicorn.run("rag.app:app", host=args.host, port=args.port)
