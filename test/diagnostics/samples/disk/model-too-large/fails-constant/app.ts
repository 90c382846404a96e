import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Train extends PythonScript {
  constructor(diskSize: number) {
    super({ script: "train.py", cloudCompute: new CloudCompute("gpu-fast", { diskSize }) });
  }
}
class Root extends Flow {
  trains = [110, 400].map((diskSize) => new Train(diskSize));

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
