import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("m7i.large", { shmSize: 9_000 }) });
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
