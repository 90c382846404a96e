import { App, CloudCompute, Flow, Work } from "thunderhead";

abstract class OnGpu extends Work {
  constructor(name = "V100:4") {
    super({ cloudCompute: new CloudCompute(name) });
  }
}
class Train extends OnGpu {
  override async run() {}
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
