import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor() {
    super({ parallel: true, port: 8000 } as never);
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
