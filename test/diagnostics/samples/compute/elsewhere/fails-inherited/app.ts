import { App, CloudCompute, Flow, Work } from "thunderhead";

abstract class Big extends Work {
  constructor(name: string) {
    super({ cloudCompute: new CloudCompute(name) });
  }
}
class Train extends Big {
  constructor() {
    super("p5.48xlarge");
  }
  override async run() {}
}
class Root extends Flow {
  trains = [new Train()];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
