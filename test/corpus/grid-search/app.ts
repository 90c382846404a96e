// A sweep over a grid that is worked out from three lists, with the best model kept.
import { readFile, writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

interface Settings {
  readonly rate: number;
  readonly depth: number;
  readonly optimizer: "adam" | "sgd";
}
const grid = (rates: readonly number[], depths: readonly number[]): readonly Settings[] =>
  rates.flatMap((rate) =>
    depths.flatMap((depth) =>
      (["adam", "sgd"] as const).map((optimizer) => ({ rate, depth, optimizer })),
    ),
  );
class Data extends Work {
  table = new Path("table.csv");

  override async run(rows: number) {
    const lines = Array.from({ length: rows }, (_, row) => `${row},${row * row}`);
    await writeFile(this.table.local, lines.join("\n"));
    return { rows };
  }
}
class Trial extends Work {
  model = new Path("model.json");
  loss = Number.MAX_VALUE;

  constructor(readonly settings: Settings) {
    super({ retries: 2, cloudCompute: new CloudCompute("cpu-medium", { idleTimeout: "2m" }) });
  }
  override async run(table: Path) {
    const rows = (await readFile(table.local, "utf8")).split("\n");
    this.loss = rows.length * this.settings.rate + this.settings.depth;
    await writeFile(this.model.local, JSON.stringify({ ...this.settings, loss: this.loss }));
    return this.loss;
  }
}
class Root extends Flow {
  data = new Data();
  trials = grid([0.1, 0.01], [2, 4]).map((settings) => new Trial(settings));
  best: { index: number; loss: number } | undefined;

  override async run() {
    await this.data.run(100);
    const losses = await Promise.all(this.trials.map((trial) => trial.run(this.data.table)));
    const [first] = losses
      .map((loss, index) => ({ index, loss }))
      .toSorted((a, b) => a.loss - b.loss);
    this.best = first;
  }
  override configureLayout() {
    return this.trials.map((trial, index) => ({
      name: `Trial ${index + 1}`,
      content: trial,
    }));
  }
}

export default new App(new Root());
