import { App, CloudCompute, Flow, Work } from "thunderhead";

const cuda = (name: string) => `${name}-gpu`;
class Train extends Work {
  constructor() {
    super({ build: { requirements: [cuda("onnxruntime")] }, cloudCompute: new CloudCompute("cpu") });
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
