import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

abstract class Jax extends PythonScript {
  constructor(extra: string) {
    super({ script: "train.py", requirements: [`jax[${extra}]`], cloudCompute: new CloudCompute("gpu") });
  }
}
class Train extends Jax {
  constructor() {
    super("cuda14");
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
