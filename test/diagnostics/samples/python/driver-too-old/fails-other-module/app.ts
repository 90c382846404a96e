import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";
import { packages } from "./packages.ts";

class Train extends PythonScript {
  constructor() {
    super({ script: "train.py", requirements: packages.map(({ name }) => name), cloudCompute: new CloudCompute("gpu") });
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
