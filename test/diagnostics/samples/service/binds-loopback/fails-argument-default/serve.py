import argparse

import uvicorn

parser = argparse.ArgumentParser()
parser.add_argument("--host", default="127.0.0.1", help="where to listen")
parser.add_argument("--port", type=int, default=8000)
args = parser.parse_args()
uvicorn.run("app:app", host=args.host, port=args.port)
