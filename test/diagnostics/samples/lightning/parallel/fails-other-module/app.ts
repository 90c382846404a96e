import { App, Flow, Work } from "thunderhead";
import { defaults } from "./defaults.ts";

class Train extends Work {
  constructor() {
    super({ ...defaults, port: 8000 });
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
