// Called by the work itself; plain methods and getters, which the flow may use.
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  scores: number[] = [];

  async evaluate() {
    return 0.9;
  }
  get best() {
    return Math.max(0, ...this.scores);
  }
  describe(name: string) {
    return `${name}: ${this.best}`;
  }
  override async run() {
    this.scores = [await this.evaluate()];
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
    console.log(this.train.describe("train"), this.train.best);
  }
}

export default new App(new Root());
