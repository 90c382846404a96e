import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";
import { requirements } from "./requirements.ts";

class Train extends PythonScript {
  constructor() {
    super({ script: "train.py", requirements, cloudCompute: new CloudCompute("gpu-fast") });
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
