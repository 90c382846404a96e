import { App, CloudCompute, Flow, Work } from "thunderhead";

const gpus = (count: number) => new CloudCompute("H100");
class Train extends Work {
  constructor() {
    super({ cloudCompute: gpus(2) });
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
