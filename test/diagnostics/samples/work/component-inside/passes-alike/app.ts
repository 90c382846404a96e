// Flows in flows, works in lists of flows, plain classes in works.
import { App, Flow, Work } from "thunderhead";

class Scaler {
  factor = 2;
}
class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Train extends Work {
  #scaler = new Scaler();

  override async run() {
    return this.#scaler.factor;
  }
}
class Inner extends Flow {
  groups = { low: [new Train()], high: [new Train(), new Train()] };

  override async run() {
    for (const train of Object.values(this.groups).flat()) await train.run();
  }
}
class Root extends Flow {
  inner = new Inner();

  override async run() {
    await this.inner.run();
  }
}

export default new App(new Root());
