import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Step extends PythonScript {
  constructor(name: string) {
    super({ script: `steps/${name}.py` });
  }
}
class Root extends Flow {
  steps = ["load", "fit"].map((name) => new Step(name));

  override async run() {
    for (const step of this.steps) await step.run();
  }
}

export default new App(new Root());
