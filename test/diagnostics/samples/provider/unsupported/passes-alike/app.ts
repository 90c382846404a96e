// One kind of machine, by whatever class; and a port where a work has a field of its own.
import { App, CloudCompute, ComponentMap, Flow, Work } from "thunderhead";

const gpu = new CloudCompute("gpu");
class Trial extends Work {
  constructor(readonly rate: number) {
    super({ cloudCompute: gpu });
  }
  override async run() {
    return this.rate * 2;
  }
}
class Check extends Work {
  constructor() {
    super({ cloudCompute: gpu });
  }
  override async run() {}
}
class Serve extends Work {
  constructor() {
    super({ port: 8080 });
  }
  override async run() {}
}

class Sweep extends Flow {
  trials = new ComponentMap<Trial | Check>({ max: 8 });
  serve = new Serve();

  override async run() {
    for (const rate of [1, 2, 3]) await this.trials.create(`r${rate}`, Trial, rate).run();
    await this.trials.create("check", Check).run();
    await this.serve.run();
  }
}

export default new App(new Sweep());
