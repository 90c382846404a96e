import { App, CloudCompute, ComponentMap, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Trial extends PythonScript {
  constructor() {
    super({
      script: "trial.py",
      requirements: ["torch==2.8.0+cpu"],
      cloudCompute: new CloudCompute("gpu"),
    });
  }
}

class Sweep extends Flow {
  trials = new ComponentMap<Trial>({ max: 4 });
  override async run() {
    await this.trials.create("one", Trial).run();
  }
}

export default new App(new Sweep());
