import { App, ComponentMap, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Trial extends PythonScript {
  constructor() {
    super({ script: "nowhere.py" });
  }
}

class Sweep extends Flow {
  trials = new ComponentMap<Trial>({ max: 4 });
  override async run() {
    await Promise.all(["a", "b"].map((key) => this.trials.create(key, Trial).run()));
  }
}

export default new App(new Sweep());
