import { App, ComponentMap, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

// Of the same list, but for another Python.
class Trial extends PythonScript {
  constructor() {
    super({ script: "trial.py", build: { requirements: ["numpy"], python: "3.13" } });
  }
}
class Root extends Flow {
  trials = new ComponentMap({ max: 4 });

  override async run() {
    await Promise.all(["a", "b"].map((key) => this.trials.create(key, Trial).run()));
  }
}

export default new App(new Root());
