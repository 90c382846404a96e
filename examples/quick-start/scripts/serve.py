"""Serves the classifier: a page with samples and what the model takes them for, and POST /predict."""

import argparse
import json
from pathlib import Path

import numpy as np
import uvicorn
from digits import SIZE, dataset
from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse
from model import Classifier
from page import render
from pydantic import BaseModel

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--model", type=Path, required=True)
parser.add_argument("--metrics", type=Path, required=True)
parser.add_argument("--host", default="0.0.0.0")
parser.add_argument("--port", type=int, default=8000)
arguments = parser.parse_args()

model = Classifier.load(arguments.model)
metrics = json.loads(arguments.metrics.read_text())
app = FastAPI(title="Digit classifier")


class Image(BaseModel):
    """Ink from 0 to 1, row by row."""

    pixels: list[float]


@app.get("/", response_class=HTMLResponse)
def page(seed: int = 2) -> str:
    images, labels = dataset(40, seed)
    return render(images, labels, model.predict(images), metrics, seed)


@app.get("/samples")
def samples(count: int = 10, seed: int = 2) -> list[dict]:
    images, labels = dataset(min(max(count, 1), 100), seed)
    return [{"label": int(label), "pixels": image.tolist()} for image, label in zip(images, labels)]


@app.post("/predict")
def predict(image: Image) -> dict:
    if len(image.pixels) != SIZE * SIZE:
        raise HTTPException(422, f"An image has {SIZE} x {SIZE} pixels, got {len(image.pixels)} numbers.")
    chances = model.predict(np.array([image.pixels]))[0]
    return {"label": int(chances.argmax()), "probabilities": [round(float(chance), 4) for chance in chances]}


uvicorn.run(app, host=arguments.host, port=arguments.port, access_log=False)
