import { App, CloudCompute, Flow, Work } from "thunderhead";
import { image } from "./image.ts";

class Train extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("gpu-fast"), build: { image } });
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
