import { App, CloudCompute, Flow, Path } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const spot = () => new CloudCompute("A100:8", { interruptible: true });
class Train extends PythonScript {
  model = new Path("model");

  constructor() {
    super({ script: "train.py", cloudCompute: spot() });
  }
  override async run() {
    await this.exec(["--out", this.model.local]);
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
