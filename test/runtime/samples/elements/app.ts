import { App, ComponentMap, Flow } from "thunderhead";
import { Score, Trial } from "./lib/parts.ts";

class Root extends Flow {
  trials = new ComponentMap<Trial>({ max: 4 });
  scores = new ComponentMap<Score>({ max: 4 });

  override async run() {
    const trials = [0.1, 0.2].map((rate) => this.trials.create(`r${rate * 10}`, Trial, rate));
    await Promise.all(trials.map((trial) => trial.run()));
    const score = this.scores.create("best", Score, "best");
    const [, best] = trials;
    if (best === undefined) return;
    const text = await score.run(best.train.model);
    const { url } = best.serve;
    const page = await this.step("fetch", async () => (await fetch(url)).text());
    this.stop(`${text}; served: ${page}; ${trials.map(({ done }) => done)}`);
  }
}

export default new App(new Root());
