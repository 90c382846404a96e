import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor() {
    super({ env: { HF_TOKEN: "hf_aBcDeFgHiJkLmNoPqRsTuVwXyZ01234567" } });
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
