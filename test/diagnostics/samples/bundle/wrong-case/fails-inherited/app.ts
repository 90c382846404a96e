import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

abstract class Script extends PythonScript {
  constructor(name: string) {
    super({ script: `scripts/${name}.py` });
  }
}
class Train extends Script {
  constructor() {
    super("Train");
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
