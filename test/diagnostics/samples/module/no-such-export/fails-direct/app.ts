import { App, Flow, PythonScript } from "thunderhead";

class Train extends PythonScript {
  constructor() {
    super({ script: "train.py" });
  }
}

class Root extends Flow {
  train = new Train();
  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
