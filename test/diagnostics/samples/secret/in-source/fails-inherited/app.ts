import { App, Flow, Work } from "thunderhead";

abstract class Keyed extends Work {
  constructor(key = "sk-proj-aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6") {
    super({ env: { OPENAI_API_KEY: key } });
  }
}
class Train extends Keyed {
  override async run() {}
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
