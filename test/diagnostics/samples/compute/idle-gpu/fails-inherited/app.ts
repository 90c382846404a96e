import { App, CloudCompute, Flow, Work } from "thunderhead";

abstract class Warm extends Work {
  constructor(nodes = 2) {
    super({ cloudCompute: new CloudCompute("gpu", { idleTimeout: "7d", nodes }) });
  }
}
class Train extends Warm {
  override async run() {
    console.log(this.node.rank);
  }
}
class Root extends Flow {
  trains = [new Train()];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
