import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor(name: string) {
    super({ cloudCompute: new CloudCompute({ anyOf: [name, "p4d.24xlarge"] }) });
  }
  override async run() {}
}
class Root extends Flow {
  trains = ["L4", "A10G"].map((name) => new Train(name));

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
