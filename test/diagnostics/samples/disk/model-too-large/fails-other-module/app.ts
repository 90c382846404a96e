import { App, CloudCompute, Flow, Work } from "thunderhead";
import { spawn } from "node:child_process";
import { large } from "./models.ts";

class Train extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("H100:8") });
  }
  override async run() {
    spawn("vllm", ["serve", large, "--tensor-parallel-size", "8"]);
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
