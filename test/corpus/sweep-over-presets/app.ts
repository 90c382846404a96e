// Presets that are spread into each other, a sweep over their product, and one trial for each key of a map.
import { readFile, writeFile } from "node:fs/promises";
import { App, CloudCompute, ComponentMap, config, Flow, Path, Work } from "thunderhead";

const base = { epochs: 2, optimizer: "adam", rate: 1e-3 } as const;
const presets = {
  quick: { ...base, epochs: 1 },
  careful: { ...base, rate: 1e-4, optimizer: "sgd" },
} satisfies Record<string, { epochs: number; optimizer: string; rate: number }>;
type Preset = keyof typeof presets;

const seeds = [1, 2] as const;
const grid = Object.entries(presets).flatMap(([name, preset]) =>
  seeds.map((seed) => ({ key: `${name}-${seed}`, ...preset, seed })),
);

class Trial extends Work {
  weights = new Path("weights.json");

  constructor(readonly key: string) {
    super({ cloudCompute: new CloudCompute("gpu", { idleTimeout: "2m" }), retries: 2 });
  }
  override async run(settings: { epochs: number; rate: number; seed: number }) {
    await writeFile(this.weights.local, JSON.stringify(settings));
    return { key: this.key, loss: settings.rate * settings.seed };
  }
}
class Publish extends Work {
  best = new Path("best.json");

  override async run(weights: Path, loss: number) {
    await writeFile(this.best.local, `${await readFile(weights.local, "utf8")}${loss}`);
  }
}
class Sweep extends Flow {
  trials = new ComponentMap<Trial>({ max: grid.length });
  publish = new Publish();

  override async run() {
    const only = config.oneOf("preset", ["quick", "careful"], "quick") satisfies Preset;
    const wanted = grid.filter(({ key }) => key.startsWith(only));
    const losses = await Promise.all(
      wanted.map(({ key, ...settings }) => this.trials.create(key, Trial, key).run(settings)),
    );
    const [best] = losses.toSorted((one, other) => one.loss - other.loss);
    const winner = best && this.trials.get(best.key);
    if (best && winner) await this.publish.run(winner.weights, best.loss);
  }
}

export default new App(new Sweep());
