import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const script = (name: string) => `scripts/${name}.py`;
class Train extends PythonScript {
  constructor() {
    super({ script: script("trian") });
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
