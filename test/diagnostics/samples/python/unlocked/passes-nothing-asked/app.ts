import { App, Flow, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

// The standard library needs no lock.
class Train extends PythonScript {
  constructor() {
    super({ script: "train.py", requirements: [] });
  }
}
// A list that nothing is installed from.
class Requirements extends Work {
  requirements = ["numpy"];

  override async run() {}
}
class Root extends Flow {
  train = new Train();
  requirements = new Requirements();

  override async run() {
    await this.train.run();
    await this.requirements.run();
  }
}

export default new App(new Root());
