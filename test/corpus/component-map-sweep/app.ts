// As many trials as a command asks for, each with its own Path, and the best of them handed on.
import { readFile, writeFile } from "node:fs/promises";
import { App, ComponentMap, Flow, Path, Work } from "thunderhead";

class Trial extends Work {
  model = new Path("model.json");
  accuracy = 0;

  constructor(readonly seed: number) {
    super({ startWithFlow: false });
  }
  override async run(epochs: number) {
    this.accuracy = (this.seed % 10) / 10 + epochs / 1000;
    await writeFile(this.model.local, JSON.stringify({ seed: this.seed }));
    return this.accuracy;
  }
}
class Report extends Work {
  override async run(model: Path, accuracy: number) {
    return `${await readFile(model.local, "utf8")} ${accuracy}`;
  }
}
class Root extends Flow {
  trials = new ComponentMap<Trial>({ max: 20 });
  report = new Report();
  wanted: number[] = [1, 2, 3];

  override async run() {
    for (const seed of this.wanted) this.trials.create(`seed-${seed}`, Trial, seed);
    const results = await Promise.all(
      [...this.trials].map(async ([key, trial]) => ({ key, accuracy: await trial.run(5) })),
    );
    const best = results.toSorted((a, b) => b.accuracy - a.accuracy)[0];
    const trial = best && this.trials.get(best.key);
    if (best && trial) await this.report.run(trial.model, best.accuracy);
  }
  override configureCommands() {
    return {
      add: ({ seed }: { seed: number }) => {
        this.wanted.push(seed);
      },
    };
  }
}

export default new App(new Root());
