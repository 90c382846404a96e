import { App, Flow, Work } from "thunderhead";
import { Counting } from "./counting.ts";

class Train extends Counting(Work) {
  override async run() {}
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
