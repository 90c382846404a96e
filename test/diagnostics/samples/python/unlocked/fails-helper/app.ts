import { App, Flow, Work } from "thunderhead";

const build = (...names: string[]) => ({ requirements: names.map((name) => `${name}>=1`) });
class Train extends Work {
  constructor() {
    super({ build: build("numpy", "pandas") });
  }
  override async run() {
    await this.exec(["-c", "import numpy, pandas"]);
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
