// Where there is a GPU; and names that say nothing of it.
import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Train extends PythonScript {
  constructor(requirements: string[], machine: string) {
    super({ script: "train.py", requirements, cloudCompute: new CloudCompute(machine) });
  }
}
class Root extends Flow {
  gpu = new Train(["torch==2.8.0+cu128", "onnxruntime-gpu", "jax[cuda12]"], "gpu");
  cpu = new Train(["torch==2.8.0", "gputil", "nvidia-ml-py"], "cpu");

  override async run() {
    await this.gpu.run();
    await this.cpu.run();
  }
}

export default new App(new Root());
