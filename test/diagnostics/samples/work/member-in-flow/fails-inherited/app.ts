import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Script extends PythonScript {
  constructor() {
    super({ script: "script.py" });
  }
}
abstract class Runner extends Flow {
  script = new Script();

  async go() {
    await this.script["exec"](["--fast"]);
  }
}
class Root extends Runner {
  override async run() {
    await this.go();
  }
}

export default new App(new Root());
