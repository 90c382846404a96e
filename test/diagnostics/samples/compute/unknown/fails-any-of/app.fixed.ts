import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run() {}
}
class Root extends Flow {
  train = new Train({ cloudCompute: new CloudCompute({ anyOf: ["L4", "p4d.24xlarge"] }) });

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
