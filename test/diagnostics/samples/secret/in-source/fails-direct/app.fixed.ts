import { App, Flow, Work, secret } from "thunderhead";

class Train extends Work {
  constructor() {
    super({ env: { HF_TOKEN: secret("HF_TOKEN") } });
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
