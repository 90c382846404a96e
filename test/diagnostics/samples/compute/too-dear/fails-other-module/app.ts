import { App, CloudCompute, Flow, Work } from "thunderhead";
import { budget } from "./budget.ts";

class Train extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("gpu", { ...budget, nodes: 4 }) });
  }
  override async run() {
    console.log(this.node.rank);
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
