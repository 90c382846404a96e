import { App, CloudCompute, Flow, Work } from "thunderhead";

abstract class OnGpu extends Work {
  constructor(card: string, diskSize = 40) {
    super({ cloudCompute: new CloudCompute({ anyOf: [card, "L4"] }, { diskSize }) });
  }
}
class Train extends OnGpu {
  constructor() {
    super("A10G");
  }
  override async run() {}
}

class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
