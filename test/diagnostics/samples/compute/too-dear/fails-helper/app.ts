import { App, CloudCompute, Flow, Work } from "thunderhead";

const within = (name: string, maxHourlyCost: number) => new CloudCompute(name, { maxHourlyCost });
class Train extends Work {
  constructor() {
    super({ cloudCompute: within("gpu-fast-multi", 1) });
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
