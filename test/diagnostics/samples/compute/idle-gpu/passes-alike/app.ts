// Short, the default, or no accelerator at all.
import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor(cloudCompute: CloudCompute) {
    super({ cloudCompute });
  }
  override async run() {}
}
class Root extends Flow {
  short = new Train(new CloudCompute("gpu", { idleTimeout: "1h" }));
  usual = new Train(new CloudCompute("gpu"));
  cpu = new Train(new CloudCompute("cpu", { idleTimeout: "7d" }));

  override async run() {
    for (const train of [this.short, this.usual, this.cpu]) await train.run();
  }
}

export default new App(new Root());
