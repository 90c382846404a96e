import { readFile, writeFile } from "node:fs/promises";
import { App, ComponentMap, config, Flow, Path, Work } from "thunderhead";

class Trial extends Work {
  model = new Path("model.txt");
  readonly rate: number;

  constructor(rate: number) {
    super();
    this.rate = rate;
  }

  override async run(wait: boolean) {
    if (wait && !config.boolean("hurry", false))
      await new Promise((resolve) => setTimeout(resolve, 600_000));
    await writeFile(this.model.local, `rate ${this.rate}`);
    return this.rate;
  }
}

class Pick extends Work {
  override async run(model: Path) {
    return (await readFile(model.local, "utf8")).replace("rate", "low");
  }
}

class Root extends Flow {
  trials = new ComponentMap<Trial>({ max: 2 });
  pick = new Pick();

  override async run() {
    const low = this.trials.create("low", Trial, 0.1);
    const slow = this.trials.create("slow", Trial, 0.5);
    await Promise.all([low.run(false), slow.run(true)]);
    const best = await this.pick.run(low.model);
    this.stop(`best: ${best}, of ${[...this.trials.keys()]}`);
  }
}

export default new App(new Root());
