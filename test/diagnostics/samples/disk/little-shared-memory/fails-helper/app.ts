import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const gpu = (gibibytes: number) => new CloudCompute("gpu-fast", { shmSize: gibibytes * 2 });

class Train extends PythonScript {
  constructor() {
    super({ script: "train.py", cloudCompute: gpu(8) });
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
