import { App, ComponentMap, Flow, Work } from "thunderhead";

class Trial extends Work {
  constructor(readonly rate: number) {
    super({ port: 8080 });
  }
  override async run() {
    return this.rate * 2;
  }
}

class Sweep extends Flow {
  trials = new ComponentMap<Trial>({ max: 8 });

  override async run() {
    for (const rate of [1, 2, 3]) await this.trials.create(`r${rate}`, Trial, rate).run();
  }
}

export default new App(new Sweep());
