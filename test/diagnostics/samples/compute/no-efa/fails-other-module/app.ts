import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";
import { network } from "./network.ts";

class Train extends PythonScript {
  constructor() {
    super({
      script: "train.py",
      env: network,
      cloudCompute: new CloudCompute("T4", { nodes: 4 }),
    });
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
