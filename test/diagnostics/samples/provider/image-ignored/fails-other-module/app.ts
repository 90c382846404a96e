import { App, Flow, Work } from "thunderhead";
import { build } from "./build.ts";

class Train extends Work {
  constructor() {
    super({ build });
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
