import { App, CloudCompute, Flow, Work } from "thunderhead";
import { sizes } from "./sizes.ts";

class Train extends Work {
  override async run() {}
}

class Root extends Flow {
  train = new Train({ cloudCompute: new CloudCompute("cpu", { diskSize: sizes.small.disk }) });

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
