import { App, Flow } from "thunderhead";
import { Train } from "./works.ts";

class Root extends Flow {
  train = new Train();
  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
