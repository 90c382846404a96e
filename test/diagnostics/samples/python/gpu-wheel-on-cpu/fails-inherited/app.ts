import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

abstract class Jax extends PythonScript {
  constructor(extra: string) {
    super({ script: "train.py", requirements: [`jax[${extra}]`] });
  }
}
class Train extends Jax {
  constructor() {
    super("cuda12");
  }
}
class Root extends Flow {
  trains = [new Train()];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
