import { App, Flow } from "thunderhead";
import { made } from "./helper.ts";

const Train = made();

class Root extends Flow {
  train = new Train();
  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
