// Machines chosen by configuration, with what goes with each.
import { writeFile } from "node:fs/promises";
import { App, CloudCompute, config, Flow, Path, Work } from "thunderhead";

const size = config.oneOf("size", ["small", "large"], "small");
const machines = {
  small: { name: "cpu", idleTimeout: "1m", batch: 8 },
  large: { name: "cpu-medium", idleTimeout: "10m", batch: 64 },
} as const;
class Train extends Work {
  model = new Path("model.bin");

  constructor(batch: number) {
    super({
      cloudCompute: new CloudCompute("cpu-medium", { idleTimeout: "10m", maxHourlyCost: 2 }),
    });
    this.batch = batch;
  }
  batch: number;
  override async run(epochs: number) {
    await writeFile(this.model.local, "x".repeat(this.batch * epochs));
  }
}
class Root extends Flow {
  train = new Train(machines.large.batch);

  override async run() {
    const verbose = config.boolean("verbose", false);
    if (verbose) console.log(`size is ${size}`);
    await this.train.run(size === "large" ? 10 : 1);
  }
}

export default new App(new Root());
