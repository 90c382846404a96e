import { App, CloudCompute, Flow, Work } from "thunderhead";
import { spawn } from "node:child_process";

class Train extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("A10G:4") });
  }
  override async run() {
    spawn("torchrun", ["--standalone", "--nproc_per_node=8", "train.py"]);
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
