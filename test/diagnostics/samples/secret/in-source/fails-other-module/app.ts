import { App, Flow, Work } from "thunderhead";
import { keys } from "./keys.ts";

class Train extends Work {
  constructor() {
    super({ env: { AWS_ACCESS_KEY_ID: keys.id } });
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
