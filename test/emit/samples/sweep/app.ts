import { writeFile } from "node:fs/promises";
import { App, CloudCompute, ComponentMap, Flow, Path, secret, Work } from "thunderhead";

const gpu = new CloudCompute("gpu", { interruptible: true });

class Trial extends Work {
  model = new Path("model.json");

  constructor(readonly rate: number) {
    super({ cloudCompute: gpu, env: { WANDB: secret("WANDB") } });
  }
  override async run(data: Path) {
    await writeFile(this.model.local, JSON.stringify({ rate: this.rate, data: data.local }));
    return this.model;
  }
}

class Prepare extends Work {
  data = new Path("data/");

  override async run() {
    await writeFile(this.data.local, "…");
  }
}

class Compare extends Work {
  override async run(models: Path[]) {
    console.log(models.map((model) => model.local));
  }
}

export class Sweep extends Flow {
  prepare = new Prepare();
  trials = new ComponentMap<Trial>({ max: 8 });
  compare = new Compare();
  rates = [0.1, 0.03, 0.01];

  override async run() {
    await this.prepare.run();
    const models = await Promise.all(
      this.rates.map((rate, at) =>
        this.trials.create(`rate-${at}`, Trial, rate).run(this.prepare.data),
      ),
    );
    await this.compare.run(models);
  }
}

export default new App(new Sweep());
