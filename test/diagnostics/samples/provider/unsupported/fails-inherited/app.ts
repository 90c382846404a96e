import { App, ComponentMap, Flow, Work } from "thunderhead";

abstract class Served extends Work {
  constructor(port: number) {
    super({ port });
  }
}
class Use extends Served {
  constructor() {
    super(0);
  }
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Pooled extends Flow {
  pools = { small: new ComponentMap<Use>({ max: 2 }) };
}
class Root extends Pooled {
  override async run() {
    for (const key of ["a", "b"]) await this.pools.small.create(key, Use).run();
  }
}

export default new App(new Root());
