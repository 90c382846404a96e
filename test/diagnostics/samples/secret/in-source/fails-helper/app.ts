import { App, Flow, Work } from "thunderhead";

const address = (password: string) => `postgres://app:${password}@db.internal:5432/app`;
class Train extends Work {
  constructor() {
    super({ env: { DATABASE: address("kX9pQ2vR7w") } });
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
