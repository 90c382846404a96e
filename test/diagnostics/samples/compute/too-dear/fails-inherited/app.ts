import { App, CloudCompute, Flow, Work } from "thunderhead";

abstract class Frugal extends Work {
  constructor(name: string) {
    super({ cloudCompute: new CloudCompute(name, { maxHourlyCost: 0.01 }) });
  }
}
class Train extends Frugal {
  constructor() {
    super("cpu-medium");
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
