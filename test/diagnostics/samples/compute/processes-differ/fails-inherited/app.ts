import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

abstract class OnCards extends PythonScript {
  constructor(card: string, processes = "8") {
    super({
      script: "train.py",
      cloudCompute: new CloudCompute(card),
      env: { PET_NPROC_PER_NODE: processes },
    });
  }
}
class Train extends OnCards {
  constructor() {
    super("L4:4");
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
