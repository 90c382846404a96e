import { App, CloudCompute, Flow, Work } from "thunderhead";

const wheels = (cuda: number) => `--index-url https://download.pytorch.org/whl/cu${cuda}`;

class Train extends Work {
  constructor() {
    super({ build: { requirements: [wheels(133), "torch"] }, cloudCompute: new CloudCompute("gpu") });
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
