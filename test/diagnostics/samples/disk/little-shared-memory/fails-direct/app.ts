import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Train extends PythonScript {
  constructor() {
    super({ script: "train.py", cloudCompute: new CloudCompute("gpu", { shmSize: 64 }) });
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
