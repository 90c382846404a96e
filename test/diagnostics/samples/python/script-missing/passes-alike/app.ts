import { App } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Train extends PythonScript {
  constructor() {
    super({ script: "./scripts/train.py" });
  }

  override async run() {
    await this.exec([]);
  }
}

export default new App(new Train());
