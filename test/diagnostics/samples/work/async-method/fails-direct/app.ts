import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  async evaluate() {
    return 0.9;
  }
  override async run() {}
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
    await this.train.evaluate();
  }
}

export default new App(new Root());
