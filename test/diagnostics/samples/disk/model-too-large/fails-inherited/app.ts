import { App, CloudCompute, Flow, Work } from "thunderhead";
import { exec } from "node:child_process";

abstract class Download extends Work {
  abstract readonly model: string;

  override async run() {
    exec(`hf download ${this.model}`);
  }
}
class Train extends Download {
  readonly model = "mistralai/Mixtral-8x7B-v0.1";
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
