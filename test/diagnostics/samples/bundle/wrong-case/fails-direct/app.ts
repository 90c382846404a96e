import { App, Flow, Work } from "thunderhead";
import { rate } from "./Rates.ts";

class Train extends Work {
  override async run() {
    return rate;
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
