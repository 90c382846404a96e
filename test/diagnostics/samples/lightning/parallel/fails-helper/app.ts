import { App, Flow, Work } from "thunderhead";

const options = (parallel: boolean) => ({ parallel, port: 8000 });
class Train extends Work {
  constructor() {
    super(options(true));
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
