// The usual build, that for CUDA, and that for processors where there is nothing else.
import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Train extends PythonScript {
  constructor(requirements: string[], machine: string) {
    super({ script: "train.py", requirements, cloudCompute: new CloudCompute(machine) });
  }
}
class Root extends Flow {
  usual = new Train(["torch==2.8.0", "faiss-cpu", "onnxruntime"], "gpu");
  cuda = new Train(["torch==2.8.0+cu128"], "gpu");
  cpu = new Train(["torch==2.8.0+cpu"], "cpu");

  override async run() {
    for (const train of [this.usual, this.cuda, this.cpu]) await train.run();
  }
}

export default new App(new Root());
