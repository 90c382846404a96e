import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";
import { build } from "./settings.ts";

class Train extends PythonScript {
  constructor() {
    super({ script: "train.py", build });
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
