// A class that a function makes, bound at the top level; and one that is not exported.
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

const Fast = variant(0.1);

class Slow extends Train {
  rate = 0.01;
}

class Pair extends Flow {
  fast = new Fast();
  slow = new Slow();

  override async run() {
    await this.fast.run();
    await this.slow.run();
  }
}

export default new App(new Pair());
