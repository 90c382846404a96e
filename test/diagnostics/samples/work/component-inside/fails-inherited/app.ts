import { App, Flow } from "thunderhead";
import { Evaluated } from "./evaluated.ts";

class Train extends Evaluated {
  override async run() {}
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
