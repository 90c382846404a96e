import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";
import { options } from "./options.ts";

class Train extends PythonScript {
  constructor() {
    super({ script: "train.py", cloudCompute: new CloudCompute("gpu", options) });
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
