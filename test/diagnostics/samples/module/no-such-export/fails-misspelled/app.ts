import { App, CloudCompue, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompue("gpu") });
  }
  override async run() {}
}

class Root extends Flow {
  train = new Train();
  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
