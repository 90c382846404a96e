import { App, CloudCompute, Flow, Work } from "thunderhead";

const torch = (build: string) => ["--index-url", `https://download.pytorch.org/whl/${build}`, "torch"];
class Train extends Work {
  constructor() {
    super({ build: { requirements: torch("cpu") }, cloudCompute: new CloudCompute("A100:8") });
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
