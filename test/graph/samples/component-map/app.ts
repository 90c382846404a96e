import { App, CloudCompute, ComponentMap, Flow, Path, Work } from "thunderhead";
import { writeFile } from "node:fs/promises";
class Trial extends Work {
  model = new Path("model.pt");
  constructor(readonly rate: number) {
    super({ cloudCompute: new CloudCompute("gpu"), build: { image: "ghcr.io/acme/trial:1" } });
  }
  override async run() {
    await writeFile(this.model.local, String(this.rate));
    return { model: this.model, loss: 0.5 };
  }
}
class Pick extends Work {
  override async run(models: Path[]) {
    void models;
  }
}

class Root extends Flow {
  trials = new ComponentMap<Trial>({ max: 4 * 2 });
  pick = new Pick();
  rates = [0.1, 0.2];

  override async run() {
    const results = await Promise.all(this.rates.map((rate) => this.trials.create(`rate-${rate * 10}`, Trial, rate).run()));
    await this.pick.run(results.map((result) => result.model));
    for (const [, trial] of this.trials) await this.pick.run([trial.model]);
  }
}

export default new App(new Root());
