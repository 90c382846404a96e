import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  seen = new Set<string>();

  override async run() {}
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
