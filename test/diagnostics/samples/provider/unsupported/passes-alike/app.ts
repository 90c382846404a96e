import { App, Flow, Work } from "thunderhead";

class Trial extends Work {
  constructor(readonly rate: number) {
    super();
  }
  override async run() {
    return this.rate * 2;
  }
}

class Sweep extends Flow {
  low = new Trial(1);
  high = new Trial(2);

  override async run() {
    await Promise.all([this.low.run(), this.high.run()]);
  }
}

export default new App(new Sweep());
