import { App, Flow } from "thunderhead";
import { Base } from "./base.ts";

class Train extends Base {
  constructor() {
    super({ script: "train.py" });
  }
}

class Root extends Flow {
  train = new Train();
  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
