import argparse

import uvicorn

parser = argparse.ArgumentParser()
parser.add_argument("--host")
parser.add_argument("--port", type=int)
args = parser.parse_args()
uvicorn.run("app:app", host=args.host, port=args.port)
