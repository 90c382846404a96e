"""Serves the content of one file."""

import argparse
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--filepath", type=Path, required=True)
parser.add_argument("--host", default="0.0.0.0")
parser.add_argument("--port", type=int, default=1111)
arguments = parser.parse_args()

app = FastAPI()


@app.get("/file", response_class=PlainTextResponse)
@app.post("/file", response_class=PlainTextResponse)
def get_file_content() -> str:
    return arguments.filepath.read_text()


uvicorn.run(app, host=arguments.host, port=arguments.port, access_log=False)
