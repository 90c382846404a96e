import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

// Nothing of this list tells which CUDA it is for; what it was locked to does.
class Train extends PythonScript {
  constructor() {
    super({
      script: "train.py",
      requirements: ["torch==2.14.0"],
      cloudCompute: new CloudCompute("gpu"),
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
