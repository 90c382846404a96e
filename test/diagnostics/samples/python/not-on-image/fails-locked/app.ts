import { App, ComponentMap, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

// The lock holds for a Python that is newer than all that machines can have.
abstract class Script extends PythonScript {
  constructor(script: string) {
    super({ script, requirements: ["numpy"] });
  }
}
class Trial extends Script {
  constructor() {
    super("trial.py");
  }
}
class Root extends Flow {
  trials = new ComponentMap({ max: 4 });

  override async run() {
    await this.trials.create("one", Trial).run();
  }
}

export default new App(new Root());
