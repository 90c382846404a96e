import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor() {
    super({ build: { image: "python:3.12" } });
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
