// Nothing is exposed and nothing stored: no balancer, no volume.
import { App, Flow, Work } from "thunderhead";

class Compute extends Work {
  override async run(n: number) {
    return n * 2;
  }
}

class Root extends Flow {
  compute = new Compute();
  override async run() {
    await this.compute.run(21);
  }
}

export default new App(new Root());
