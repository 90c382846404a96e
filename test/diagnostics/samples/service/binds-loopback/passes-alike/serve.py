import argparse

import uvicorn

# host="127.0.0.1" would be wrong
parser = argparse.ArgumentParser()
parser.add_argument("--host", default="127.0.0.1")
parser.add_argument("--port", type=int)
args = parser.parse_args()
uvicorn.run("app:app", host=args.host, port=args.port)
