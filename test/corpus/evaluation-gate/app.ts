// A model is served only if it beats what is served already; what was compared is kept as state.
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { App, config, Flow, Path, Work } from "thunderhead";

class Train extends Work {
  candidate = new Path("candidate.json", { keep: 3 });

  override async run(data: string) {
    await writeFile(this.candidate.local, JSON.stringify({ data }));
  }
}
class Evaluate extends Work {
  override async run(model: Path): Promise<{ accuracy: number; latency: number }> {
    const text = await readFile(model.local, "utf8");
    return { accuracy: 1 / text.length, latency: text.length };
  }
}
class Serve extends Work {
  constructor() {
    super({ port: 8080, onNewCall: "replace", health: { grace: "2m" } });
  }
  override async run(model: Path) {
    const text = await readFile(model.local, "utf8");
    const server = createServer((_, answer) => answer.end(text)).listen(this.port, this.host);
    await new Promise((resolve) => this.signal.addEventListener("abort", resolve));
    server.close();
  }
}
class Gate extends Flow {
  train = new Train();
  evaluate = new Evaluate();
  serve = new Serve();
  best = 0;
  history: { accuracy: number; promoted: boolean }[] = [];

  override async run() {
    const { candidate } = this.train;
    await this.train.run(config.string("data", "2026-01"));
    const { accuracy, latency } = await this.evaluate.run(candidate);
    const promoted = accuracy > this.best && latency < config.number("budget", 1000);
    if (this.once(["judged", accuracy])) {
      if (promoted) this.best = accuracy;
      this.history.push({ accuracy, promoted });
    }
    if (this.best > 0) this.serve.start(candidate);
  }
  override configureLayout() {
    return { name: "Model", content: this.serve };
  }
}

export default new App(new Gate());
