import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  rate = 0;
  override async run() {}
}
const withRate = (rate: number) =>
  class extends Train {
    override rate = rate;
  };
class Root extends Flow {
  trains = [0.1, 0.2].map((rate) => new (withRate(rate))());

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
