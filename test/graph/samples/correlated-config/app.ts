import { App, config, Flow, Work } from "thunderhead";
const gpu = config.boolean("gpu", false);

class Any extends Work {
  constructor(readonly device: string) {
    super();
  }
  override async run() {}
}

class Root extends Flow {
  a = new Any(pick());
  override async run() {
    if (gpu) await this.a.run();
  }
}

/** Both questions have the same answer, so only one pair is possible. */
function pick() {
  const device = gpu ? "cuda" : "cpu";
  const name = gpu ? `x-${device}` : "x-cpu";
  return name === `x-${device}` ? "same" : "different";
}

export default new App(new Root());
