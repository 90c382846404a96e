import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

abstract class Base extends PythonScript {
  constructor(options: object) {
    super({ script: "train.py", ...options });
  }
}
class Train extends Base {
  constructor() {
    super({ parallel: true });
  }
}
class Root extends Flow {
  trains = [new Train()];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
