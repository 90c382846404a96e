import { App, CloudCompute, Flow, Work } from "thunderhead";
import { exec } from "node:child_process";
import { command } from "./command.ts";

class Train extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("gpu-fast-multi") });
  }
  override async run() {
    exec(command);
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
