import { App, CloudCompute, Flow, Work } from "thunderhead";
import { big } from "./machines.ts";

class Train extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute(big) });
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
