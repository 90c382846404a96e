import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

class Train extends Work {
  model = new Path("model.pt");

  constructor() {
    super({ cloudCompute: new CloudCompute("gpu", { interruptible: true }) });
  }
  override async run() {
    await writeFile(this.model.local, "weights");
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
