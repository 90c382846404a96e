import { App, Flow, Work } from "thunderhead";
import { caches } from "./caches.ts";

class Train extends Work {
  constructor() {
    super({ env: caches });
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
