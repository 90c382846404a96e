// A service that stays, and work that is no service on a machine that may go.
import { App, CloudCompute, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor() {
    super({ port: 8000, cloudCompute: new CloudCompute("gpu", { interruptible: false }) });
  }
  override async run() {}
}
class Sweep extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("gpu", { interruptible: true }) });
  }
  override async run() {}
}
class Root extends Flow {
  serve = new Serve();
  sweep = new Sweep();

  override async run() {
    await this.sweep.run();
    await this.serve.run();
  }
}

export default new App(new Root());
