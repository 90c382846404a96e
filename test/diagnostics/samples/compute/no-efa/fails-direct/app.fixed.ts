import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor() {
    super({
      env: { FI_PROVIDER: "efa" },
      cloudCompute: new CloudCompute("g5.8xlarge", { nodes: 2 }),
    });
  }
  override async run() {
    return this.node.rank;
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
