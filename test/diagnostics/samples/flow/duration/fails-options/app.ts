import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor() {
    super({ timeout: "2 hours", retries: { limit: 2, backoff: 500 } } as never);
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
