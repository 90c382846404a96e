import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("A100:8", { maxHourlyCost: 10 }) });
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
