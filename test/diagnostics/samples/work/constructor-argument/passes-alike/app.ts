// Constants, expressions of them, and configuration, which is read where the work runs.
import { App, config, Flow, Work } from "thunderhead";

const family = "resnet";

class Train extends Work {
  model: string;
  rate: number;

  constructor(model: string, rate: number) {
    super();
    this.model = model;
    this.rate = rate;
  }

  override async run() {
    console.log(this.model, this.rate);
  }
}

class Root extends Flow {
  train = new Train(`${family}${9 + 9}`, config.number("rate", 0.1));

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
