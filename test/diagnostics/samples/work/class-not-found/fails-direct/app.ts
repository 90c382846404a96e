import { App, Flow, Work } from "thunderhead";

abstract class Train extends Work {
  abstract rate: number;

  override async run() {
    console.log(this.rate);
  }
}

function variant(rate: number) {
  return class extends Train {
    rate = rate;
  };
}

class Pair extends Flow {
  fast = new (variant(0.1))();

  override async run() {
    await this.fast.run();
  }
}

export default new App(new Pair());
