// What the driver serves; and names that only look like a version of CUDA.
import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Train extends PythonScript {
  constructor(requirements: string[]) {
    super({ script: "train.py", requirements, cloudCompute: new CloudCompute("gpu") });
  }
}
class Root extends Flow {
  train = new Train(["torch==2.12.0+cu132", "jax[cuda13]", "cupy-cuda12x", "nvidia-cudnn-cu12"]);
  other = new Train(["torch==2.12.0", "acu140", "cuda-python==14.0", "spacy-cu99x"]);

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
