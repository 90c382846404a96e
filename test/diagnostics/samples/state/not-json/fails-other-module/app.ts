import { App, Flow, Work } from "thunderhead";
import { limits } from "./limits.ts";

class Train extends Work {
  limits = limits;

  override async run() {}
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
