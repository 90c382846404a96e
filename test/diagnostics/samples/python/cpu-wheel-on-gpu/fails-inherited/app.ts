import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

abstract class Torch extends PythonScript {
  constructor(machine: string) {
    super({
      script: "train.py",
      requirements: ["torch==2.8.0+cpu"],
      cloudCompute: new CloudCompute(machine),
    });
  }
}
class Train extends Torch {}
class Root extends Flow {
  trains = [new Train("gpu")];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
