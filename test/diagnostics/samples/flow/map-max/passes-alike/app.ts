import { App, ComponentMap, Flow, Work } from "thunderhead";

class Trial extends Work {
  override async run(rate: number) {
    console.log(rate);
  }
}

const rates = [0.1, 0.01, 0.001];
const defaults = { max: 0 };

class Root extends Flow {
  trials = new ComponentMap<Trial>({ ...defaults, max: Math.ceil(rates.length / 2) });
  ones = new ComponentMap<Trial>({ max: 1 });

  override async run() {
    await this.trials.create("first", Trial).run(0.1);
    await this.ones.create("only", Trial).run(1);
  }
}

export default new App(new Root());
