import { App, type CloudComputeOptions, Flow, Work, type WorkOptions } from "thunderhead";
import * as components from "thunderhead/components";

class Train extends components.PythonScript {
  constructor() {
    super({ script: "train.py" });
  }
}

class Check extends Work {
  constructor(options: WorkOptions & { readonly disk?: CloudComputeOptions } = {}) {
    super(options);
  }
  override async run() {}
}

class Root extends Flow {
  train = new Train();
  check = new Check();
  override async run() {
    await this.train.run();
    await this.check.run();
  }
}

export default new App(new Root());
