import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("A100:8", { nodes: 2 }) });
  }
  override async run() {
    return 1;
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
