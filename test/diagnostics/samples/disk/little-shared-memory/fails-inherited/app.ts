import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

abstract class OnGpu extends PythonScript {
  constructor(script: string, shmSize = 16) {
    super({ script, cloudCompute: new CloudCompute("A10G", { shmSize }) });
  }
}
class Train extends OnGpu {
  constructor() {
    super("train.py");
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
