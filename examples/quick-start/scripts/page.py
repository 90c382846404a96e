"""The page: samples with what the model takes them for, how training went, and a field to draw on."""

from __future__ import annotations

import json
from string import Template

import numpy as np
from digits import SIZE

STYLE = """
:root { color-scheme: light dark; --ink: #1a1c2c; --soft: #667; --line: #d9dce6; --ground: #fff; --good: #16794c; --bad: #b3261e; --bar: #3b6fe0 }
@media (prefers-color-scheme: dark) { :root { --ink: #eceef6; --soft: #9aa0b4; --line: #33384a; --ground: #14161f; --good: #5dd39e; --bad: #ff8a80; --bar: #7aa2ff } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); max-width: 64rem; margin: 2rem auto; padding: 0 1.25rem }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1rem; margin: 2rem 0 .75rem }
p, figcaption { color: var(--soft) } p { margin: .25rem 0 }
.samples { display: grid; grid-template-columns: repeat(auto-fill, minmax(4.75rem, 1fr)); gap: .75rem; margin: 0; padding: 0; list-style: none }
figure { margin: 0; text-align: center } figcaption b { font-size: 1.1rem; color: var(--good) } .wrong figcaption b { color: var(--bad) }
canvas { width: 100%; aspect-ratio: 1; image-rendering: pixelated; border: 1px solid var(--line); border-radius: 6px; background: #fff }
.draw { display: flex; gap: 1.5rem; align-items: center; flex-wrap: wrap } .draw canvas { width: 12rem; touch-action: none; cursor: crosshair }
.draw output { font-size: 3rem; min-width: 2ch } button { font: inherit; padding: .3rem .8rem; border: 1px solid var(--line); border-radius: 6px; background: none; color: inherit }
svg { width: 100%; max-width: 32rem; height: auto } polyline { fill: none; stroke: var(--bar); stroke-width: 2 } text { fill: var(--soft); font-size: 11px }
"""

SCRIPT = """
const size = $size, samples = $samples;
const paint = (canvas, pixels) => {
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d"), image = context.createImageData(size, size);
  pixels.forEach((ink, i) => image.data.set([26, 28, 44, ink * 255], i * 4));
  context.putImageData(image, 0, 0);
};
document.querySelectorAll("li canvas").forEach((canvas, i) => paint(canvas, samples[i]));

const field = document.querySelector("#field"), output = document.querySelector("output");
let pixels = new Array(size * size).fill(0);
const clear = () => { pixels.fill(0); paint(field, pixels); output.value = "" };
const ink = ({ offsetX, offsetY, buttons }) => {
  if (!buttons) return;
  const [x, y] = [offsetX, offsetY].map((at) => at / field.clientWidth * size);
  pixels = pixels.map((old, i) => Math.max(old, Math.exp(-((i % size + .5 - x) ** 2 + (Math.floor(i / size) + .5 - y) ** 2) / .8)));
  paint(field, pixels);
};
const ask = async () => {
  const response = await fetch("predict", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ pixels }) });
  output.value = (await response.json()).label;
};
field.addEventListener("pointerdown", ink); field.addEventListener("pointermove", ink); field.addEventListener("pointerup", ask);
document.querySelector("#clear").addEventListener("click", clear);
clear();
"""

PAGE = Template(
    """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Digit classifier</title><style>$style</style></head><body>
<h1>Digit classifier</h1>
<p>It reads $accuracy of the digits it has never seen. Trained on synthetic handwriting, served from the file the training left.</p>
<h2>Samples, and what the model takes them for <a href="?seed=$next">(others)</a></h2>
<ul class="samples">$cells</ul>
<h2>Draw one</h2>
<div class="draw"><canvas id="field" aria-label="Draw a digit here"></canvas><output aria-live="polite"></output><button id="clear">Clear</button></div>
<h2>Accuracy by epoch</h2>$chart
<script>$script</script></body></html>"""
)


def render(images: np.ndarray, labels: np.ndarray, chances: np.ndarray, metrics: dict, seed: int) -> str:
    samples = json.dumps([[round(float(ink), 2) for ink in image] for image in images])
    cells = "".join(cell(int(label), chance) for label, chance in zip(labels, chances))
    script = Template(SCRIPT).substitute(size=SIZE, samples=samples)
    return PAGE.substitute(
        style=STYLE, accuracy=f"{metrics['accuracy']:.1%}", next=seed + 1, cells=cells, chart=chart(metrics["history"]), script=script
    )


def cell(label: int, chances: np.ndarray) -> str:
    predicted = int(chances.argmax())
    kind = "" if predicted == label else ' class="wrong"'
    title = f"a {label}, taken for a {predicted} ({chances[predicted]:.0%} sure)"
    return f'<li{kind} title="{title}"><figure><canvas role="img" aria-label="{title}"></canvas><figcaption><b>{predicted}</b> {chances[predicted]:.0%}</figcaption></figure></li>'


def chart(history: list[dict]) -> str:
    """Accuracy from 0 to 1 over the epochs, as one line."""
    width, height = 400, 120
    step = width / max(len(history) - 1, 1)
    points = " ".join(f"{i * step:.0f},{height * (1 - entry['accuracy']):.1f}" for i, entry in enumerate(history))
    return (
        f'<svg viewBox="-4 -12 {width + 44} {height + 30}" role="img" aria-label="Accuracy rose to {history[-1]["accuracy"]:.1%}">'
        f'<polyline points="{points}"/><text x="{width + 4}" y="{height * (1 - history[-1]["accuracy"]) + 4:.0f}">{history[-1]["accuracy"]:.0%}</text>'
        f'<text y="{height + 14}">epoch 1</text><text x="{width}" y="{height + 14}" text-anchor="end">{len(history)}</text></svg>'
    )
