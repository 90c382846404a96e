import { App, CloudCompute, Flow, Path, Work } from "thunderhead";
import { save } from "./save.ts";

class Train extends Work {
  model = new Path("model.pt");

  constructor(cloudCompute: CloudCompute) {
    super({ cloudCompute });
  }
  override async run() {
    await save(this.model);
  }
}
class Root extends Flow {
  train = new Train(new CloudCompute("gpu", { interruptible: true }));

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
