import { App, CloudCompute, Flow, Work } from "thunderhead";
import { nodes } from "./size.ts";

abstract class Gang extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("p4d.24xlarge", { nodes }) });
  }
}
class Train extends Gang {
  override async run() {}
}
class Root extends Flow {
  trains = [new Train()];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
