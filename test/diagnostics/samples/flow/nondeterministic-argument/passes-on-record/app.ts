// Works may ask the clock, chance and the network: what they answer, and what they keep, is on record.
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  score = 0;
  history: { at: number; loss: number }[] = [];

  async measure() {
    return (await fetch("https://example.com")).status;
  }
  override async run(rate: number) {
    this.score = Math.random() * rate;
    this.history.push({ at: Date.now(), loss: this.score });
    const seed = Math.random() > 0.5 ? Math.random() : 7;
    return { seed, parts: [Math.random(), { at: Date.now() }], status: await this.measure() };
  }
}
class Use extends Work {
  override async run(...given: unknown[]) {
    console.log(given.length);
  }
}
class Root extends Flow {
  train = new Train();
  use = new Use();

  override async run() {
    const result = await this.train.run(0.1);
    await this.use.run(result, result.seed, this.train.score, this.train.history);
    for (const one of result.parts) await this.use.run(one);
    const [best, ...others] = this.train.history.toSorted((a, b) => a.loss - b.loss);
    await this.use.run(best ?? "none", others.length);
  }
}

export default new App(new Root());
