import { App, Flow, secret, Work } from "thunderhead";

class Train extends Work {
  token: Promise<string>;

  constructor() {
    super();
    this.token = secret("HF_TOKEN").value();
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
