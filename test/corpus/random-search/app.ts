// Random hyper-parameters, drawn once in a step; the number of trials is a setting.
import { App, ComponentMap, config, Flow, Work } from "thunderhead";

type Draw = { readonly rate: number; readonly width: number };
class Trial extends Work {
  override async run({ rate, width }: Draw) {
    return { score: 1 / (1 + rate * width) };
  }
}
class Root extends Flow {
  trials = new ComponentMap<Trial>({ max: 32 });
  scores: Record<string, number> = {};

  async one(index: number) {
    const drawn = await this.step(["draw", index], () => ({
      rate: 10 ** -(1 + Math.random() * 3),
      width: 2 ** Math.floor(Math.random() * 8),
    }));
    const trial = this.trials.create(`trial-${index}`, Trial);
    const { score } = await trial.run(drawn);
    this.scores[`trial-${index}`] = score;
  }
  override async run() {
    const count = config.number("trials", 8);
    await Promise.all(Array.from({ length: count }, (_, index) => this.one(index)));
    const [best] = Object.entries(this.scores).toSorted(([, a], [, b]) => b - a);
    if (best) this.stop(`best: ${best[0]}`);
  }
}

export default new App(new Root());
