import { App, Flow, Work } from "thunderhead";

const python = (minor: number) => ({ python: `3.${minor}`, requirements: [] });
class Train extends Work {
  constructor() {
    super({ build: python(8) });
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
