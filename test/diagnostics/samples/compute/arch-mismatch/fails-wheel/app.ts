import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Train extends PythonScript {
  constructor() {
    super({
      script: "train.py",
      cloudCompute: new CloudCompute("gpu"),
      requirements: ["https://example.com/fast-1.0-cp312-cp312-manylinux_2_28_aarch64.whl"],
    });
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
