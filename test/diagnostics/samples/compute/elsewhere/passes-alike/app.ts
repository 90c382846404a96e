// The same machine where it is sold, and what every region has.
import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor(name: string) {
    super({ cloudCompute: new CloudCompute(name) });
  }
  override async run() {}
}
class Root extends Flow {
  train = new Train("p5.48xlarge");
  small = new Train("cpu");

  override async run() {
    await this.train.run();
    await this.small.run();
  }
}

export default new App(new Root());
