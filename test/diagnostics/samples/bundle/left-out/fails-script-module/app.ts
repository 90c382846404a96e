import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Count extends PythonScript {
  constructor() {
    super({ script: "src/main.py" });
  }
}
class Root extends Flow {
  count = new Count();

  override async run() {
    await this.count.run();
  }
}

export default new App(new Root());
