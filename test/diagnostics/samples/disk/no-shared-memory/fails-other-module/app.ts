import { App, CloudCompute, Flow, Work } from "thunderhead";
import { options } from "./options.ts";

class Train extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("g6.2xlarge", { ...options }) });
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
